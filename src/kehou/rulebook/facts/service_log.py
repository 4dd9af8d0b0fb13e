"""Facts about the service log (工作台账): what is kept of each session, and of all (A7.9, A7.10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What is kept of one delivered session when it is recorded. Empty or None is what is missing.

    ``present_count`` is the head count of the record, ``roll_count`` that of the roll call.
    """

    plan_reference: str
    starts_at: datetime | None
    ends_at: datetime | None
    present_count: int | None
    roll_count: int
    content: str
    form: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class LogCompleteness:
    """The sessions that a term delivered beside those in its service log, by key."""

    delivered: frozenset[str]
    logged: frozenset[str]
