"""Versions of a plan: what differs between them, and the plan on paper."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from kehou.plans.access import SEE_PLAN
from kehou.plans.content import from_json
from kehou.plans.differences import differences
from kehou.plans.editing import staff_labels
from kehou.plans.facts import PlanContent
from kehou.plans.plan_paper import plan_on_paper
from kehou.plans.queries import PlanView, earlier_versions, plan_view, versions_of
from kehou.plans.saying import Sayer
from kehou.plans.showing import version_rows
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.paper.documents.plan import print_plan
from kehou.platform.ui.downloads import shown_file
from kehou.platform.ui.pieces import Change


@endpoint(SEE_PLAN)
def differing(request: KehouRequest, plan_id: UUID, number: int) -> HttpResponse:
    """What differs from the version before, and from the last term's plan."""
    view = plan_view(plan_id, viewer=request.actor, number=number)
    names = dict(staff_labels(view.school))
    versions = versions_of(view.plan)
    before = next((row for row in versions if row.number < number), None)
    earlier = next(iter(earlier_versions(view, viewer=request.actor)), None)
    context = {
        "view": view,
        "versions": version_rows(view, versions),
        "before": before,
        "since_before": _changes(from_json(before.content), view, names) if before else None,
        "earlier": earlier,
        "since_earlier": _changes(from_json(earlier.content), view, names) if earlier else None,
    }
    return render(request, "plans/differences.html", context)


@endpoint(SEE_PLAN)
def paper(request: KehouRequest, plan_id: UUID, number: int) -> HttpResponse:
    """One version as a PDF."""
    view = plan_view(plan_id, viewer=request.actor, number=number)
    at = view.version.frozen_at or business_now()
    pdf = print_plan(plan_on_paper(view, on=at.date()), at=at)
    return shown_file(pdf, f"plan-{view.school.short_code}-{view.version.number}.pdf")


def _changes(before: PlanContent, view: PlanView, names: dict[str, str]) -> list[Change]:
    return Sayer(before, view.content, names).say(differences(before, view.content))
