"""Indicators of the service as it was held (A4.4, A5.11 to A5.15, A6.17, A7.10, A10.8, A11.3, A11.10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from kehou.rulebook.engine import computes
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.indicators import (
    ClassDay,
    EvidenceRow,
    GateDay,
    HeldSession,
    PlanWeek,
    ProviderPrice,
    Reading,
    read,
)
from kehou.rulebook.facts.offers import covered_minutes

GradeWeekKey = tuple[int, date]


@computes("A5.11", "A11.3")
def delivered_x_shares(sessions: Iterable[HeldSession]) -> tuple[Reading, ...]:
    """Of each grade's service time in each week, how much was X; by the clock, rooms count once (A5.11)."""
    weeks: dict[GradeWeekKey, list[HeldSession]] = defaultdict(list)
    for session in sessions:
        if session.is_held:
            for grade in session.grades:
                weeks[grade, _monday(session.day)].append(session)
    return tuple(_x_share(key, held) for key, held in sorted(weeks.items()))


def _x_share(key: GradeWeekKey, held: Iterable[HeldSession]) -> Reading:
    grade, monday = key
    days: dict[date, list[HeldSession]] = defaultdict(list)
    for session in held:
        days[session.day].append(session)
    rows = []
    for day, there in sorted(days.items()):
        x = covered_minutes((row.starts, row.starts + row.minutes) for row in there if not row.is_subject)
        subject = covered_minutes((row.starts, row.starts + row.minutes) for row in there if row.is_subject)
        rows.append(EvidenceRow(f"day/{day.isoformat()}", x, x + subject))
    return read(rows, subject=f"grade/{grade}/week/{monday.isoformat()}")


@computes("A5.11")
def planned_x_shares(weeks: Iterable[PlanWeek]) -> tuple[Reading, ...]:
    """Of each grade's service time in each kind of week of the plan, how much is X (A5.11)."""
    return tuple(
        Reading(
            week.x_minutes, week.x_minutes + week.subject_minutes, f"grade/{week.grade}/weeks/{week.weeks[0]}"
        )
        for week in weeks
    )


@computes("A5.12")
def outdoor_time(sessions: Iterable[HeldSession]) -> Reading:
    """Of all session minutes, how many were outdoors (A5.12)."""
    return read(
        EvidenceRow(session.key, session.minutes if session.is_outdoor else 0, session.minutes)
        for session in sessions
        if session.is_held
    )


@computes("A5.14")
def exercise_days(days: Iterable[ClassDay]) -> Reading:
    """On how many days with service a class had a PE lesson or PE in the service (A5.14)."""
    return read(
        EvidenceRow(f"class/{day.class_code}/day/{day.day.isoformat()}", int(moved), 1, not moved)
        for day in days
        for moved in (day.has_lesson or day.has_service,)
    )


@computes("A4.4")
def ends_that_fit(
    sessions: Iterable[HeldSession], *, early_tol: int, late_tol: int, off_work: dict[str, int]
) -> Reading:
    """Of the days on which a grade had service, how many ended near the end of work (A4.4).

    ``off_work`` holds the minute of the day for ``winter`` and ``summer``; both ends of the window fit.
    """
    last: dict[tuple[date, int], int] = {}
    for session in sessions:
        if session.is_held:
            for grade in session.grades:
                key = (session.day, grade)
                last[key] = max(last.get(key, 0), session.ends)
    rows = []
    for (day, grade), ends in sorted(last.items()):
        target = off_work["summer" if 5 <= day.month <= 9 else "winter"]
        fits = target - early_tol <= ends <= target + late_tol
        rows.append(EvidenceRow(f"grade/{grade}/day/{day.isoformat()}", int(fits), 1, not fits))
    return read(rows)


@computes("A7.10")
def complete_records(sessions: Iterable[HeldSession]) -> Reading:
    """Of the sessions held, how many have their record (A7.10)."""
    return read(
        EvidenceRow(session.key, int(session.is_recorded), 1, not session.is_recorded)
        for session in sessions
        if session.is_held
    )


@computes("A7.10")
def timely_records(sessions: Iterable[HeldSession]) -> Reading:
    """Of the records, how many came in time (A7.10)."""
    return read(
        EvidenceRow(session.key, int(not session.is_late), 1, session.is_late)
        for session in sessions
        if session.is_held and session.is_recorded
    )


@computes("A10.8")
def closed_departures(days: Iterable[GateDay]) -> Reading:
    """Of the children who were present, how many left into known hands by the record (A10.8)."""
    return read(
        EvidenceRow(f"day/{day.day.isoformat()}", day.released, day.present, day.released < day.present)
        for day in days
    )


@computes("A5.3")
def attendance(sessions: Iterable[HeldSession]) -> Reading:
    """Of the places expected, how many were taken (A5.3). Never a measure of a teacher or a class (A2.2)."""
    return read(
        EvidenceRow(session.key, session.present, session.expected)
        for session in sessions
        if session.is_held and session.expected
    )


@computes("A6.17")
def third_party_time(sessions: Iterable[HeldSession]) -> Reading:
    """Of all session minutes, how many were led by third parties (A6.17)."""
    return read(
        EvidenceRow(session.key, session.minutes if theirs else 0, session.minutes, theirs)
        for session in sessions
        if session.is_held
        for theirs in (session.kind is LeaderKind.THIRD_PARTY,)
    )


@computes("A6.12")
def provider_prices(prices: Iterable[ProviderPrice]) -> tuple[Reading, ...]:
    """What each third party takes here beside what the same costs outside, a pupil-minute (A6.12)."""
    return tuple(
        Reading(
            row.price.amount * row.outside_minutes, row.outside_price.amount * row.minutes, subject=row.key
        )
        for row in prices
    )


@computes("A11.10")
def sessions_on_free_days(sessions: Iterable[HeldSession]) -> Reading:
    """Of the sessions held, how many lay on a day without school: a sign of make-up classes (A11.10)."""
    return read(
        EvidenceRow(session.key, int(free), 1, free)
        for session in sessions
        if session.is_held
        for free in (session.is_on_school_day is False,)
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
