"""Telling a family whose place went to an earlier turn: what is left for it, and until when (A2.4, A7.8).

The door only writes that a place gave way. The scheduler tells of it each minute, so that it is no work for
the door: each place once, on the family's pages and on its phones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from kehou.enrolment.facts import Option
from kehou.enrolment.first_come.counts import SeatCount, counts_of
from kehou.enrolment.first_come.gave_way import said_of_passed
from kehou.enrolment.first_come.offers import RushOffer, offer_of
from kehou.enrolment.first_come.tickets import Holder
from kehou.enrolment.first_come.turns import holders_of
from kehou.enrolment.kin import who_acts
from kehou.enrolment.models import ChoiceWindow, Claim, HeldTurn, InLine, PassedNotice
from kehou.enrolment.windows import rush_of
from kehou.kernel.moments import local_day
from kehou.platform.audit.trail import subject_of
from kehou.platform.database.locks import hold
from kehou.platform.messages.notifying import notify
from kehou.platform.messages.texting import text_people
from kehou.registry.public import families_of, one_a_phone


def passed_untold() -> QuerySet[InLine]:
    """The places in sight that gave way and of which the family was not told yet."""
    of_line = {name: OuterRef(name) for name in ("rush_id", "pupil_id", "option_key")}
    told = PassedNotice.objects.filter(**of_line)
    return InLine.objects.filter(~Exists(told), gave_way_at__isnull=False)


@transaction.atomic
def tell_who_gave_way(*, window: ChoiceWindow, now: datetime) -> int:
    """Tell each family once of each of its places that went to an earlier turn; how many places.

    A slip of a family without a phone is asked again for what it wished next.
    """
    rush = rush_of(window)
    hold(f"passed/{rush.id}")
    lines = list(passed_untold().filter(rush=rush).order_by("gave_way_at", "id"))
    if not lines:
        return 0
    PassedNotice.objects.bulk_create(
        PassedNotice(
            county_code=rush.county_code,
            school_id=rush.school_id,
            rush=rush,
            pupil_id=line.pupil_id,
            option_key=line.option_key,
            told_at=now,
        )
        for line in lines
    )
    pupils = {line.pupil_id for line in lines}
    held = _held(window, pupils)
    _tell(window, lines, held, now)
    _ask_slips_again(window, lines, held)
    return len(lines)


def _held(window: ChoiceWindow, pupils: Iterable[UUID]) -> Mapping[UUID, Mapping[str, str]]:
    """Which course each of some children has now, by time of the week."""
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    rows = Claim.objects.filter(rush=rush_of(window), pupil_id__in=pupils, ended_at=None)
    for pupil, band, key in rows.values_list("pupil_id", "band", "option_key"):
        found[pupil][band] = key
    return found


def _tell(
    window: ChoiceWindow, lines: Sequence[InLine], held: Mapping[UUID, Mapping[str, str]], now: datetime
) -> None:
    rush, pupils = offer_of(window), {line.pupil_id for line in lines}
    counts = {each.key: each for each in counts_of(rush)}
    holders = {UUID(holder.pupil.id): holder for holder in holders_of(window, pupils)}
    families = who_acts(families_of(window.school_id, on=local_day(now), pupils=pupils))
    for line in lines:
        holder, option = holders.get(line.pupil_id), rush.offering.option(line.option_key)
        if holder is None or option is None:  # the family left meanwhile
            continue
        text = _said(rush, option, holder, held.get(line.pupil_id, {}), counts)
        page = reverse("family-places", args=[line.pupil_id])
        people = families.get(line.pupil_id, [])
        notify(people, place=window.place, kind="gave_way", text=text, now=now, link=page)
        words = one_a_phone(dict.fromkeys(people, text))
        text_people(words, place=window.place, now=now, matter=subject_of("line", line.id))


def _said(
    rush: RushOffer,
    lost: Option,
    holder: Holder,
    held: Mapping[str, str],
    counts: Mapping[str, SeatCount],
) -> str:
    chosen = rush.offering.option(next((held[band] for band in lost.bands if band in held), ""))
    left = [
        counts[option.key]
        for option in rush.offering.in_band(lost.bands[0], holder.pupil.grade)
        if option.key != lost.key and holder.pupil.attends.issuperset(option.bands)
    ]
    return said_of_passed(lost, chosen, left, rush.offer.hours.closes_at)


def _ask_slips_again(
    window: ChoiceWindow, lines: Sequence[InLine], held: Mapping[UUID, Mapping[str, str]]
) -> None:
    """The latest answered slip of a child that has no place any more at a time that it lost."""
    offering = offer_of(window).offering
    without = {
        line.pupil_id
        for line in lines
        if (option := offering.option(line.option_key))
        and not held.get(line.pupil_id, {}).keys() & {*option.bands}
    }
    turns = HeldTurn.objects.filter(rush=rush_of(window), pupil_id__in=without)
    latest = turns.order_by("pupil_id", "-checked_at").distinct("pupil_id")
    again = [turn.pk for turn in latest if turn.answered_at is not None and turn.answers]
    HeldTurn.objects.filter(pk__in=again).update(answered_at=None)
