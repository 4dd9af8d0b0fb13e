"""Cases as the county may see them: nobody sees what concerns them, and what went to discipline is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from kehou.kernel.actor import Actor
from kehou.oversight.access import DECIDE_CASE, SEE_CASE, WORK_CASE
from kehou.oversight.models import Brief, Case, CaseRating, CaseStep, CorrectionOrder
from kehou.oversight.rules import ENDED, CaseState
from kehou.platform.audit.trail import subject_of
from kehou.registry.public import schools_by_id

_WITHOUT_DEADLINE = ENDED | {CaseState.REPLIED, CaseState.CORRECTING, CaseState.TRANSFERRED}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list, with the name of the school it concerns and what is due next."""

    case: Case
    school_name: str
    due_date: date | None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.case.state not in ENDED


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case with its steps, what the school was told, and the orders that followed."""

    row: CaseRow
    steps: tuple[CaseStep, ...]
    briefs: tuple[Brief, ...]
    orders: tuple[CorrectionOrder, ...]
    rating: CaseRating | None

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.row.case


def visible_cases(viewer: Actor) -> QuerySet[Case]:
    """The cases of the viewer's county; what was handed to discipline only for the approver (A11.13)."""
    rows = Case.objects.filter(SEE_CASE.rows_for(viewer)).exclude(concerned_person_id=viewer.person)
    if not WORK_CASE.open_to(viewer):
        return rows.filter(transferred_to="market")
    if not DECIDE_CASE.open_to(viewer):
        return rows.exclude(transferred_to="discipline")
    return rows


def case_rows(viewer: Actor, *, only_open: bool = True, limit: int = 200) -> list[CaseRow]:
    """Cases in the order of what is due."""
    rows = visible_cases(viewer).prefetch_related(_steps())
    rows = rows.exclude(state__in=ENDED) if only_open else rows.filter(state__in=ENDED)
    found = list(rows.order_by("received_date" if only_open else "-received_date", "id")[:limit])
    schools = schools_by_id(case.concerned_school_id for case in found if case.concerned_school_id)
    names = {identity: school.name for identity, school in schools.items()}
    listed = [_row(case, names) for case in found]
    return sorted(listed, key=lambda row: (row.due_date is None, row.due_date or date.max))


def case_file(case_id: UUID, *, viewer: Actor) -> CaseFile:
    """One case whole. Raises Http404 for whom it is not."""
    case = visible_cases(viewer).prefetch_related(_steps()).filter(pk=case_id).first()
    if case is None:
        raise Http404
    schools = schools_by_id([case.concerned_school_id]) if case.concerned_school_id else {}
    names = {identity: school.name for identity, school in schools.items()}
    orders = CorrectionOrder.objects.filter(source=subject_of("case", case.id))
    return CaseFile(
        row=_row(case, names),
        steps=tuple(case.steps.all()),
        briefs=tuple(Brief.objects.filter(case_id=case.id).select_related("answer").order_by("sent_at")),
        orders=tuple(orders.prefetch_related("corrections__recheck").order_by("ordered_at")),
        rating=CaseRating.objects.filter(case=case).first(),
    )


def due_of(case: Case) -> date | None:
    """What is due next: the last deadline that a step started, or an outer order's where that is earlier."""
    if case.state in _WITHOUT_DEADLINE:
        return None
    own = [step.due_date for step in case.steps.all() if step.due_date]
    days = [day for day in (own[-1] if own else None, case.outer_due_date) if day]
    return min(days, default=None)


def _row(case: Case, names: dict[UUID, str]) -> CaseRow:
    name = names.get(case.concerned_school_id, "") if case.concerned_school_id else ""
    return CaseRow(case, name, due_of(case))


def _steps() -> Prefetch[str]:
    return Prefetch("steps", CaseStep.objects.order_by("place"))
