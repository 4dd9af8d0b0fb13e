"""How rules on a plan speak: of every part at fault, or once where none is; and of the county's leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kehou.kernel.verdict import Effect, Verdict
from kehou.rulebook.engine import Parameters
from kehou.rulebook.facts.courses import CourseFacts
from kehou.rulebook.facts.offers import GradeDay, TimedSlot
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.school import Stage
from kehou.rulebook.hunan_2024.register import verdict

Fault = tuple[str, Mapping[str, Any]]
"""The path of a part of the plan, and what was found and required there."""


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def slot_fault(timed: TimedSlot, **facts: object) -> Fault:
    """A fault of one slot, with what people know it by: its course and weekday."""
    return timed.path, {"course": timed.course.title, "weekday": WEEKDAYS[timed.slot.weekday], **facts}


def day_fault(day: GradeDay, **facts: object) -> Fault:
    """A fault of one kind of day of a grade."""
    return f"grade/{day.grade}/weekday/{day.weekday}", {"weekday": WEEKDAYS[day.weekday], **facts}


def course_fault(course: CourseFacts, **facts: object) -> Fault:
    """A fault of one course."""
    return f"course/{course.key}", {"course": course.title, **facts}


def each_fault(
    clause: str, reason: str, faults: Iterable[Fault], *, effect: Effect | None = None
) -> Iterator[Verdict]:
    """An unmet verdict for each part at fault, or one met verdict on the whole plan where no part is.

    A fault that shows in several kinds of week is said once.
    """
    said: dict[str, list[Mapping[str, Any]]] = {}
    for subject, facts in faults:
        before = said.get(subject)
        if before is None:
            said[subject] = [facts]
        elif facts in before:
            continue
        else:
            before.append(facts)
        yield verdict(clause, reason, False, subject=subject, effect=effect, **facts)
    if not said:
        yield verdict(clause, reason, True, effect=effect)


def unless_left(plan: PlanFacts, fault: Verdict, *also: str, days: Iterable[date] | None = None) -> Verdict:
    """The verdict, or advice that names the county's leave where one covers it.

    The leave has to cover all ``days`` (by default the first and the last of the service) and be from the
    verdict's statement or one of ``also``.
    """
    if fault.met or not plan.exceptions:
        return fault
    needed = (plan.term.first_day, plan.term.last_day) if days is None else days
    leave = plan.leave_for((fault.clause, *also), fault.subject, needed)
    if leave is None:
        return fault
    return replace(fault, effect=Effect.ADVISE, facts={**fault.facts, "leave": leave})


def stage_of(grade: int, parameters: Parameters) -> Stage | None:
    """The stage of a grade by the table in force (A4.16); None outside compulsory education."""
    return parameters.once(_stages).get(grade)


def _stages(parameters: Parameters) -> Mapping[int, Stage]:
    """The first stage that has each grade."""
    return {grade: stage for stage in reversed(Stage) for grade in parameters.numbers("stage_table", stage)}
