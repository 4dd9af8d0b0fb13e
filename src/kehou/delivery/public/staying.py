"""The days on which children were kept longer as their families and the school had agreed (A4.17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from kehou.delivery.facts import Attendance
from kehou.delivery.models import CareRequest, Session
from kehou.delivery.public.attendance import attendance_facts
from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI


@dataclass(frozen=True, slots=True)
class KeptDay:
    """One child on one day, from the end of its last session to the hour agreed, at the price agreed."""

    pupil_id: UUID
    date: date
    starts: time
    ends: time
    price: Fen


def kept_days(school_id: UUID, term_id: UUID, *, past: date) -> tuple[KeptDay, ...]:
    """The days before ``past`` for which a price was agreed and on which the child was there.

    A day on which the child was away or nothing was held is not in it: nobody pays for it (A9.12).
    """
    rows = CareRequest.objects.filter(
        school_id=school_id, term_id=term_id, answer__is_granted=True, from_date__lt=past
    )
    agreed: dict[UUID, list[CareRequest]] = {}
    for row in rows.order_by("-asked_at", "-id"):
        agreed.setdefault(row.pupil_id, []).append(row)
    if not agreed:
        return ()
    found = []
    for (pupil, day), last in sorted(_last_ends(school_id, term_id, agreed, past).items()):
        care = next((one for one in agreed[pupil] if one.from_date <= day < one.until_date), None)
        if care and care.price_fen and care.ends > last:
            found.append(KeptDay(pupil, day, last, care.ends, Fen(care.price_fen)))
    return tuple(found)


def _last_ends(
    school_id: UUID, term_id: UUID, pupils: Mapping[UUID, object], past: date
) -> dict[tuple[UUID, date], time]:
    """When each pupil's last session of a day was over, on the days on which the pupil was there."""
    facts = attendance_facts(school_id, term_id, past=past)
    there = [
        fact
        for fact in facts
        if fact.pupil_id in pupils and fact.delivered and fact.state is Attendance.PRESENT
    ]
    sessions = Session.objects.filter(pk__in={fact.session_id for fact in there})
    ends = {key: at.astimezone(SHANGHAI).time() for key, at in sessions.values_list("id", "ends_at")}
    found: dict[tuple[UUID, date], time] = {}
    for fact in there:
        key = (fact.pupil_id, fact.date)
        found[key] = max(found.get(key, time.min), ends[fact.session_id])
    return found
