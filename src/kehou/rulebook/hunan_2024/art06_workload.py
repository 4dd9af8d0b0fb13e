"""Article 6, the load of those who lead: one room at a time, a full job beside it (A6.2, A6.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from math import prod

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.courses import SlotFacts
from kehou.rulebook.facts.flexible_hours import FlexGrant
from kehou.rulebook.facts.offers import TimedSlot
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.school import Stage
from kehou.rulebook.hunan_2024.plan_parts import WEEKDAYS, Fault, each_fault, stage_of
from kehou.rulebook.hunan_2024.register import verdict


@cites("A6.2")
def nobody_is_in_two_rooms(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Nobody leads or watches two sessions at once, nor one during a regular duty (A6.2)."""
    held = plan.timetable.by_person
    clashes = [
        _clash(key, later)
        for key, slots in held.items()
        for earlier, later in _overlapping(slots)
        if _share_a_week(earlier.slot, later.slot)
    ]
    clashes += [
        _clash(leader.key, timed)
        for leader in plan.leaders
        for duty in leader.busy
        for timed in held.get(leader.key, ())
        if timed.slot.weekday == duty.weekday
        and timed.slot.starts < duty.ends
        and duty.starts < timed.slot.ends
    ]
    yield from each_fault("A6.2", "leader_double_booked", clashes, effect=Effect.STOP)


@cites("A6.2")
def load_stays_bearable(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Nobody has more periods of service a week than the school's limit, else a warning (A6.2)."""
    required = parameters.count("staff_weekly_max")
    lengths = {stage: parameters.minutes("period_len", stage) for stage in Stage}
    one = prod(lengths.values())  # a period in a unit in which every minute of each stage is whole
    groups = {slot.grades for slot in plan.slots}
    weights = {group: one // lengths[stage] for group in groups if (stage := _first_stage(group, parameters))}
    loads = {
        key: sum([timed.minutes * weights.get(timed.slot.grades, 0) for timed in slots])
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


def _first_stage(grades: frozenset[int], parameters: Parameters) -> Stage | None:
    """The stage of the lowest of some grades."""
    return stage_of(min(grades, default=0), parameters)


def _overlapping(slots: Sequence[TimedSlot]) -> Iterator[tuple[TimedSlot, TimedSlot]]:
    """The pairs that overlap among slots given by weekday and start."""
    for place, earlier in enumerate(slots):
        for later in islice(slots, place + 1, None):
            if later.slot.weekday != earlier.slot.weekday or later.starts >= earlier.ends:
                break
            yield earlier, later


def _clash(key: str, timed: TimedSlot) -> Fault:
    slot = timed.slot
    return f"leader/{key}/slot/{slot.key}", {"weekday": WEEKDAYS[slot.weekday], "starts": slot.starts}


def _share_a_week(one: SlotFacts, other: SlotFacts) -> bool:
    return one.weeks is None or other.weeks is None or bool(one.weeks & other.weeks)
