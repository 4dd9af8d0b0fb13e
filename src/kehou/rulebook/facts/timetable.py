"""The weekly timetable of a plan, laid over the term's days once and then only read.

Rules ask it instead of going through slots and weeks themselves, so that a plan of a large school is judged
in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kehou.rulebook.facts.courses import CourseFacts, SlotFacts
from kehou.rulebook.facts.laying import Laying
from kehou.rulebook.facts.offers import GradeDay, GradeWeek, TimedSlot, timed_slot
from kehou.rulebook.facts.school import TermFacts
from kehou.rulebook.facts.term_days import weeks_of


class BrokenPlan(ValueError):
    """A slot names a course that the plan does not have."""


@dataclass(frozen=True)  # not slotted: what is laid out once is kept
class Timetable:
    """The slots of a plan over the days of its term. Raises BrokenPlan for a slot without a course."""

    term: TermFacts
    courses: dict[str, CourseFacts]
    slots: tuple[SlotFacts, ...]

    @cached_property
    def timed(self) -> tuple[TimedSlot, ...]:
        """Every slot with its course, by start."""
        try:
            timed = [timed_slot(slot, self.courses[slot.course_key]) for slot in self.slots]
        except KeyError as missing:
            raise BrokenPlan(f"no course {missing}") from None
        return tuple(sorted(timed, key=lambda slot: (slot.starts, slot.ends, slot.slot.key)))

    @cached_property
    def term_minutes(self) -> tuple[tuple[TimedSlot, int], ...]:
        """Each ordinary slot with its minutes of service over all its weeks."""
        numbers = {week.number for week in self.term.weeks}
        return tuple(
            (timed, timed.minutes * len(numbers if timed.slot.weeks is None else timed.slot.weeks & numbers))
            for timed in self.timed
            if timed.is_ordinary
        )

    @cached_property
    def by_person(self) -> Mapping[str, tuple[TimedSlot, ...]]:
        """What each person leads or watches, by weekday and start (A6.2)."""
        held: dict[str, list[TimedSlot]] = {}
        for timed in sorted(self.timed, key=lambda timed: timed.slot.weekday):
            leader, supervisor = timed.slot.leader_key, timed.slot.supervisor_key
            if leader is not None:
                held.setdefault(leader, []).append(timed)
            if supervisor is not None and supervisor != leader:
                held.setdefault(supervisor, []).append(timed)
        return {key: tuple(slots) for key, slots in held.items()}

    @cached_property
    def grade_days(self) -> tuple[GradeDay, ...]:
        """Each different day that some grade is offered over the term."""
        return tuple(self._laying.days.values())

    @cached_property
    def grade_weeks(self) -> tuple[GradeWeek, ...]:
        """Each different week that some grade is offered over the term, by grade and first week."""
        found = self._laying.weeks.values()
        return tuple(sorted(found, key=lambda week: (week.grade, week.weeks[0])))

    @cached_property
    def _laying(self) -> Laying:
        laying = Laying(timed for timed in self.timed if timed.is_ordinary)
        for week in weeks_of(self.term):
            laying.lay(week)
        return laying
