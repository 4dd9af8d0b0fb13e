"""Visits as the county sees them, and what of them the school concerned gets."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from kehou.kernel.actor import Actor
from kehou.oversight.access import PLAN_INSPECTION, SEE_CORRECTION
from kehou.oversight.models import (
    CorrectionOrder,
    Finding,
    Inspection,
    InspectionPlan,
    InspectionSheet,
    InspectionStep,
)
from kehou.platform.audit.trail import subject_of


@dataclass(frozen=True, slots=True)
class VisitFile:
    """One visit with all that belongs to it."""

    visit: Inspection
    findings: tuple[Finding, ...]
    steps: tuple[InspectionStep, ...]
    sheet: InspectionSheet | None
    orders: tuple[CorrectionOrder, ...]


def visible_visits(viewer: Actor) -> QuerySet[Inspection]:
    """The visits of the viewer's county, those of the latest plan first."""
    return Inspection.objects.filter(PLAN_INSPECTION.rows_for(viewer)).order_by("-term_id", "state", "id")


def visit_file(inspection_id: UUID, *, viewer: Actor) -> VisitFile:
    """One visit whole. Raises Http404 for a stranger."""
    visit = visible_visits(viewer).filter(pk=inspection_id).first()
    if visit is None:
        raise Http404
    orders = CorrectionOrder.objects.filter(source=subject_of("inspection", visit.id))
    return VisitFile(
        visit=visit,
        findings=tuple(visit.findings.order_by("written_at")),
        steps=tuple(visit.steps.order_by("taken_at")),
        sheet=InspectionSheet.objects.filter(inspection_id=visit.id).select_related("reply").first(),
        orders=tuple(orders.prefetch_related("corrections__recheck").order_by("ordered_at")),
    )


def visible_sheets(viewer: Actor) -> QuerySet[InspectionSheet]:
    """The findings that were sent to the viewer's school, the latest first."""
    rows = InspectionSheet.objects.filter(SEE_CORRECTION.rows_for(viewer))
    return rows.select_related("reply").order_by("-sent_at")


def plan_of(county_code: str, term_id: UUID) -> InspectionPlan | None:
    """A county's plan of a term, or None before it is fixed."""
    return InspectionPlan.objects.filter(county_code=county_code, term_id=term_id).first()
