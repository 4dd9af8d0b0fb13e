"""Opening a choice in order of arrival, where the county permits it (A3.4). The draw stays the rule."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.allocation import commit
from kehou.authority.public import judge_at, parameters_for
from kehou.enrolment.access import OPEN_CHOICE
from kehou.enrolment.drawing import sections_of
from kehou.enrolment.models import ChoiceWindow, CourseCount, Rush
from kehou.enrolment.offering import offering_at
from kehou.enrolment.services.opening import UnableToOpenChoice, open_choice
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.facts.enrolment import WayOfChoosing


@dataclass(frozen=True, slots=True)
class RushTimes:
    """From when families may come to the waiting room, when courses open, until when they are chosen."""

    arrive_from_at: datetime
    opens_at: datetime
    closes_at: datetime

    @property
    def arrival_minutes(self) -> int:
        """How long the waiting room is open before the courses are."""
        return int((self.opens_at - self.arrive_from_at).total_seconds() // 60)


@transaction.atomic
def open_in_order(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    times: RushTimes,
    max_paid: int | None = None,
) -> ChoiceWindow:
    """Let families choose in order of their turns. Raises UnableToOpenChoice.

    Refused where the county did not permit it or has some come first at courses too (A3.4), with too short
    a time to arrive (A7.8), and for all that keeps any choice from being opened.
    """
    require(OPEN_CHOICE, actor, place)
    refused = _refused(place, times, now)
    if refused:
        raise UnableToOpenChoice(refused)
    window = open_choice(
        actor=actor, now=now, place=place, term_id=term_id, closes_at=times.closes_at, max_paid=max_paid
    )
    parameters, nonce = parameters_for(place, on=local_day(now)), secrets.token_hex(32)
    here = {"county_code": place.code, "school_id": place.school}
    rush = Rush.objects.create(
        **here,
        window=window,
        arrive_from_at=times.arrive_from_at,
        opens_at=times.opens_at,
        turns_a_minute=parameters.count("first_come_turns_a_minute"),
        protected_minutes=parameters.minutes("first_come_protected_min"),
        family_places=parameters.count("first_come_family_places"),
        nonce=nonce,
        commitment=commit(nonce),
    )
    CourseCount.objects.bulk_create(
        CourseCount(**here, rush=rush, option_key=section.id, capacity=section.capacity)
        for section in sections_of(offering_at(window.version_id))
        if section.capacity is not None
    )
    subject = subject_of("rush", rush.id)
    detail = {"commitment": rush.commitment}
    record("choice.opened_in_order", actor=actor, place=place, subject=subject, now=now, detail=detail)
    return window


def _refused(place: Place, times: RushTimes, now: datetime) -> list[Verdict]:
    way = WayOfChoosing(first_come=True, arrival_minutes=times.arrival_minutes)
    refused = list(stops(judge_at(place, way, on=local_day(now))))
    if not now <= times.arrive_from_at < times.opens_at < times.closes_at:
        refused.append(refusal("A2.4", "rush_times_in_disorder", subject="choice"))
    return refused
