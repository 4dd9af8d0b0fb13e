"""What the roll and an earlier plan give a new draft, so that nobody types it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from kehou.plans.facts import PlanContent
from kehou.registry.public import ClassInfo, classes_of, pupils_of
from kehou.rulebook.facts.bell import BellFacts, ClassFacts
from kehou.rulebook.facts.courses import SlotFacts
from kehou.rulebook.facts.plan import GradePlan, RouteFacts


@dataclass(frozen=True, slots=True)
class RollFigures:
    """What the roll says in numbers, by grade; no names."""

    classes: tuple[ClassInfo, ...]
    pupils_by_class: Mapping[UUID, int]
    pupils: Mapping[int, int]
    boarders: Mapping[int, int]
    riders: Mapping[int, int]


def roll_figures(school_id: UUID) -> RollFigures:
    """The numbers of a school's roll as it stands."""
    pupils = pupils_of(school_id)
    return RollFigures(
        classes=tuple(classes_of(school_id)),
        pupils_by_class=Counter(pupil.class_id for pupil in pupils),
        pupils=Counter(pupil.grade for pupil in pupils),
        boarders=Counter(pupil.grade for pupil in pupils if pupil.boards),
        riders=Counter(pupil.grade for pupil in pupils if pupil.rides_bus),
    )


def with_roll(content: PlanContent, roll: RollFigures) -> PlanContent:
    """Grades, classes and counts from the roll; PE days and departures that were entered stay."""
    days = {row.class_code: row.pe_weekdays for grade in content.grades for row in grade.classes}
    grades = tuple(
        GradePlan(grade, count, tuple(_classes(grade, roll, days)))
        for grade, count in sorted(roll.pupils.items())
    )
    return replace(content, grades=grades, transport=_riding(content.transport, roll))


def _classes(grade: int, roll: RollFigures, days: Mapping[str, frozenset[int] | None]) -> list[ClassFacts]:
    return [
        ClassFacts(row.code, roll.pupils_by_class.get(row.id, 0), days.get(row.code))
        for row in roll.classes
        if row.grade == grade
    ]


def _riding(routes: tuple[RouteFacts, ...], roll: RollFigures) -> tuple[RouteFacts, ...]:
    """One line carries whom the roll names; over several lines only the school can spread them."""
    if len(routes) != 1 or not roll.riders:
        return routes
    return (replace(routes[0], riders=dict(sorted(roll.riders.items()))),)


def carried_over(content: PlanContent) -> PlanContent:
    """An earlier term's content for a new term: keys last, what was dated falls away.

    The day that was in force becomes the one that the new day is compared with (A4.10, A4.11).
    """
    return replace(
        content,
        bells=tuple(_next_bell(bell) for bell in content.bells),
        slots=tuple(_next_slot(slot) for slot in content.slots),
        care_requests=(),
    )


def _next_bell(bell: BellFacts) -> BellFacts:
    return replace(bell, baseline=bell.schedule)


def _next_slot(slot: SlotFacts) -> SlotFacts:
    return replace(slot, weeks=None, skipped_dates=frozenset(), extra_dates=frozenset())
