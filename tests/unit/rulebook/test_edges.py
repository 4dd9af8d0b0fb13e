"""Edges that mutation testing found unguarded: each test fails where one sign or word is changed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from factories.authority_facts import a_county_policy
from factories.plan_facts import a_plan, with_course
from kehou.kernel.places import Tier
from kehou.rulebook.engine.definitions import Definition, Kind, Tighter, is_looser
from kehou.rulebook.facts.afternoon import Collector, ReleaseFacts, WayHome
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.hunan_2024.art03_plan import county_policy_is_issued
from kehou.rulebook.hunan_2024.art06_staffing import own_teachers_lead_most
from kehou.rulebook.hunan_2024.art10_leaving import goes_with_somebody_listed
from kehou.rulebook.hunan_2024.private_traces import PrivateTrace, private_traces_in
from kehou.rulebook.lines import line_of
from unit.rulebook.example import DAY, parameters


def _defined(kind: Kind, tighter: Tighter, *options: str) -> Definition:
    return Definition("x", kind, "", "A4.9", Tier.COUNTY, tighter, "一项", options=options)


@pytest.mark.clause("A13.3")
@pytest.mark.parametrize(
    ("definition", "value", "above", "looser"),
    [
        (_defined(Kind.COUNT, Tighter.LOWER), 4, 3, True),
        (_defined(Kind.COUNT, Tighter.LOWER), 3, 3, False),
        (_defined(Kind.COUNT, Tighter.LOWER), 2, 3, False),
        (_defined(Kind.COUNT, Tighter.HIGHER), 2, 3, True),
        (_defined(Kind.COUNT, Tighter.HIGHER), 3, 3, False),
        (_defined(Kind.COUNT, Tighter.HIGHER), 4, 3, False),
        (_defined(Kind.COUNT, Tighter.FIXED), 4, 3, True),
        (_defined(Kind.COUNT, Tighter.FIXED), 3, 3, False),
        (_defined(Kind.COUNT, Tighter.FREE), 9, 3, False),
        (_defined(Kind.CODES, Tighter.SUBSET), frozenset("ab"), frozenset("a"), True),
        (_defined(Kind.CODES, Tighter.SUBSET), frozenset("a"), frozenset("ab"), False),
        (_defined(Kind.CODES, Tighter.SUPERSET), frozenset("a"), frozenset("ab"), True),
        (_defined(Kind.CODES, Tighter.SUPERSET), frozenset("ab"), frozenset("a"), False),
        (_defined(Kind.CHOICE, Tighter.HIGHER, "loose", "tight"), "loose", "tight", True),
        (_defined(Kind.CHOICE, Tighter.HIGHER, "loose", "tight"), "tight", "loose", False),
    ],
)
def test_which_direction_is_looser(definition: Definition, value: Any, above: Any, looser: bool) -> None:
    assert is_looser(definition, value, above) is looser


@pytest.mark.clause("A3.5")
def test_a_policy_holds_from_the_day_on_which_it_is_issued() -> None:
    found = list(county_policy_is_issued(a_county_policy(issued_date=DAY), parameters()))
    assert all(verdict.met for verdict in found)


@pytest.mark.clause("A10.8")
@pytest.mark.parametrize(
    ("linked", "may", "listed"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_a_collector_is_linked_and_allowed_both(linked: bool, may: bool, listed: bool) -> None:
    collector = Collector(is_linked=linked, may_collect=may, must_not_collect=False)
    release = ReleaseFacts(WayHome.PERSON, 2, collector=collector)
    by_reason = {found.reason: found.met for found in goes_with_somebody_listed(release, parameters())}
    assert by_reason["collector_not_listed"] is listed


@pytest.mark.clause("A6.1")
@pytest.mark.parametrize("share", [Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(9, 10)])
def test_own_teachers_lead_any_share_that_is_asked(share: Fraction) -> None:
    plan = with_course(a_plan(leaders=()), "ball", leader_kind=LeaderKind.THIRD_PARTY)
    minutes = {True: 0, False: 0}
    for timed, length in plan.timetable.term_minutes:
        minutes[timed.course.key == "ball"] += length
    exact = Fraction(minutes[False], sum(minutes.values()))
    [found] = own_teachers_lead_most(plan, parameters(own_teacher_min=share))
    assert found.met is (exact >= share)


@pytest.mark.clause("A7.5")
def test_a_name_of_one_character_is_no_trace_and_one_of_two_is() -> None:
    def traces(*names: str) -> frozenset[PrivateTrace]:
        return private_traces_in("王伟参加", pupil_names=names, office_numbers=frozenset(), min_cell=5)

    assert PrivateTrace.PUPIL_NAME not in traces("王")
    assert PrivateTrace.PUPIL_NAME in traces("王伟")


@pytest.mark.parametrize("text", ["", "[1, 2]"])
def test_a_text_without_names_has_its_first_line(text: str) -> None:
    assert line_of(text, ".json", "facts.goals") == 1
