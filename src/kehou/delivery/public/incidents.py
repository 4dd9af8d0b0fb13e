"""Which children something happened to that is not concluded (A10.13)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from kehou.delivery.models import Incident
from kehou.delivery.rules import INCIDENT_STEPS


def pupils_with_open_incident(pupils: Iterable[UUID]) -> frozenset[UUID]:
    """Those of some pupils of whom an incident is not concluded."""
    rows = Incident.objects.filter(pupil_id__in=list(pupils)).exclude(steps__step=INCIDENT_STEPS[-1])
    return frozenset(pupil for pupil in rows.values_list("pupil_id", flat=True) if pupil)
