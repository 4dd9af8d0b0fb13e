"""Opening the choice of courses (process 6.1)."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.agreements.public import why_not
from kehou.authority.public import parameters_for
from kehou.enrolment.access import OPEN_CHOICE
from kehou.enrolment.banding import offering_of
from kehou.enrolment.drawing import paid_cap
from kehou.enrolment.models import ChoiceWindow
from kehou.enrolment.rules import judge_offering
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.plans.public import approved_plan
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.paper.codes import short_code

MIN_PAID = 1


class UnableToOpenChoice(UnableTo):
    """The plan is not ready to be chosen from, or the choice was opened before."""


@transaction.atomic
def open_choice(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    closes_at: datetime,
    max_paid: int | None = None,
) -> ChoiceWindow:
    """Let families choose until a moment, on the version that is approved and publicised.

    ``max_paid``: how many courses of outside bodies a pupil may get at most; None leaves it at the county's.
    Raises UnableToOpenChoice: before publicity (A7.1), for a course that requires another (A9.16), for a
    timetable whose courses overlap without sharing a band, and for a looser cap than the county's (A7.8).
    """
    require(OPEN_CHOICE, actor, place)
    plan = approved_plan(place.school, term_id)
    refused = list(why_not(plan))
    if plan is not None:
        refused += judge_offering(offering_of(plan.content.courses, plan.content.slots))
    cap = paid_cap(parameters_for(place, on=local_day(now)))
    if max_paid is not None and not MIN_PAID <= max_paid <= (cap or max_paid):
        refused.append(refusal("A7.8", "paid_cap_looser", subject="choice", found=max_paid, required=cap))
    if closes_at <= now:
        refused.append(refusal("A2.4", "choice_closes_in_past", subject="choice"))
    if ChoiceWindow.objects.filter(school_id=place.school, term_id=term_id).exists():
        refused.append(refusal("A7.11", "choice_opened_before", subject="choice"))
    if refused or plan is None:
        raise UnableToOpenChoice(refused)
    window = ChoiceWindow.objects.create(
        county_code=place.code,
        school_id=place.school,
        term_id=term_id,
        version_id=plan.version_id,
        code=short_code(secrets.randbelow(32**7)).replace("-", ""),
        opened_by=actor.person,
        opened_at=now,
        closes_at=closes_at,
        max_paid=cap if max_paid is None else max_paid,
    )
    record("choice.opened", actor=actor, place=place, subject=subject_of("choice", window.id), now=now)
    return window
