"""What an approval holds fast, and what may follow without another one (practice.md 5). Pure.

The envelope is grades, hours, price, X share, courses, staffing need and safety. Leaders, rooms and the
weekly timetable inside the approved hours follow as a notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import time

from kehou.kernel.verdict import Verdict, refusal
from kehou.plans.differences import Difference, differences
from kehou.plans.facts import PlanContent
from kehou.rulebook.facts.courses import SlotFacts

FOLLOWS = frozenset({"slot", "leader"})


def judge_envelope(approved: PlanContent, arranged: PlanContent) -> tuple[Verdict, ...]:
    """A refusal for each part that would leave the envelope and so needs a new approval (A7.4)."""
    fixed = (row for row in differences(approved, arranged) if row.kind not in FOLLOWS)
    return (*_fixed_parts(fixed), *_hours(approved, arranged))


def _fixed_parts(changed: Iterable[Difference]) -> Iterator[Verdict]:
    for part in dict.fromkeys(row.part for row in changed):
        yield refusal("A7.4", "leaves_envelope", subject=part)


def _hours(approved: PlanContent, arranged: PlanContent) -> Iterator[Verdict]:
    for grade in sorted({grade for slot in arranged.slots for grade in slot.grades}):
        before, after = _slots(approved, grade), _slots(arranged, grade)
        if _courses(after) - _courses(before):
            yield refusal("A7.4", "course_for_other_grades", subject=f"grade/{grade}")
        if not before:
            continue
        yield from _later(grade, before, after)
        found, required = _minutes(after), _minutes(before)
        if found > required:
            yield refusal(
                "A7.4", "more_than_approved", subject=f"grade/{grade}", found=found, required=required
            )


def _later(grade: int, before: list[SlotFacts], after: list[SlotFacts]) -> Iterator[Verdict]:
    found, required = _last(after), _last(before)
    if found > required:
        yield refusal("A7.4", "later_than_approved", subject=f"grade/{grade}", found=found, required=required)


def _slots(content: PlanContent, grade: int) -> list[SlotFacts]:
    return [slot for slot in content.slots if grade in slot.grades]


def _courses(slots: Iterable[SlotFacts]) -> set[str]:
    return {slot.course_key for slot in slots}


def _last(slots: Iterable[SlotFacts]) -> time:
    return max(slot.ends for slot in slots)


def _minutes(slots: Iterable[SlotFacts]) -> int:
    """Minutes of a week that some slot covers; courses side by side count once."""
    spans = {(slot.weekday, slot.starts, slot.ends): slot.minutes for slot in slots}
    return sum(spans.values())
