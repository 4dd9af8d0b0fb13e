"""An audit event as a statement, for the few writers that speak to the database without Django's models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from kehou.kernel.places import Place
from kehou.platform.clock.wall import wall_now
from kehou.platform.database.rows import new_id

_RECORD = (
    "INSERT INTO platform_auditevent (id, county_code, school_id, action, refused, actor_id, actor_role,"
    " subject, reason, clauses, edition, detail, occurred_at, recorded_at)"
    " VALUES (%s, %s, %s, %s, false, NULL, 'system', %s, '', '[]', '', %s, %s, %s)"
)


def record_statement(
    action: str, *, place: Place, subject: str, now: datetime, detail: Mapping[str, object]
) -> tuple[str, tuple[object, ...]]:
    """One event by the system, to be run in the transaction of what it tells of (A7.11)."""
    told = json.dumps(dict(detail))
    return _RECORD, (new_id(), place.code, place.school_id, action, subject, told, now, wall_now())
