"""Every number that the Measures give, at its edge: what still passes and what no longer does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from fractions import Fraction

import pytest

from factories.authority_facts import a_contract, a_tariff_line, a_tariff_version, off_campus
from factories.family_facts import a_petition
from factories.plan_facts import a_bell, a_calendar, a_plan, a_slot, with_course, with_slot
from kehou.kernel.fen import Fen
from kehou.kernel.verdict import Effect, Verdict
from kehou.rulebook.engine import Parameters, Rule
from kehou.rulebook.facts.authority import RunningTerm, TariffFacts
from kehou.rulebook.facts.closing import TermEnd
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.school import TermFacts
from kehou.rulebook.hunan_2024.art04_periods import (
    BilledPeriods,
    billable_periods,
    settled_periods,
    slots_are_whole_periods,
)
from kehou.rulebook.hunan_2024.art04_scope import after_the_last_lesson, no_evening_study, school_days_only
from kehou.rulebook.hunan_2024.art05_content import no_written_homework_in_plan
from kehou.rulebook.hunan_2024.art05_share import (
    exercise_on_days_without_pe,
    x_predominates_in_low_grades,
    x_share_of_the_week,
)
from kehou.rulebook.hunan_2024.art06_contract import price_is_clearly_lower
from kehou.rulebook.hunan_2024.art07_petition import enough_signatures
from kehou.rulebook.hunan_2024.art09_closing import allowances_are_the_main_cost
from kehou.rulebook.hunan_2024.art09_surplus import surplus_shares
from kehou.rulebook.hunan_2024.art09_tariff import tariff_spares_the_running_term
from kehou.rulebook.hunan_2024.art09_waiver import after_waiver
from unit.rulebook.example import parameters
from unit.rulebook.examples.art04_periods import slot_of
from unit.rulebook.examples.art05_share import BEFORE_DAILY_PE, minutes, of_class

PARAMETERS = parameters()


def _worst(rule: Rule, facts: object, clause: str, in_force: Parameters = PARAMETERS) -> Effect | None:
    """What a statement does to the facts: the gravest effect of an unmet verdict; None where all are met."""
    unmet = {found.effect for found in _on(rule, facts, clause, in_force) if found.met is not True}
    return next((effect for effect in Effect if effect in unmet), None)


def _on(rule: Rule, facts: object, clause: str, in_force: Parameters = PARAMETERS) -> list[Verdict]:
    return [found for found in rule(facts, in_force) if found.clause == clause]


STOP, WARN, ADVISE = Effect.STOP, Effect.WARN, Effect.ADVISE


# ---- days and hours ----

WORKING_SATURDAY, HOLIDAY = date(2026, 5, 9), date(2026, 5, 1)


def _on_date(day: date, *, timetabled: bool = False) -> PlanFacts:
    calendar = a_calendar(timetabled_weekends=frozenset({day} if timetabled else ()))
    plan = with_slot(a_plan(), "ball-0", extra_dates=frozenset({day}))
    return replace(plan, term=TermFacts.whole(calendar))


@pytest.mark.clause("A4.2")
@pytest.mark.parametrize(
    ("day", "timetabled", "effect"),
    [
        (WORKING_SATURDAY, True, None),
        (WORKING_SATURDAY, False, STOP),
        (HOLIDAY, True, STOP),
        (date(2026, 5, 16), True, STOP),
        (date(2026, 7, 1), False, STOP),
    ],
)
def test_a_working_weekend_needs_a_timetable_and_a_holiday_never_counts(
    day: date, timetabled: bool, effect: Effect | None
) -> None:
    plan = _on_date(day, timetabled=timetabled)
    assert _worst(school_days_only, plan, "A4.2") is effect


@pytest.mark.clause("A4.3")
@pytest.mark.parametrize(("starts", "effect"), [(time(16, 10), None), (time(16, 9), STOP)])
def test_the_service_starts_when_the_last_lesson_has_ended(starts: time, effect: Effect | None) -> None:
    schedule = replace(a_bell(3).schedule, last_lesson_ends=dict.fromkeys(range(5), time(16, 10)))
    slot = a_slot("x", "ball", starts=starts, ends=time(17), grades=frozenset({3}))
    plan = a_plan(slots=(slot,), bells=(replace(a_bell(3), schedule=schedule),))
    assert _worst(after_the_last_lesson, plan, "A4.3") is effect


@pytest.mark.clause("A4.7")
@pytest.mark.parametrize(("ends", "effect"), [(time(18, 30), None), (time(18, 31), STOP)])
def test_the_latest_hour_itself_is_still_lawful(ends: time, effect: Effect | None) -> None:
    assert _worst(no_evening_study, with_slot(a_plan(), "ball-0", ends=ends), "A4.7") is effect


# ---- 40 and 45 minutes ----


@pytest.mark.clause("A4.15", "A4.16")
@pytest.mark.parametrize(
    ("length", "grade", "effect"),
    [
        (40, 6, None),
        (80, 6, None),
        (39, 6, STOP),
        (41, 6, STOP),
        (60, 6, STOP),
        (45, 7, None),
        (90, 7, None),
        (40, 7, STOP),
        (44, 7, STOP),
        (46, 7, STOP),
    ],
)
def test_a_slot_holds_whole_periods_of_its_stage(length: int, grade: int, effect: Effect | None) -> None:
    clause = "A4.15" if grade < 7 else "A4.16"
    assert _worst(slots_are_whole_periods, slot_of(length, grade), clause) is effect


@pytest.mark.clause("A4.16")
def test_a_grade_6_pupil_in_45_minutes_is_billed_one_period() -> None:
    assert billable_periods(45, grade=6, parameters=PARAMETERS) == 1


@pytest.mark.clause("A4.15")
def test_of_80_minutes_planned_and_75_given_one_period_is_billed_and_one_paid_back() -> None:
    assert settled_periods(80, 75, grade=3, parameters=PARAMETERS) == BilledPeriods(1, 1)


# ---- one half, most ----


@pytest.mark.clause("A5.11")
@pytest.mark.parametrize(
    ("x", "subject", "effect"), [(100, 100, None), (99, 100, STOP), (99, 101, STOP), (1, 0, None)]
)
def test_one_half_is_enough_and_a_minute_less_is_not(x: int, subject: int, effect: Effect | None) -> None:
    assert _worst(x_share_of_the_week, minutes(x, subject), "A5.11") is effect


@pytest.mark.clause("A5.11")
def test_a_week_without_service_has_no_share() -> None:
    assert _on(x_share_of_the_week, minutes(0, 0), "A5.11") == []


@pytest.mark.clause("A5.15")
@pytest.mark.parametrize("grade", [1, 2])
@pytest.mark.parametrize(("x", "effect"), [(101, None), (100, STOP), (99, STOP)])
def test_in_the_two_lowest_grades_one_half_is_not_most(grade: int, x: int, effect: Effect | None) -> None:
    assert _worst(x_predominates_in_low_grades, minutes(x, 100, grade), "A5.15") is effect


@pytest.mark.clause("A5.15")
def test_from_grade_3_one_half_will_do() -> None:
    assert _on(x_predominates_in_low_grades, minutes(100, 100, 3), "A5.15") == []


@pytest.mark.clause("A5.14")
@pytest.mark.parametrize(("length", "effect"), [(40, None), (39, ADVISE)])
def test_one_period_of_exercise_is_what_is_encouraged(length: int, effect: Effect | None) -> None:
    before = parameters(BEFORE_DAILY_PE)
    assert _worst(exercise_on_days_without_pe, of_class(frozenset({1}), length), "A5.14", before) is effect


@pytest.mark.clause("A5.16")
@pytest.mark.parametrize(("grade", "effect"), [(1, STOP), (2, STOP), (3, WARN), (9, WARN)])
def test_written_homework_stops_in_grades_1_and_2(grade: int, effect: Effect) -> None:
    plan = with_course(minutes(40, 0, grade), "ball", written_homework=True)
    assert _worst(no_written_homework_in_plan, plan, "A5.16") is effect


# ---- clearly below, more than two thirds ----


@pytest.mark.clause("A6.12")
@pytest.mark.parametrize(("price", "effect"), [(800, None), (801, STOP), (0, None)])
def test_four_fifths_is_clearly_below_and_a_fen_more_is_not(price: int, effect: Effect | None) -> None:
    contract = a_contract(price=Fen(price), off_campus=(off_campus(1_000, own=True),))
    assert _worst(price_is_clearly_lower, contract, "A6.12") is effect


@pytest.mark.clause("A7.12")
@pytest.mark.parametrize(
    ("roll", "signed", "effect"),
    [
        (300, 201, None),
        (300, 200, STOP),
        (3, 3, None),
        (3, 2, STOP),
        (4, 3, None),
        (100, 67, None),
        (100, 66, STOP),
    ],
)
def test_exactly_two_thirds_is_not_more(roll: int, signed: int, effect: Effect | None) -> None:
    assert _worst(enough_signatures, a_petition(roll, signed), "A7.12") is effect


# ---- one term, each term, in full, mainly ----

SPRING = RunningTerm(date(2026, 3, 2), date(2026, 7, 3))


def _dearer_from(day: date, ceiling: int = 401) -> TariffFacts:
    lines = (a_tariff_line(ceiling=Fen(ceiling)),)
    return a_tariff_version(
        lines=lines, replaced=(a_tariff_line(),), running_terms=(SPRING,), effective_from=day
    )


@pytest.mark.clause("A9.10")
@pytest.mark.parametrize(
    ("day", "ceiling", "effect"),
    [
        (date(2026, 3, 2), 401, None),
        (date(2026, 3, 3), 401, STOP),
        (date(2026, 4, 20), 401, STOP),
        (date(2026, 7, 3), 401, STOP),
        (date(2026, 7, 4), 401, None),
        (date(2026, 4, 20), 400, None),
        (date(2026, 4, 20), 399, None),
    ],
)
def test_a_price_is_not_raised_within_a_term_and_may_be_lowered(
    day: date, ceiling: int, effect: Effect | None
) -> None:
    assert _worst(tariff_spares_the_running_term, _dearer_from(day, ceiling), "A9.10") is effect


@pytest.mark.clause("A9.11")
def test_the_whole_pool_goes_back_by_what_was_paid() -> None:
    shares = surplus_shares(Fen(10_000), {"a": 60_000, "b": 30_000, "c": 0})
    assert shares == {"a": Fen(6_667), "b": Fen(3_333)}  # and nothing to whom nothing was paid


@pytest.mark.clause("A9.25")
@pytest.mark.parametrize(
    ("allowances", "effect"), [(5_000, STOP), (5_001, WARN), (7_000, WARN), (7_001, None)]
)
def test_half_is_not_mainly(allowances: int, effect: Effect | None) -> None:
    end = TermEnd(date(2026, 7, 3), date(2026, 7, 10), allowances=Fen(allowances), spent=Fen(10_000))
    assert _worst(allowances_are_the_main_cost, end, "A9.25") is effect


@pytest.mark.clause("A9.39")
@pytest.mark.parametrize(("ratio", "paid"), [(Fraction(1), 0), (Fraction(1, 3), 266), (Fraction(0), 400)])
def test_a_waiver_is_taken_off_in_the_familys_favour(ratio: Fraction, paid: int) -> None:
    assert after_waiver(Fen(400), ratio) == Fen(paid)
