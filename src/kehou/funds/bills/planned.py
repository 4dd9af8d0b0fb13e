"""What each pupil who signed is to be billed for: weekly times with their days and periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from kehou.agreements.public import AgreementInfo
from kehou.delivery.public import Attendance, attendance_facts, expected_sessions
from kehou.funds.bills.facts import BilledTime
from kehou.kernel.moments import ONE_DAY, local_day
from kehou.plans.public import ApprovedPlan
from kehou.rulebook.facts.fees import BillingBasis

Days = Mapping[UUID, Mapping[str, list[date]]]
Periods = Mapping[tuple[UUID, str], int]


def billed_times(
    plan: ApprovedPlan, basis: BillingBasis, agreements: Iterable[AgreementInfo]
) -> dict[UUID, tuple[BilledTime, ...]]:
    """The times of each pupil: as planned from the day after signing, or as attended (A9.6, A9.12).

    What was cancelled before the bill is never on it.
    """
    planned = basis is BillingBasis.PLANNED
    days, periods = _planned(plan) if planned else _attended(plan)
    return {
        agreement.pupil_id: tuple(
            line
            for slot_key, dates in sorted(days.get(agreement.pupil_id, {}).items())
            if (line := _time(plan, agreement, slot_key, dates, periods[agreement.pupil_id, slot_key])).units
        )
        for agreement in agreements
    }


def _planned(plan: ApprovedPlan) -> tuple[Days, Periods]:
    school, term = plan.place.school, plan.term_id
    gone = {
        (row.pupil_id, row.slot_key, row.date) for row in attendance_facts(school, term) if not row.delivered
    }
    rows = expected_sessions(school, term)
    kept = [(row.pupil_id, row.slot_key, row.date, row.units) for row in rows]
    return _gathered(row for row in kept if row[:3] not in gone)


def _attended(plan: ApprovedPlan) -> tuple[Days, Periods]:
    rows = attendance_facts(plan.place.school, plan.term_id)
    return _gathered(
        (row.pupil_id, row.slot_key, row.date, row.units)
        for row in rows
        if row.delivered and row.state is Attendance.PRESENT
    )


def _gathered(rows: Iterable[tuple[UUID, str, date, int]]) -> tuple[Days, Periods]:
    days: dict[UUID, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    periods: dict[tuple[UUID, str], int] = {}
    for pupil, slot_key, day, units in rows:
        days[pupil][slot_key].append(day)
        periods[pupil, slot_key] = units
    return days, periods


def _time(
    plan: ApprovedPlan, agreement: AgreementInfo, slot_key: str, dates: Iterable[date], periods: int
) -> BilledTime:
    slot = next(slot for slot in plan.content.slots if slot.key == slot_key)
    course = plan.content.course(slot.course_key)
    first, past = local_day(agreement.signed_at) + ONE_DAY, agreement.ends_date
    return BilledTime(
        slot_key=slot_key,
        title=course.title if course else slot.course_key,
        weekday=slot.weekday,
        starts=slot.starts,
        ends=slot.ends,
        periods=periods,
        dates=tuple(sorted(day for day in set(dates) if first <= day and (past is None or day < past))),
    )
