"""Facts about flexible working hours given for service (A6.3)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FlexGrant:
    """Time off that a school grants one teacher for service in the term; both in minutes."""

    granted_minutes: int
    service_minutes: int
    rule_in_plan: bool
    clashes_with_lessons: bool
