"""Article 6, the load of those who lead: one room at a time, a full job beside it (A6.2, A6.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from math import prod
from typing import Protocol

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.courses import SlotFacts
from kehou.rulebook.facts.flexible_hours import FlexGrant
from kehou.rulebook.facts.offers import TimedSlot
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.school import Stage
from kehou.rulebook.hunan_2024.plan_parts import WEEKDAYS, Fault, each_fault, stage_of
from kehou.rulebook.hunan_2024.register import verdict


class _Weekly(Protocol):
    """Something that is held every week."""

    @property
    def weekday(self) -> int: ...
    @property
    def starts(self) -> time: ...
    @property
    def ends(self) -> time: ...


@cites("A6.2")
def nobody_is_in_two_rooms(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Nobody leads or watches two sessions at once, nor one during a regular duty (A6.2)."""
    held = {key: [timed.slot for timed in slots] for key, slots in plan.timetable.by_person.items()}
    clashes = [
        _clash(key, later)
        for key, slots in held.items()
        for earlier, later in _overlapping(slots)
        if _share_a_week(earlier, later)
    ]
    clashes += [
        _clash(leader.key, slot)
        for leader in plan.leaders
        for duty in leader.busy
        for slot in held.get(leader.key, ())
        if _overlap(slot, duty)
    ]
    yield from each_fault("A6.2", "leader_double_booked", clashes, effect=Effect.STOP)


@cites("A6.2")
def load_stays_bearable(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Nobody has more periods of service a week than the school's limit, else a warning (A6.2)."""
    required = parameters.count("staff_weekly_max")
    lengths = {stage: parameters.minutes("period_len", stage) for stage in Stage}
    one = prod(lengths.values())  # a period in a unit in which every minute of each stage is whole
    loads = {
        key: sum(one // lengths[stage] * minutes for stage, minutes in _minutes(slots, parameters).items())
        for key, slots in plan.timetable.by_person.items()
    }
    heavy = (
        (f"leader/{key}", {"found": load // one, "required": required})
        for key, load in loads.items()
        if load > required * one
    )
    yield from each_fault("A6.2", "leader_overloaded", heavy, effect=Effect.WARN)


@cites("A6.3")
def time_off_matches_service(grant: FlexGrant, parameters: Parameters) -> Iterator[Verdict]:
    """Time off for service stands in the plan, is no longer than was served, and touches no lesson (A6.3)."""
    yield verdict("A6.3", "flexible_hours_not_in_plan", grant.rule_in_plan, effect=Effect.STOP)
    rate = parameters.ratio("flex_rate")
    found, required = grant.granted_minutes, grant.service_minutes * rate.numerator // rate.denominator
    met = found <= required
    yield verdict("A6.3", "time_off_too_long", met, effect=Effect.STOP, found=found, required=required)
    free = not grant.clashes_with_lessons
    yield verdict("A6.3", "time_off_during_lessons", free, effect=Effect.STOP)


def _minutes(slots: Sequence[TimedSlot], parameters: Parameters) -> Mapping[Stage, int]:
    """Minutes of the slots by the stage of each one's lowest grade."""
    minutes: dict[Stage, int] = {}
    for timed in slots:
        stage = stage_of(min(timed.slot.grades, default=0), parameters)
        if stage:
            minutes[stage] = minutes.get(stage, 0) + timed.minutes
    return minutes


def _overlapping(slots: Sequence[SlotFacts]) -> Iterator[tuple[SlotFacts, SlotFacts]]:
    """The pairs that overlap among slots given by weekday and start."""
    for place, earlier in enumerate(slots):
        for later in slots[place + 1 :]:
            if not _overlap(earlier, later):
                break
            yield earlier, later


def _clash(key: str, slot: SlotFacts) -> Fault:
    return f"leader/{key}/slot/{slot.key}", {"weekday": WEEKDAYS[slot.weekday], "starts": slot.starts}


def _share_a_week(one: SlotFacts, other: SlotFacts) -> bool:
    return one.weeks is None or other.weeks is None or bool(one.weeks & other.weeks)


def _overlap(one: _Weekly, other: _Weekly) -> bool:
    return one.weekday == other.weekday and one.starts < other.ends and other.starts < one.ends
