"""The published result, open to anyone at a stable address."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from kehou.consultation.access import OBJECT, SEE_RESULT
from kehou.consultation.models import PublishedResult
from kehou.consultation.showing import result_page
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.registry.public import school_info


@endpoint(SEE_RESULT)
def result(request: KehouRequest, consultation_id: UUID) -> HttpResponse:
    """Counts of the whole school; small ones are not shown, nobody is named (A2.3)."""
    row = PublishedResult.objects.filter(consultation_id=consultation_id).first()
    if row is None:
        raise Http404
    is_family = any(ward.place.school_id == row.school_id for ward in request.actor.wards)
    context = {
        "row": row,
        "school": school_info(row.school_id),
        "content": row.content,
        "questions": result_page(row.content),
        "opened": date.fromisoformat(row.content["opened"]),
        "closed": date.fromisoformat(row.content["closed"]),
        "may_object": is_family and OBJECT.open_to(request.actor),
    }
    return render(request, "consultation/result.html", context)
