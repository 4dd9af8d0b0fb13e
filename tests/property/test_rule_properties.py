"""Rules on counts, money and places, held against a plain restatement over random facts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.family_facts import CHESS, HOMEWORK, OTHER_SLOT, SLOT, a_petition, a_seat, a_wish, pupil
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.enrolment import PlacementFacts
from kehou.rulebook.hunan_2024.art03_enrolment import priority_has_places
from kehou.rulebook.hunan_2024.art07_petition import enough_signatures
from kehou.rulebook.hunan_2024.art09_waiver import after_waiver
from unit.rulebook.example import parameters

PARAMETERS = parameters()
NUMBERS = st.integers(0, 7)
PLACES = st.sets(st.tuples(NUMBERS, st.sampled_from([SLOT, OTHER_SLOT])), max_size=12)


@pytest.mark.clause("A7.12")
@given(roll=st.integers(0, 90), extra=st.integers(0, 5), data=st.data())
def test_a_petition_is_met_exactly_above_two_thirds(roll: int, extra: int, data: st.DataObject) -> None:
    signed = data.draw(st.integers(0, roll))
    petition = a_petition(roll, signed + extra)  # the extra ones may lie off the roll
    on_roll = min(signed + extra, roll)
    [found] = enough_signatures(petition, PARAMETERS)
    assert found.met is (3 * on_roll > 2 * roll)
    assert (on_roll >= found.facts["required"]) is found.met  # type: ignore[operator]


@pytest.mark.clause("A3.4")
@given(wished=PLACES, placed=PLACES, first=st.sets(NUMBERS))
def test_priority_is_kept_exactly_where_nobody_of_it_was_passed_over(
    wished: set[tuple[int, object]], placed: set[tuple[int, object]], first: set[int]
) -> None:
    facts = PlacementFacts(
        wishes=tuple(a_wish(number, CHESS, slot=slot) for number, slot in wished),  # type: ignore[arg-type]
        seats=tuple(a_seat(number, slot=slot) for number, slot in placed),  # type: ignore[arg-type]
        priority=frozenset(pupil(number) for number in first),
        fallback=frozenset({HOMEWORK}),
    )
    passed_over = {
        slot
        for number, slot in wished - placed
        if number in first and any(slot == other and seated not in first for seated, other in placed)
    }
    found = list(priority_has_places(facts, PARAMETERS))
    assert {verdict.subject for verdict in found if not verdict.met} == {
        f"slot/{slot}" for slot in passed_over
    }


@pytest.mark.clause("A9.39")
@given(gross=st.integers(0, 10**7), part=st.integers(0, 100))
def test_a_waiver_never_leaves_the_family_more_to_pay(gross: int, part: int) -> None:
    ratio = Fraction(part, 100)
    paid = after_waiver(Fen(gross), ratio).amount
    exact = gross * (1 - ratio)
    assert paid <= exact < paid + 1
