"""Carrying the plan out, and what the service covers (A1.4, A2.10, A7.7, A7.9, A7.10)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from factories.family_facts import at
from factories.plan_facts import a_plan
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.service_log import LogCompleteness, LogEntry
from kehou.rulebook.hunan_2024.art01_domains import four_strands_have_time, mind_is_served
from kehou.rulebook.hunan_2024.art07_log import (
    entry_is_complete,
    entry_is_in_time,
    log_holds_every_session,
    plan_has_a_work_plan,
)
from unit.rulebook.example import Example

PLAN = a_plan()
HELD = frozenset({"s1", "s2"})


def _entry(**changes: Any) -> LogEntry:
    entry = LogEntry(
        "slot-1", at(4, 1, 17, 10), at(4, 1, 17, 50), 28, 28, "chorus", "small group", at(4, 1, 18)
    )
    return replace(entry, **changes)


def _without(*courses: str) -> PlanFacts:
    return a_plan(slots=tuple(slot for slot in PLAN.slots if slot.course_key not in courses))


EXAMPLES = (
    Example("who does what by when", plan_has_a_work_plan, PLAN, met=True),
    Example("no work plan", plan_has_a_work_plan, a_plan(has_work_plan=False), met=False),
    Example("all logged", log_holds_every_session, LogCompleteness(HELD, HELD), met=True),
    Example(
        "one missing",
        log_holds_every_session,
        LogCompleteness(HELD, HELD - {"s2"}),
        met=False,
        subject="session/s2",
    ),
    Example("complete", entry_is_complete, _entry(), met=True),
    *(
        Example(
            f"without {field}",
            entry_is_complete,
            _entry(**{field: nothing}),
            met=False,
            reason="log_field_missing",
        )
        for field, nothing in {
            "plan_reference": "",
            "starts_at": None,
            "ends_at": None,
            "present_count": None,
            "content": " ",
            "form": "",
        }.items()
    ),
    Example(
        "one head less", entry_is_complete, _entry(present_count=27), met=False, reason="log_count_differs"
    ),
    Example("within 24 hours", entry_is_in_time, _entry(recorded_at=at(4, 2, 17, 50)), met=True),
    Example("a minute later", entry_is_in_time, _entry(recorded_at=at(4, 2, 17, 51)), met=False),
    Example("all four", four_strands_have_time, PLAN, met=True),
    Example(
        "no labour", four_strands_have_time, _without("garden"), met=False, subject="domain/strand_labour"
    ),
    Example("homework and reading", mind_is_served, PLAN, met=True),
    Example("science alone", mind_is_served, _without("homework", "books"), met=True),
    Example("neither", mind_is_served, _without("homework", "books", "nature"), met=False),
)
