"""Taking courses and slots out of a content. Pure changes for ``change_draft``."""

from __future__ import annotations

from dataclasses import replace

from kehou.plans.facts import PlanContent


def without_course(content: PlanContent, key: str) -> PlanContent:
    """A content without a course and its slots."""
    return replace(
        content,
        courses=tuple(course for course in content.courses if course.key != key),
        slots=tuple(slot for slot in content.slots if slot.course_key != key),
    )


def without_slot(content: PlanContent, key: str) -> PlanContent:
    """A content without one slot."""
    return replace(content, slots=tuple(slot for slot in content.slots if slot.key != key))
