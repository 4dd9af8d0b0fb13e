"""The 35 questions that the Measures leave open: each has a reading, and the parameters ship with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

from kehou.kernel.places import Tier
from kehou.rulebook.cli import rules
from kehou.rulebook.engine.ambiguities import ANY, UNSET, Ambiguity, Weight
from kehou.rulebook.engine.definitions import Kind
from kehou.rulebook.engine.layers import Layer, Setting
from kehou.rulebook.hunan_2024.edition import DEFINITIONS, EDITION
from kehou.rulebook.hunan_2024.register import REGISTER

QUESTIONS = EDITION.ambiguities
FIRST_DAY = EDITION.first_date  # before the overlays of 2025
SHIPPED = EDITION.parameters_at(on=FIRST_DAY)


def test_there_are_thirty_five_in_their_order() -> None:
    assert [question.number for question in QUESTIONS] == list(range(1, 36))
    assert sum(question.weight is Weight.HIGH for question in QUESTIONS) == 17


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question.number))
def test_each_is_about_statements_and_shipped_as_it_is_read(question: Ambiguity) -> None:
    assert all(clause in REGISTER for clause in question.clauses)
    assert question.asks
    assert question.taken
    assert question.parameters.keys() <= DEFINITIONS.keys()
    assert list(question.departures(DEFINITIONS, SHIPPED)) == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question.number))
def test_a_question_with_a_choice_lists_every_option(question: Ambiguity) -> None:
    """An authority that reads it otherwise finds its reading among the options."""
    for name, written in question.parameters.items():
        definition = DEFINITIONS[name]
        if definition.kind is Kind.CHOICE and written != ANY:
            assert written in definition.options
            assert len(definition.options) > 1 or name == "mean_scope"


def test_another_reading_in_force_is_told() -> None:
    layer = Layer("市级标准", Tier.CITY, "4301", (Setting("dup_scope", "slot", date(2026, 1, 1)),))
    in_force = EDITION.parameters_at([replace(layer, tier=Tier.COUNTY)], on=date(2026, 4, 1))
    assert [found for question in QUESTIONS for found in question.departures(DEFINITIONS, in_force)] == [
        ("dup_scope", "slot"),
        ("min_break", 15),
        ("pe_daily_min", 40),
        ("pe_daily_min", 40),
    ]


def test_what_nobody_sets_is_unset() -> None:
    question = next(question for question in QUESTIONS if UNSET in question.parameters.values())
    layer = Layer("县级", Tier.COUNTY, "430102", (Setting("tp_cap_schools", 3, FIRST_DAY),))
    in_force = EDITION.parameters_at([layer], on=FIRST_DAY)
    assert list(question.departures(DEFINITIONS, in_force)) == [("tp_cap_schools", 3)]


def test_a_statement_is_explained_with_its_questions_and_its_basis() -> None:
    shown = CliRunner().invoke(rules, ["explain", "A6.18"]).stdout
    assert "question: 线上机构的教师和智能辅导算不算第三方" in shown
    assert "basis: 教监管厅函〔2021〕3号" in shown
