"""The trace tells the truth: what is listed exists, and what is missing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kehou.rulebook.citations import citing_tests, reasons_given
from kehou.rulebook.engine.register import Keeper, Register
from kehou.rulebook.hunan_2024.edition import DEFINITIONS, EDITION
from kehou.rulebook.hunan_2024.register import REGISTER
from kehou.rulebook.trace import PROCESSES, trace

SOURCE = """
import pytest

pytestmark = pytest.mark.clause("A1.1")

@pytest.mark.clause("A5.11", "A5.15")
def test_share(): ...

@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.clause("A4.2"))])
def test_cases(x): ...

@pytest.mark.clause("A7.12")
class TestGate:
    def test_two_thirds(self): ...

def helper(): ...

EXAMPLES = (Example("half", x_share, None, True), Example("less", x_share, None, False, clause="A5.15"))
"""


def test_citations_are_read_from_marks_and_examples() -> None:
    found = citing_tests({"tests/t.py": SOURCE}, {"x_share": ("A5.11",)})
    example = "tests/unit/rulebook/test_examples.py::test_example"
    assert found["A5.11"] == ["tests/t.py::test_share", f"{example}[x_share: half]"]
    assert found["A5.15"] == ["tests/t.py::test_share", f"{example}[x_share: less]"]
    assert found["A4.2"] == ["tests/t.py::test_cases"]
    assert found["A7.12"] == ["tests/t.py::TestGate::test_two_thirds"]
    assert len(found["A1.1"]) == 3


def test_reasons_are_read_from_the_calls_that_give_them() -> None:
    source = 'verdict("A5.11", "too_little", True)\neach_fault("A5.11", "too_late", ())\nother("A", "b")'
    assert reasons_given([source]) == {"A5.11": ["too_little", "too_late"]}


def test_the_trace_has_every_statement_in_order() -> None:
    traced = trace(EDITION, {}, {})
    assert [row.id for row in traced] == [statement.id for statement in REGISTER]
    assert len(traced) == 185


def test_the_trace_finds_parameters_and_says_what_is_open() -> None:
    traced = {
        row.id: row for row in trace(EDITION, {"A9.6": ["tests/t.py::test_x"]}, {"A9.6": ["above_tariff"]})
    }
    assert "parameter:fee_ceiling" in traced["A9.6"].where
    assert traced["A9.6"].tests == ("tests/t.py::test_x",)
    assert traced["A9.6"].reasons == ("above_tariff",)
    assert traced["A5.1"].open is None


def test_the_trace_finds_the_rules_of_each_statement() -> None:
    traced = {row.id: row for row in trace(EDITION, {}, {})}
    for rule in EDITION.rules:
        for clause in rule.clauses:
            assert f"rule:{rule.path}" in traced[clause].where


def test_what_a_rule_cites_and_a_parameter_names_is_a_statement() -> None:
    assert {clause for rule in EDITION.rules for clause in rule.clauses} <= {row.id for row in REGISTER}
    assert {definition.clause for definition in DEFINITIONS.values()} <= {row.id for row in REGISTER}


def test_a_statement_is_said_shortly_and_names_its_processes() -> None:
    for statement in REGISTER:
        assert 4 <= len(statement.text) <= 45, statement.id
        assert statement.kept_by, statement.id
        assert all(1 <= number <= 10 for number in statement.processes), statement.id
        assert statement.processes, statement.id


@pytest.mark.parametrize(
    ("processes", "coming"),
    [
        ((2, 7), "process 7 (delivery)"),
        ((2, 3), "process 2 (consultation and rural petition), 3 (plan and approval)"),
    ],
)
def test_what_is_missing_comes_with_a_process_that_is_not_built(
    processes: tuple[int, ...], coming: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kehou.rulebook.trace.BUILT", frozenset(PROCESSES) - {7})
    lost = replace(REGISTER["A7.1"], where={}, processes=processes, kept_by=(Keeper.STEP,))
    [row] = trace(replace(EDITION, register=Register([lost])), {}, {})
    assert row.open == f"step to come with {coming}"


def test_guidance_too_has_a_place_where_it_is_given() -> None:
    lost = replace(REGISTER["A1.1"], where={})
    [row] = trace(replace(EDITION, register=Register([lost])), {}, {})
    assert row.open == "guidance to come with process 3 (plan and approval)"
