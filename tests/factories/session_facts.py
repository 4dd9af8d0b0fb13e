"""Sessions as they were held, and a grade's week of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from kehou.rulebook.facts.courses import CourseKind, Mode
from kehou.rulebook.facts.session import SessionFacts, WeekFacts

MONDAY = date(2026, 3, 9)


def a_session(key: str = "s1", **changes: Any) -> SessionFacts:
    """Forty minutes of homework of grade 3 on a Monday."""
    session = SessionFacts(
        key=key,
        slot_key="homework-0",
        held_on=MONDAY,
        starts=time(16, 15),
        grades=frozenset({3}),
        kind=CourseKind.SUBJECT,
        mode=Mode.SUPERVISE,
        planned_minutes=40,
        subject_minutes=40,
        topic="完成当天作业",
        content="巡视答疑",
    )
    return replace(session, **changes)


def an_x_session(key: str = "x1", minutes: int = 40, **changes: Any) -> SessionFacts:
    """Ball games of grade 3, after the homework."""
    session = a_session(
        key,
        kind=CourseKind.X,
        starts=time(17, 10),
        subject_minutes=0,
        x_minutes=minutes,
        domain="pe",
        topic="传接球",
        content="分组练习",
    )
    return replace(session, **changes)


def a_week(*sessions: SessionFacts, **changes: Any) -> WeekFacts:
    """A full week of grade 3."""
    return replace(WeekFacts(3, MONDAY, 5, sessions), **changes)
