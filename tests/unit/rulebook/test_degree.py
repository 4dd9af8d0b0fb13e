"""Words of degree as code treats them: in principle, generally, encouraged, at least, and the like."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from factories.plan_facts import an_exception
from kehou.kernel.actor import Role
from kehou.kernel.verdict import Effect, Modality
from kehou.rulebook.engine.definitions import Tighter
from kehou.rulebook.engine.register import Statement
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.art05_share import x_share_of_the_week
from kehou.rulebook.hunan_2024.art06_staffing import own_teachers_lead_most
from kehou.rulebook.hunan_2024.edition import DEFINITIONS
from kehou.rulebook.hunan_2024.register import REGISTER
from unit.rulebook.example import parameters
from unit.rulebook.examples.art05_share import minutes, over
from unit.rulebook.test_examples import EXAMPLES

# A statement that only encourages, and what it takes as given all the same: nobody is in two rooms at once.
GIVEN = {"A6.2": "leader_double_booked"}


@pytest.mark.parametrize(
    "statement", [row for row in REGISTER if row.modality is Modality.ENCOURAGE], ids=lambda row: row.id
)
def test_what_is_encouraged_never_stops_anything(statement: Statement) -> None:
    """提倡、鼓励：shown, never asked for."""
    assert statement.default_effect is Effect.ADVISE
    stopping = {
        verdict.reason
        for example in EXAMPLES
        if statement.id in example.rule.clauses
        for verdict in example.rule(example.facts, parameters(example.on, example.edition, **example.set))
        if verdict.clause == statement.id and verdict.stops
    }
    assert stopping <= {GIVEN.get(statement.id, "")}


def test_what_holds_in_principle_is_known() -> None:
    """原则上：A5.7 beside the two of the text, since very small schools may not have both kinds."""
    assert {row.id for row in REGISTER if row.in_principle} == {"A5.7", "A5.11", "A7.12"}


def _share(plan: PlanFacts) -> set[tuple[bool | None, Effect]]:
    return {(verdict.met, verdict.effect) for verdict in x_share_of_the_week(plan, parameters())}


FULL_WEEKS = (date(2026, 3, 2), date(2026, 6, 26))
TOO_LITTLE = over(*FULL_WEEKS, minutes(99, 100))
LEAVE = an_exception("A5.11", "grade/3")


@pytest.mark.clause("A5.11")
def test_in_principle_yields_to_the_countys_leave_alone() -> None:
    assert _share(TOO_LITTLE) == {(False, Effect.STOP)}
    assert _share(replace(TOO_LITTLE, exceptions=(LEAVE,))) == {(False, Effect.ADVISE)}


@pytest.mark.clause("A5.11")
@pytest.mark.parametrize(
    "changes",
    [
        {"approver_role": Role.SCHOOL_HEAD},
        {"approver_role": Role.COUNTY_OFFICER},
        {"approver_id": None},
        {"reason": " "},
        {"to_date": None},
        {"to_date": date(2026, 6, 25)},
        {"from_date": date(2026, 3, 10)},
        {"clause": "A5.15"},
        {"subject": "grade/4"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_leave_without_approver_reason_or_end_leaves_nothing(changes: dict[str, object]) -> None:
    spoiled = replace(LEAVE, **changes)  # type: ignore[arg-type]
    assert (False, Effect.STOP) in _share(replace(TOO_LITTLE, exceptions=(spoiled,)))


@pytest.mark.clause("A6.1")
def test_generally_only_warns() -> None:
    """一般由本校教师：a warning below one half, never a stop."""
    unmet = [
        verdict
        for example in EXAMPLES
        if example.rule is own_teachers_lead_most and example.met is False
        for verdict in example.verdicts()
    ]
    assert unmet
    assert {verdict.effect for verdict in unmet} == {Effect.WARN}


@pytest.mark.parametrize(
    "name",
    [
        "banned_terms",
        "forbidden_items",
        "extra_excluded",
        "publicity_fields",
        "hazard_areas",
        "priority_groups",
    ],
)
def test_and_the_like_in_a_ban_or_a_duty_can_be_extended_below(name: str) -> None:
    """等 in a ban: an authority may add to the list and take nothing from it."""
    assert DEFINITIONS[name].tighter is Tighter.SUPERSET


@pytest.mark.parametrize(
    "name",
    [
        "outside_kinds",
        "allowed_sources",
        "expense_whitelist",
        "subject_contents",
        "extra_x_domains",
        "online_domains",
    ],
)
def test_and_the_like_in_a_permission_cannot_be_extended_below(name: str) -> None:
    """等 in a permission: whoever is below the authority that fills it can only leave something out."""
    assert DEFINITIONS[name].tighter is Tighter.SUBSET


@pytest.mark.parametrize(
    ("clause", "modality"),
    [("A9.38", Modality.MUST), ("A6.22", Modality.MAY)],
)
def test_within_means_and_where_able_stop_nothing(clause: str, modality: Modality) -> None:
    """结合自身财力、有条件的地方: told, never refused."""
    assert REGISTER[clause].modality is modality
    assert REGISTER[clause].default_effect is Effect.ADVISE


@pytest.mark.parametrize(
    "name", ["consult_min_days", "case_accept_wd", "hearings_per_term", "tp_price_ratio_max"]
)
def test_fully_promptly_regularly_and_clearly_have_a_number_that_an_authority_sets(name: str) -> None:
    """充分、及时、定期、明显: a shipped default until an authority fills it."""
    found = parameters().in_force(name)
    assert found.status == "default"
    assert found.definition.tighter in (Tighter.HIGHER, Tighter.LOWER)
