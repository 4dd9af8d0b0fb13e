"""Turns: drawn alike for all who came in time, and protected for a while, so that speed gives nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.allocation.arrivals import turn_order
from property.allocation import arrival_twins as twins
from property.allocation.arrivals import Rush, in_time, turns
from property.allocation.test_arrivals import (
    FOUND_WITHIN,
    NUMBERS,
    closes_as_it_stands,
    does_not_mind_batches,
    ends_as_it_was_told,
    keeps_its_limits,
    waits_for_its_time,
)


def speed_gives_nothing(case: Rush) -> bool:
    """Who asks within the protected time of its turn gets what it gets, however quick anyone is."""
    seated = case.seated(case.answers()[0])
    for at in (lambda each: each.called_at, lambda each: each.called_at + timedelta(seconds=179)):
        moved = sorted((replace(each, at=at(each)) for each in case.requests), key=lambda each: each.at)
        turned = sorted(
            case.requests, key=lambda each: each.called_at, reverse=True
        )  # the last are the quickest
        for requests in (moved, turned):
            other = replace(case, requests=tuple(requests))
            if other.seated(other.answers()[0]) != seated:
                return False
    return True


def no_later_turn_goes_first(case: Rush) -> bool:
    """Nobody who asked in time waits for a course in which a later turn has a place."""
    answered, _ = case.answers()
    new = (each.request for each in answered if each.is_new)
    counts = {(each.pupil.id, each.section): each.counts_at for each in new}
    seated, last = case.seated(answered), dict[str, datetime]()
    for row in seated:
        last[row[1]] = max(last.get(row[1], counts[row]), counts[row])
    return all(last[row[1]] <= counts[row] for row in counts.keys() - seated)


KEPT: dict[Callable[[Rush], bool], Callable[[int], Rush]] = {
    speed_gives_nothing: in_time,
    no_later_turn_goes_first: turns,
}


@pytest.mark.clause("A7.8", "A2.4")
@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.__name__)
def test_protected_turns_keep_it(kept: Callable[[Rush], bool]) -> None:
    @given(NUMBERS)
    def holds(number: int) -> None:
        assert kept(KEPT[kept](number))

    holds()


@pytest.mark.parametrize(
    ("kept", "twin"),
    [
        (speed_gives_nothing, twins.nobody_is_protected),
        (speed_gives_nothing, twins.places_are_kept_from_earlier_turns),
        (no_later_turn_goes_first, twins.places_are_kept_from_earlier_turns),
        (no_later_turn_goes_first, twins.whoever_is_passed_is_the_first),
    ],
    ids=lambda each: each.__name__,
)
def test_a_broken_twin_is_found(
    kept: Callable[[Rush], bool], twin: twins.Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin(monkeypatch)
    assert not all(kept(KEPT[kept](number)) for number in range(FOUND_WITHIN))


@pytest.mark.clause("A7.8", "A2.4")
@pytest.mark.parametrize(
    "kept",
    [keeps_its_limits, does_not_mind_batches, waits_for_its_time, closes_as_it_stands, ends_as_it_was_told],
    ids=lambda kept: kept.__name__,
)
def test_a_rush_with_protected_turns_keeps_it_too(kept: Callable[[Rush], bool]) -> None:
    @given(NUMBERS)
    def holds(number: int) -> None:
        assert kept(turns(number))

    holds()


@pytest.mark.clause("A3.4")
@given(
    st.dictionaries(st.text("abcdef0123456789", min_size=4, max_size=8), st.booleans(), max_size=40), NUMBERS
)
def test_turns_are_drawn_with_those_who_come_first_ahead(parties: dict[str, bool], number: int) -> None:
    order = turn_order(f"{number}", parties)
    assert sorted(order) == sorted(parties)
    assert [parties[party] for party in order] == sorted((parties[p] for p in order), reverse=True)
    shuffled = list(parties.items())
    Random(number).shuffle(shuffled)
    assert turn_order(f"{number}", dict(shuffled)) == order, "when a family came does not matter"


def test_every_family_has_the_same_chance_of_the_first_turn() -> None:
    parties = {f"party{place}": False for place in range(4)}
    first = Counter(turn_order(f"seed {number}", parties)[0] for number in range(2_000))
    assert all(400 < count < 600 for count in first.values())
