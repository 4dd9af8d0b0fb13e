"""Examples for changing a plan while its term runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from factories.plan_facts import a_calendar
from kehou.rulebook.facts.change import Change, ChangeFacts
from kehou.rulebook.hunan_2024.art04_change import change_is_approved_anew, change_is_told_in_time
from unit.rulebook.example import Example


def told_on(day: date | None, reason: str = "") -> ChangeFacts:
    """A change of time from Friday 10 April on; Monday 6 April is a holiday."""
    changes = frozenset({Change.TIME})
    return ChangeFacts(changes, date(2026, 4, 10), a_calendar(), told_on=day, emergency_reason=reason)


def change_of(*changes: Change) -> ChangeFacts:
    """A change of some parts."""
    return ChangeFacts(frozenset(changes), date(2026, 4, 10), a_calendar())


PRICE = change_of(Change.PRICE)


EXAMPLES = (
    Example("three school days between", change_is_told_in_time, told_on(date(2026, 4, 6)), met=True),
    Example("two school days between", change_is_told_in_time, told_on(date(2026, 4, 7)), met=False),
    Example("not told", change_is_told_in_time, told_on(None), met=False),
    Example("at once because of a storm", change_is_told_in_time, told_on(None, "storm"), met=True),
    Example(
        "another leader, room and hour",
        change_is_approved_anew,
        change_of(Change.LEADER, Change.ROOM, Change.TIME),
        met=True,
    ),
    Example("another price", change_is_approved_anew, PRICE, met=False),
    Example("another price, agreed to", change_is_approved_anew, replace(PRICE, approved=True), met=True),
)
