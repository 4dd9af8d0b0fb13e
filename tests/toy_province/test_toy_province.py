"""The invented province on the same engine: other answers than Hunan, and the nation below both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from factories.plan_facts import a_plan, with_school
from house.source import PACKAGE
from kehou.kernel.fen import Fen
from kehou.kernel.places import Tier
from kehou.kernel.verdict import Effect
from kehou.rulebook.engine import NotInForce
from kehou.rulebook.engine.layers import Layer, Setting, UnableToFold
from kehou.rulebook.engine.requirements import carried_by, requirements
from kehou.rulebook.facts.courses import CourseKind
from kehou.rulebook.facts.fees import FeeUnit
from kehou.rulebook.facts.petition import RuralGateFacts
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.edition import EDITION as HUNAN
from kehou.rulebook.schema import json_schema
from kehou.rulebook.trace import trace
from toy_province.edition import EDITION, TOY
from toy_province.examples import DAY, EXAMPLES, JUNIOR, evening, monthly
from toy_province.fees import refund
from unit.rulebook.example import Example, is_answered, parameters, without_examples

PARAMETERS = parameters(DAY, EDITION)


def _stopped(plan: object) -> set[str]:
    return {verdict.clause for verdict in EDITION.judge(plan, PARAMETERS) if verdict.stops}


def _stopped_in_hunan(plan: object) -> set[str]:
    return {verdict.clause for verdict in HUNAN.judge(plan, parameters()) if verdict.stops}


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_example(example: Example) -> None:
    assert is_answered(example)


def test_every_rule_has_a_passing_and_a_failing_example_of_each_statement() -> None:
    assert without_examples(EDITION, EXAMPLES) == []


def test_every_failing_example_can_be_put_into_words() -> None:
    said = [
        EDITION.explain(verdict) for example in EXAMPLES for verdict in example.verdicts() if not verdict.met
    ]
    assert len(said) > 12
    assert all(words.article_label.startswith("《示例省办法》（") for words in said)


def test_every_statement_is_kept() -> None:
    rows = trace(EDITION, {}, {})
    assert len(rows) == 14
    assert [row.id for row in rows if row.open] == []


def test_the_fee_is_monthly_here_and_by_the_period_in_hunan() -> None:
    assert _stopped(monthly()) == set()
    assert _stopped(monthly(unit=FeeUnit.PERIOD)) == {"A2.1"}
    assert "A2.1" not in _stopped_in_hunan(monthly())  # there it is another statement, and met


@pytest.mark.parametrize(("missed", "paid_back"), [(0, 0), (1, 405), (2, 810), (20, 8_096), (21, 8_500)])
def test_a_missed_day_is_paid_back_by_the_day(missed: int, paid_back: int) -> None:
    assert refund(Fen(8_500), missed_days=missed, school_days=21) == Fen(paid_back)


def test_a_month_without_school_days_has_nothing_to_pay_back() -> None:
    assert refund(Fen(8_500), missed_days=0, school_days=0) == Fen(0)


def test_private_schools_take_part_in_hunan_alone() -> None:
    free = with_school(replace(a_plan(), fees=replace(a_plan().fees, prices=())), is_public=False)
    assert _stopped(free) == {"A1.1"}
    assert "A3.3" not in _stopped_in_hunan(free)


def test_a_plan_without_any_x_passes_here_alone() -> None:
    def tutoring(plan: PlanFacts) -> PlanFacts:
        kept = tuple(course for course in plan.courses if course.kind is CourseKind.SUBJECT)
        keys = {course.key for course in kept}
        slots = tuple(slot for slot in plan.slots if slot.course_key in keys)
        return replace(plan, courses=kept, slots=slots)

    plan = tutoring(monthly())
    assert _stopped(plan) == set()
    told = [verdict for verdict in EDITION.judge(plan, PARAMETERS) if verdict.met is False]
    assert [(verdict.clause, verdict.effect) for verdict in told] == [("A3.1", Effect.ADVISE)]
    assert {"A5.7", "A5.11"} <= _stopped_in_hunan(plan)


def test_evening_care_passes_here_alone() -> None:
    plan = evening(JUNIOR, time(20, 0))
    assert "A1.2" not in _stopped(plan)
    assert "A4.7" in _stopped_in_hunan(plan)


def test_a_rural_school_needs_no_petition_here() -> None:
    gate = RuralGateFacts(urban_rural_code="220", petition=None, consultation_opened_at=None)  # type: ignore[arg-type]
    assert EDITION.judge(gate, PARAMETERS) == ()
    assert _stopped_in_hunan(gate) == {"A7.12"}


def test_the_nations_demands_of_its_time_are_carried() -> None:
    due = {demand.key for demand in requirements() if demand.first_date <= EDITION.last_date}
    assert carried_by("toy_province").keys() == due
    assert len(due) == 9


def test_this_province_too_cannot_loosen_the_nation() -> None:
    layer = Layer("省级通知", Tier.PROVINCE, "99", (Setting("homework_max", 61, DAY, key="primary"),))
    with pytest.raises(UnableToFold):
        EDITION.parameters_at([layer], on=DAY)


@pytest.mark.parametrize("day", [date(2022, 8, 31), date(2024, 2, 1)])
def test_it_holds_on_its_days_only(day: date) -> None:
    with pytest.raises(NotInForce) as refused:
        TOY.edition_on(day)
    assert refused.value.clauses == ("A6.1",)


@pytest.mark.parametrize("day", [date(2022, 9, 1), date(2024, 1, 31)])
def test_its_first_and_last_day_are_its_own(day: date) -> None:
    assert TOY.edition_on(day) is EDITION


def test_a_running_term_may_finish() -> None:
    assert TOY.edition_on(date(2024, 6, 28), term_began=date(2024, 1, 31)) is EDITION


def test_its_files_have_a_form_too() -> None:
    assert json_schema("plan", EDITION)["$defs"] == json_schema("plan", HUNAN)["$defs"]


def test_nothing_outside_its_folder_knows_it() -> None:
    knowing = [
        path
        for path in PACKAGE.rglob("*")
        if path.suffix in (".py", ".toml") and "toy_province" in path.read_text()
    ]
    assert knowing == []
