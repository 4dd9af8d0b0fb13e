"""A group that takes the children of a cancelled session in keeps its size and its span (A7.8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kehou.rulebook.facts.enrolment import JoinedGroup
from kehou.rulebook.hunan_2024.art07_grouping import joined_group_keeps_its_limits
from unit.rulebook.example import Example

LARGE, OVER, WIDE = (f"joined_group_{what}" for what in ("too_large", "over_places", "span_too_wide"))


def _joined(says: str, size: int = 3, *, met: bool, reason: str, **changes: Any) -> Example:
    joined = JoinedGroup("arts", (3,) * size, planned_places=25, school_pupil_count=100)
    return Example(
        says, joined_group_keeps_its_limits, replace(joined, **changes), met=met, reason=reason, clause="A7.8"
    )


EXAMPLES = (
    _joined("30 in arts", 30, met=True, reason=LARGE),
    _joined("31 in arts", 31, met=False, reason=LARGE),
    _joined("50 in PE", 50, met=True, reason=LARGE, domain="pe"),
    _joined("as many as it was planned for", 25, met=True, reason=OVER),
    _joined("one more than it was planned for", 26, met=False, reason=OVER),
    _joined("three grades", met=True, reason=WIDE, member_grades=(1, 3)),
    _joined("four grades", met=False, reason=WIDE, member_grades=(1, 4)),
    _joined(
        "all grades of a very small school", met=True, reason="", member_grades=(1, 6), school_pupil_count=99
    ),
)
