"""Detail of pupils leaves the records for a case of the reader's only, and leaves a trace (A11.3)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.delivery.public import AttendanceInfo, attendance_facts
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, stops
from kehou.oversight.access import WORK_CASE
from kehou.oversight.models import Case
from kehou.oversight.rules import ENDED
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.public import SchoolInfo, TermInfo
from kehou.rulebook.facts.supervision import DetailExport


class UnableToExport(UnableTo):
    """No case of the reader's asks for the detail."""


@transaction.atomic
def attendance_for_case(
    *,
    actor: Actor,
    now: datetime,
    school: SchoolInfo,
    term: TermInfo,
    first: date,
    past: date,
    case_id: UUID | None = None,
) -> tuple[AttendanceInfo, ...]:
    """Who was where at a school over some days, for the handler of an open case about it (A11.3).

    Raises UnableToExport.
    """
    county = Place(school.county_code)
    require(WORK_CASE, actor, county)
    mine = Case.objects.filter(handler_id=actor.person, concerned_school_id=school.id)
    has_case = case_id is not None and mine.filter(pk=case_id).exclude(state__in=ENDED).exists()
    refused = stops(judge_at(county, DetailExport(has_case), on=local_day(now)))
    if refused or case_id is None:
        raise UnableToExport(refused)
    record(
        "case.detail_read",
        actor=actor,
        place=school.place,
        subject=subject_of("case", case_id),
        now=now,
        detail={"first": first.isoformat(), "past": past.isoformat()},
    )
    return attendance_facts(school.id, term.id, first=first, past=past)
