"""Article 4, periods: how long one is in each stage, and what is billed (A4.15, A4.16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kehou.kernel.verdict import Verdict
from kehou.rulebook.engine import Parameters, cites, computes
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import FeeUnit
from kehou.rulebook.facts.offers import TimedSlot
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.school import Stage
from kehou.rulebook.hunan_2024.plan_parts import each_fault, slot_fault, stage_of

Length = tuple[int, frozenset[int]]
"""How long a slot is, and for whom."""

CLAUSE_OF = {Stage.PRIMARY: "A4.15", Stage.JUNIOR: "A4.16"}


class NotCompulsory(ValueError):
    """A grade outside compulsory education has no period length."""


@dataclass(frozen=True, slots=True)
class BilledPeriods:
    """What of a planned session is billed and what is paid back, in periods of the pupil's stage."""

    billed: int
    refunded: int


@computes("A4.15", "A4.16")
def period_minutes(grade: int, parameters: Parameters) -> int:
    """How long a period is for a pupil's grade, whatever the school's type. Raises NotCompulsory."""
    stage = stage_of(grade, parameters)
    if stage is None:
        raise NotCompulsory(f"grade {grade}")
    return parameters.minutes("period_len", stage)


@computes("A4.15", "A4.16")
def billable_periods(minutes: int, *, grade: int, parameters: Parameters) -> int:
    """Periods in some minutes of service for a pupil of a grade; a part of a period counts nothing.

    A city may have parts rounded instead: then half a period or more counts as one. Raises NotCompulsory.
    """
    length = period_minutes(grade, parameters)
    if parameters.choice("part_period") == "round":
        return (2 * minutes + length) // (2 * length)
    return minutes // length


@computes("A4.15", "A4.16")
def settled_periods(
    planned_minutes: int, delivered_minutes: int, *, grade: int, parameters: Parameters
) -> BilledPeriods:
    """What of a planned session is billed after it was held, and what is paid back.

    A session that ran longer than planned bills no more than was planned. Raises NotCompulsory.
    """
    planned = billable_periods(planned_minutes, grade=grade, parameters=parameters)
    delivered = billable_periods(delivered_minutes, grade=grade, parameters=parameters)
    billed = min(planned, delivered)
    return BilledPeriods(billed, planned - billed)


@cites("A4.15", "A4.16")
def slots_are_whole_periods(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Where the fee is by period, a slot is an exact number of its stage's periods (A4.15, A4.16).

    A slot for both stages has to fit one of them and hold at least one period of the other. Slots that are
    not charged by period are not judged.
    """
    lengths = {
        price.stage: parameters.minutes("period_len", price.stage)
        for price in plan.fees.prices
        if price.tariff and price.tariff.unit is FeeUnit.PERIOD
    }
    tolerance = parameters.minutes("period_tol_min")
    grades = {stage: parameters.numbers("stage_table", stage) for stage in lengths}
    charged = list(_charged_slots(plan))
    misfits: dict[Length, list[Stage]] = {}
    for minutes, group in {(timed.minutes, timed.slot.grades) for timed in charged}:
        stages = [stage for stage in lengths if group & grades[stage]]
        if stages and not _fits(minutes, [lengths[stage] for stage in stages], tolerance):
            misfits[minutes, group] = stages
    for stage, length in lengths.items():
        wrong = {kind for kind, stages in misfits.items() if stage in stages}
        faults = (
            slot_fault(timed, found=timed.minutes, required=length)
            for timed in (charged if wrong else ())
            if (timed.minutes, timed.slot.grades) in wrong
        )
        yield from each_fault(CLAUSE_OF[stage], "not_whole_periods", faults)


def _charged_slots(plan: PlanFacts) -> Iterator[TimedSlot]:
    """Each slot that is charged for: extended care is not, unless it has a price."""
    for timed in plan.timetable.timed:
        if timed.course.category is not Category.EXTENDED_CARE or plan.fees.extended_care_price:
            yield timed


def _fits(minutes: int, lengths: list[int], tolerance: int) -> bool:
    """Whether minutes hold a period of each length and are a multiple of one of them."""
    if minutes + tolerance < max(lengths):
        return False
    return any(min(minutes % length, -minutes % length) <= tolerance for length in lengths)
