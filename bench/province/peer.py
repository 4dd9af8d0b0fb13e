"""Ten numeric rules of the Measures in OpenFisca, vectorised: over all grade weeks of all plans at once.

OpenFisca is given the sums that the rules compare; laying out timetables is left to us and not timed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from kehou.rulebook.engine import Parameters
from kehou.rulebook.facts.bell import minute_of
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.fees import IncomeSource
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.leading import OWN_SIDE

PERIOD = "2026-03"
WEEK = build_entity(key="week", plural="weeks", label="a week of a grade", is_person=True)
PLAN = build_entity(key="plan", plural="plans", label="a plan", roles=[{"key": "part", "plural": "parts"}])

ON_WEEKS = (
    "grade",
    "x",
    "minutes",
    "ends",
    "longest",
    "lunch",
    "lunch_before",
    "shortest_break",
    "hired",
    "led",
)
ON_PLANS = ("own", "term_minutes", "dearest", "fees", "cost_left")
Column = NDArray[np.int64]


def columns(plans: Sequence[PlanFacts]) -> tuple[dict[str, Column], dict[str, Column], Column]:
    """The numbers of all plans: by grade week, by plan, and to which plan each grade week belongs."""
    weeks = [(place, row) for place, plan in enumerate(plans) for row in _weeks(plan)]
    by_week = np.array([row for _, row in weeks], dtype=np.int64).T
    by_plan = np.array([_whole(plan) for plan in plans], dtype=np.int64).T
    owner = np.array([place for place, _ in weeks], dtype=np.int64)
    return dict(zip(ON_WEEKS, by_week, strict=True)), dict(zip(ON_PLANS, by_plan, strict=True)), owner


def _weeks(plan: PlanFacts) -> list[tuple[int, ...]]:
    rows = []
    for week in plan.timetable.grade_weeks:
        bell = plan.bell_of[week.grade]
        slots = [timed for day in week.days for timed in day.slots]
        hired = sum(timed.minutes for timed in slots if timed.course.leader_kind is LeaderKind.THIRD_PARTY)
        rows.append(
            (
                week.grade,
                week.x_minutes,
                week.minutes,
                max(timed.ends for timed in slots),
                max(day.minutes for day in week.days),
                bell.schedule.lunch_minutes,
                bell.baseline.lunch_minutes if bell.baseline else 0,
                min(bell.schedule.breaks_minutes),
                hired,
                sum(timed.minutes for timed in slots),
            )
        )
    return rows


def _whole(plan: PlanFacts) -> tuple[int, ...]:
    minutes = [(timed.course.leader_kind, length) for timed, length in plan.timetable.term_minutes]
    fees = plan.fees
    return (
        sum(length for kind, length in minutes if kind in OWN_SIDE),
        sum(length for _, length in minutes),
        max(price.price.amount for price in fees.prices),
        fees.planned_fee_income.amount,
        (fees.planned_cost - fees.planned_from(IncomeSource.SUBSIDY)).amount,
    )


def _input(name: str, entity: object) -> type[Variable]:
    body = {"value_type": int, "entity": entity, "definition_period": DateUnit.MONTH, "label": name}
    return type(name, (Variable,), body)


def _rule(name: str, entity: object, formula: object) -> type[Variable]:
    body = {
        "value_type": bool,
        "entity": entity,
        "definition_period": DateUnit.MONTH,
        "label": name,
        "formula": formula,
    }
    return type(name, (Variable,), body)


def _system(parameters: Parameters) -> TaxBenefitSystem:
    half, more = parameters.ratio("x_share_min"), parameters.ratio("x_share_g12")
    latest = min(minute_of(parameters.time_of_day(name)) for name in ("latest_end", "evening_start"))
    primary, junior = (parameters.minutes("max_minutes_day", stage) for stage in ("primary", "junior"))
    least, most, own = (
        parameters.minutes("min_break"),
        parameters.ratio("tp_share_max"),
        parameters.ratio("own_teacher_min"),
    )
    ceiling = 400
    week_rules = {
        "A5.11": lambda w, p: w("x", p) * half.denominator >= w("minutes", p) * half.numerator,
        "A5.15": lambda w, p: (
            (w("grade", p) > 2) | (w("x", p) * more.denominator > w("minutes", p) * more.numerator)
        ),
        "A4.7": lambda w, p: w("ends", p) <= latest,
        "A4.13": lambda w, p: w("longest", p) <= np.where(w("grade", p) < 7, primary, junior),
        "A4.10": lambda w, p: w("lunch", p) >= w("lunch_before", p),
        "A4.11": lambda w, p: w("shortest_break", p) >= least,
        "A6.17": lambda w, p: w("hired", p) * most.denominator < w("led", p) * most.numerator,
    }
    plan_rules = {
        "A6.1": lambda s, p: s("own", p) * own.denominator >= s("term_minutes", p) * own.numerator,
        "A9.6": lambda s, p: s("dearest", p) <= ceiling,
        "A9.4": lambda s, p: s("fees", p) <= s("cost_left", p),
    }
    system = TaxBenefitSystem([WEEK, PLAN])
    for name in ON_WEEKS:
        system.add_variable(_input(name, WEEK))
    for name in ON_PLANS:
        system.add_variable(_input(name, PLAN))
    for clause, test in week_rules.items():
        system.add_variable(_rule(f"week {clause}", WEEK, _of_two(test)))
        system.add_variable(_rule(clause, PLAN, _all_weeks(f"week {clause}")))
    for clause, test in plan_rules.items():
        system.add_variable(_rule(clause, PLAN, _of_two(test)))
    return system


def _of_two(test):  # type: ignore[no-untyped-def]
    def formula(rows, period):  # type: ignore[no-untyped-def]
        return test(rows, period)

    return formula


def _all_weeks(name: str):  # type: ignore[no-untyped-def]
    def formula(plans, period):  # type: ignore[no-untyped-def]
        return plans.all(plans.members(name, period))

    return formula


class Peer:
    """A simulation over some plans, ready to be asked."""

    def __init__(self, plans: Sequence[PlanFacts], parameters: Parameters) -> None:
        self.by_week, self.by_plan, owner = columns(plans)
        self.system = _system(parameters)
        builder = SimulationBuilder()
        builder.create_entities(self.system)
        builder.declare_person_entity("week", range(len(owner)))
        group = builder.declare_entity("plan", range(len(plans)))
        builder.join_with_persons(group, owner, roles=["part"] * len(owner))
        self.simulation = builder.build(self.system)

    def judge(self, clauses: Sequence[str]) -> Mapping[str, NDArray[np.bool_]]:
        """Whether each plan keeps each statement."""
        for name, values in {**self.by_week, **self.by_plan}.items():
            self.simulation.set_input(name, PERIOD, values)
        return {clause: self.simulation.calculate(clause, PERIOD) for clause in clauses}
