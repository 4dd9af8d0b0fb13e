"""Marks in batches from a device, as JSON: sent again after a broken connection, they count once (A7.11)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from kehou.delivery.access import LEAD_SESSION
from kehou.delivery.facts import Mark, MarkKind
from kehou.delivery.queries import visible_session
from kehou.delivery.services.marking import send_marks
from kehou.delivery.views.here import say_roll
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now


@require_POST
@endpoint(LEAD_SESSION)
def batch(request: KehouRequest, session_id: UUID) -> HttpResponse:
    """Take in ``{"marks": [{"client_id", "pupil", "kind", "at", "voids"?}], "reason"?, "whole"?}``."""
    visible_session(request.actor, session_id)
    try:
        sent = json.loads(request.body)
        marks = [_mark(row, session_id) for row in sent["marks"]]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "格式不对"}, status=400)
    new = send_marks(
        actor=request.actor,
        now=business_now(),
        session_id=session_id,
        marks=marks,
        reason=str(sent.get("reason", "")),
        is_whole=bool(sent.get("whole", False)),
    )
    if new and sent.get("whole"):
        say_roll(request, absent=sum(mark.kind is MarkKind.ABSENT for mark in marks))
    return JsonResponse({"new": new, "seen": len(marks)})


def _mark(row: dict[str, Any], session_id: UUID) -> Mark:
    at = datetime.fromisoformat(row["at"])
    if at.tzinfo is None:
        raise ValueError("a moment without its zone")
    return Mark(
        client_id=UUID(row["client_id"]),
        pupil_id=UUID(row["pupil"]),
        kind=MarkKind(row["kind"]),
        device_at=at,
        session_id=session_id,
        voids=UUID(row["voids"]) if row.get("voids") else None,
    )
