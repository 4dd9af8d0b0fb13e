"""The end of a choice in order of arrival: places become seats, as if drawn with the order as the key.

The closed list holds each child's number in the order at each course it asked for; the draw's own program
places by it. So reasons, groups, waiting lists, changes and withdrawals are the same as after a draw, and
anyone can repeat it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from kehou.allocation.arrivals import Asked, Stand, arrival_policy, closed_pupils, numbered, settle
from kehou.enrolment.content import wishes_to_json
from kehou.enrolment.drawing import pupils_to_draw
from kehou.enrolment.facts import Otherwise, Wishes
from kehou.enrolment.first_come.offers import offer_of
from kehou.enrolment.models import ChoiceWindow, Claim, Entrant, InLine, Run, WishList
from kehou.enrolment.offering import offering_at
from kehou.enrolment.services.closing import applicants_of, keep_closing, window_to_close
from kehou.enrolment.services.holding_turns import answer_the_rest
from kehou.enrolment.services.placing import carry_out
from kehou.enrolment.windows import rush_of
from kehou.kernel.actor import Actor

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
AskedBy = dict[UUID, list[tuple[Asked, UUID, datetime]]]  # who asked, and when
AskedAt = dict[UUID, list[tuple[Asked, UUID, datetime, datetime]]]  # and from when it counts


@transaction.atomic
def conclude_choice(*, actor: Actor, now: datetime, window_id: UUID) -> Run:
    """Close the list and turn places into seats. Raises UnableToCloseChoice, UnableToDraw.

    Counted are pupils on the roll whose agreement holds (A7.6): a place of others, and one that was given
    back while children waited, falls to the line.
    """
    window = window_to_close(actor=actor, now=now, window_id=window_id)
    answer_the_rest(window)
    rush, (waits, has) = rush_of(window), _numbered(_lined(window), _held(window))
    _write_wishes(window, waits, has)
    applicants = applicants_of(window, now)
    offer = offer_of(window).offer
    policy, listed = offer.policy, pupils_to_draw(applicants, offer.policy)
    stands = {
        each.code: Stand(_courses(has.get(each.pupil.id, ())), _courses(waits.get(each.pupil.id, ())))
        for each in applicants
    }
    asked = {code: stand.wished for code, stand in settle(offer, listed, stands).items()}
    order = arrival_policy(policy, (each for rows in asked.values() for each in rows))
    pupils = closed_pupils(listed, asked, offer.sections)
    closing = keep_closing(window, applicants, pupils, order, nonce=rush.nonce, actor=actor, now=now)
    return carry_out(closing, "", "", actor=actor, now=now)


def _courses(rows: Iterable[tuple[Asked, UUID, datetime]]) -> tuple[Asked, ...]:
    return tuple(each for each, _, _ in rows)


def _numbered(waits: AskedAt, has: AskedAt) -> tuple[AskedBy, ...]:
    """Each course's children: who has a place, as told, then the line in the order in which it counts."""
    parts, everything = (waits, has), defaultdict[str, list[tuple[Asked, datetime]]](list)
    for pupil, rows in has.items():
        everything[str(pupil)] += [(each, BEFORE_ALL) for each, *_ in rows]
    for pupil, rows in waits.items():
        everything[str(pupil)] += [(each, counts_at) for each, _, _, counts_at in rows]
    order = {(pupil, each.section): each for pupil, rows in numbered(everything).items() for each in rows}
    return tuple(
        {
            pupil: [(order[str(pupil), each.section], by, at) for each, by, at, _ in rows]
            for pupil, rows in part.items()
        }
        for part in parts
    )


def _lined(window: ChoiceWindow) -> AskedAt:
    """What each pupil waits for, in the order in which it asked."""
    found: AskedAt = defaultdict(list)
    rows = InLine.objects.filter(rush__window=window).order_by("asked_at", "option_key")
    for pupil, key, number, by, at, counts_at in rows.values_list(
        "pupil_id", "option_key", "number", "asked_by", "asked_at", "counts_at"
    ):
        found[pupil].append((Asked(key, number), by, at, counts_at))
    return found


def _held(window: ChoiceWindow) -> AskedAt:
    """What each pupil has; a course over several bands has a place in each, and stands once."""
    found: AskedAt = defaultdict(list)
    rows = Claim.objects.filter(rush__window=window, ended_at=None).order_by("chosen_at", "option_key")
    for pupil, key, number, by, at, counts_at in rows.values_list(
        "pupil_id", "option_key", "number", "chosen_by", "chosen_at", "counts_at"
    ):
        row = (Asked(key, number), by, at, counts_at)
        if row not in found[pupil]:
            found[pupil].append(row)
    return found


def _write_wishes(window: ChoiceWindow, waits: AskedBy, has: AskedBy) -> None:
    """What each family asked for as a list of wishes, so that every later page reads one form."""
    offering = offering_at(window.version_id)
    entrants = dict(Entrant.objects.filter(rush__window=window).values_list("pupil_id", "otherwise"))
    rows = []
    for pupil in sorted({*waits, *has}):
        given = [*waits.get(pupil, ()), *has.get(pupil, ())]
        ranked: dict[str, tuple[str, ...]] = {}
        for each, _, _ in given:
            option = offering.option(each.section)
            for band in option.bands if option else ():
                ranked[band] = (*ranked.get(band, ()), each.section)
        wishes = Wishes(ranked, Otherwise(entrants[pupil]))
        rows.append(
            WishList(
                county_code=window.county_code,
                school_id=window.school_id,
                window=window,
                pupil_id=pupil,
                term_id=window.term_id,
                number=1,
                content=wishes_to_json(wishes),
                entered_by=given[-1][1],
                entered_at=given[-1][2],
            )
        )
    WishList.objects.bulk_create(rows)
