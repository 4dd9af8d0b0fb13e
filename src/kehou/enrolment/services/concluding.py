"""The end of a choice in order of arrival: places become seats, as if drawn with the order as the key.

The closed list holds each child's number in the order at each course it asked for; the draw's own program
places by it. So reasons, groups, waiting lists, changes and withdrawals are the same as after a draw, and
anyone can repeat it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.allocation.arrivals import Asked, arrival_policy, closed_pupils
from kehou.authority.public import parameters_for
from kehou.enrolment.content import wishes_to_json
from kehou.enrolment.drawing import policy_of, pupils_to_draw, sections_of
from kehou.enrolment.facts import Otherwise, Wishes
from kehou.enrolment.models import ChoiceWindow, Claim, Entrant, InLine, Run, WishList
from kehou.enrolment.offering import offering_at
from kehou.enrolment.services.closing import applicants_of, keep_closing, window_to_close
from kehou.enrolment.services.placing import carry_out
from kehou.enrolment.windows import rush_of
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day

AskedBy = dict[UUID, list[tuple[Asked, UUID, datetime]]]


@transaction.atomic
def conclude_choice(*, actor: Actor, now: datetime, window_id: UUID) -> Run:
    """Close the list and turn places into seats. Raises UnableToCloseChoice, UnableToDraw.

    Counted are pupils on the roll whose agreement holds (A7.6): a place of others falls to the line.
    """
    window = window_to_close(actor=actor, now=now, window_id=window_id)
    rush, sections = rush_of(window), {s.id: s for s in sections_of(offering_at(window.version_id))}
    asked = _asked(window)
    _write_wishes(window, asked)
    applicants = applicants_of(window, now)
    by_code = {each.code: [row[0] for row in asked[each.pupil.id]] for each in applicants}
    policy = arrival_policy(
        policy_of(parameters_for(window.place, on=local_day(now))),
        (each for rows in by_code.values() for each in rows),
    )
    pupils = closed_pupils(pupils_to_draw(applicants, policy), by_code, sections)
    closing = keep_closing(window, applicants, pupils, policy, nonce=rush.nonce, actor=actor, now=now)
    return carry_out(closing, "", "", actor=actor, now=now)


def _asked(window: ChoiceWindow) -> AskedBy:
    """What each pupil waits for, in the order in which it asked, and then what it has."""
    found: AskedBy = defaultdict(list)
    lines = InLine.objects.filter(rush__window=window).order_by("asked_at", "option_key")
    claims = Claim.objects.filter(rush__window=window).order_by("chosen_at", "option_key")
    for pupil, key, number, by, at in lines.values_list(
        "pupil_id", "option_key", "number", "asked_by", "asked_at"
    ):
        found[pupil].append((Asked(key, number), by, at))
    for pupil, key, number, by, at in claims.values_list(
        "pupil_id", "option_key", "number", "chosen_by", "chosen_at"
    ):
        row = (Asked(key, number), by, at)
        if row not in found[pupil]:  # a course over several bands has a place in each
            found[pupil].append(row)
    return found


def _write_wishes(window: ChoiceWindow, asked: AskedBy) -> None:
    """What each family asked for as a list of wishes, so that every later page reads one form."""
    offering = offering_at(window.version_id)
    entrants = dict(Entrant.objects.filter(rush__window=window).values_list("pupil_id", "otherwise"))
    rows = []
    for pupil, given in asked.items():
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
