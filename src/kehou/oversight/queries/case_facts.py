"""Cases as facts for the indicators: in time or not, upheld or not (A11.15)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from kehou.oversight.models import Case, CaseStep
from kehou.oversight.queries.cases import due_of
from kehou.oversight.rules import VIOLATIONS
from kehou.rulebook.facts.cases import CaseKind
from kehou.rulebook.facts.indicators import CaseRow

_END_A_CLOCK = frozenset({"accept", "reject", "pass_on", "decide", "reply"})


def case_facts_of(
    county_code: str, *, first: date, past: date, today: date, school_id: UUID | None = None
) -> list[CaseRow]:
    """The cases that came in over some days, of a school or the whole county."""
    rows = Case.objects.filter(county_code=county_code, received_date__gte=first, received_date__lt=past)
    if school_id:
        rows = rows.filter(concerned_school_id=school_id)
    steps = Prefetch("steps", CaseStep.objects.order_by("place"))
    return [_fact(case, today) for case in rows.prefetch_related(steps).order_by("received_date", "id")]


def _fact(case: Case, today: date) -> CaseRow:
    steps = list(case.steps.all())
    decided = [step for step in steps if step.event == "decide"]
    return CaseRow(
        key=f"case/{case.id}",
        kind=CaseKind(case.kind),
        is_in_time=_was_in_time(steps) and _is_in_time(case, today),
        is_upheld=decided[-1].outcome in VIOLATIONS if decided else None,
    )


def _is_in_time(case: Case, today: date) -> bool:
    due = due_of(case)
    return due is None or today <= due


def _was_in_time(steps: list[CaseStep]) -> bool:
    """Whether each step that ended a clock was taken by the deadline that held then."""
    due: date | None = None
    for step in steps:
        if step.event in _END_A_CLOCK and due is not None and step.taken_date > due:
            return False
        due = step.due_date or due
    return True
