"""Moving a case along its states, each step a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.transitions import NoSuchTransition
from kehou.kernel.verdict import UnableTo, refusal
from kehou.oversight.access import DECIDE_CASE
from kehou.oversight.models import Case, CaseStep
from kehou.oversight.rules import TRANSITIONS
from kehou.platform.access.actions import Action, require
from kehou.platform.audit.trail import record, subject_of


class UnableToMoveCase(UnableTo):
    """The step does not follow from where the case stands, or is not this person's to take."""


def locked(case_id: UUID, *, actor: Actor, action: Action) -> Case:
    """The case, held until the transaction ends, for someone who may act on it.

    Raises Http404 where it is out of reach, UnableToMoveCase where it concerns the actor.
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    place = Place(case.county_code)
    require(action, actor, place)
    if case.transferred_to == "discipline":
        require(DECIDE_CASE, actor, place)
    if actor.person == case.concerned_person_id:
        raise UnableToMoveCase([refusal("A11.15", "case_concerns_you", subject="case")])
    return case


def move(
    case: Case,
    event: str,
    *,
    actor: Actor,
    now: datetime,
    note: str = "",
    outcome: str = "",
    due: date | None = None,
    files: Sequence[str] = (),
) -> CaseStep:
    """Take one step of the state table and keep it as a row. Raises UnableToMoveCase."""
    try:
        arrow = TRANSITIONS.arrow(case.state, event)
    except NoSuchTransition:
        raise UnableToMoveCase(
            [refusal("A11.15", "case_step_out_of_order", subject="case", found=case.state, event=event)]
        ) from None
    place = Place(case.county_code)
    if arrow.roles and not actor.holds_any(arrow.roles, place):
        raise UnableToMoveCase([refusal("A11.15", "case_not_your_step", subject="case", event=event)])
    case.state = arrow.target
    case.save()
    if actor.person_id is not None:  # what a reporter does leaves no moment behind
        record(f"case.{event}", actor=actor, place=place, subject=subject_of("case", case.id), now=now)
    return add_step(case, event, actor=actor, now=now, note=note, outcome=outcome, due=due, files=files)


def add_step(
    case: Case,
    event: str,
    *,
    actor: Actor,
    now: datetime,
    note: str = "",
    outcome: str = "",
    due: date | None = None,
    files: Sequence[str] = (),
) -> CaseStep:
    """Write a step behind the last one."""
    return CaseStep.objects.create(
        county_code=case.county_code,
        case=case,
        place=case.steps.count() + 1,
        event=event,
        taken_by=actor.person_id,
        taken_date=local_day(now),
        note=note,
        outcome=outcome,
        due_date=due,
        files=list(files),
    )
