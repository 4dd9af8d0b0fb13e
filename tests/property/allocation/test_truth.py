"""No family gains by ranking otherwise than it wishes. Checked by trying every lie in small schools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import pytest

from kehou.allocation.draw import Draw
from kehou.allocation.instance import instance
from kehou.allocation.lists import choices
from kehou.allocation.model import Pupil
from kehou.allocation.placing import place
from property.allocation import twins
from property.allocation.instances import Kind, School, school

SEED = "5eed" * 16


def outcome(one: School, pupil: Pupil) -> tuple[Draw, dict[str, str]]:
    """What one pupil gets by slot when it hands in these wishes, the others and the luck being equal."""
    others = [pupil if other.id == pupil.id else other for other in one.pupils]
    draw = Draw(instance(one.sections, others, one.policy), SEED)
    places, _ = place(draw)
    return draw, {slot: section.id for slot, section in places.of(pupil.id).items()}


def lies(one: School, pupil: Pupil) -> Iterator[tuple[str, Pupil]]:
    """Every other order and part of a slot's list, also with sections not wished at all."""
    for slot, ranked in pupil.wishes.items():
        offered = [section.id for section in one.sections if slot in section.slots and not section.fallback]
        for length in range(min(len(offered), 3) + 1):
            for told in permutations(offered, length):
                if told != ranked:
                    yield slot, replace(pupil, wishes={**pupil.wishes, slot: told})


def gains(one: School) -> Iterator[tuple[str, bool]]:
    """For every lie of every pupil, whether it brought something wished more."""
    for pupil in one.pupils:
        draw, honest = outcome(one, pupil)
        for slot, liar in lies(one, pupil):
            order = [section.id for section in choices(draw, pupil, slot)]
            nothing = len(order)
            by_truth = order.index(honest[slot]) if slot in honest else nothing
            got = outcome(one, liar)[1].get(slot)
            by_lie = order.index(got) if got in order else nothing
            yield f"{pupil.id} {slot} {liar.wishes[slot]}", by_lie < by_truth


def found(schools: range) -> list[bool]:
    """Whether each lie in a row of schools was of use."""
    return [gain for number in schools for _, gain in gains(school(number, Kind.BASE, pupils=6))]


def test_no_lie_is_of_use() -> None:
    tried = found(range(12))
    assert len(tried) > 1000
    assert not any(tried)


@pytest.mark.slow
def test_no_lie_of_twenty_thousand_is_of_use() -> None:
    tried = found(range(12, 160))
    assert len(tried) >= 20_000
    assert not any(tried)


def test_lies_pay_where_first_wishes_are_served_first(monkeypatch: pytest.MonkeyPatch) -> None:
    twins.first_wishes_first(monkeypatch)
    assert any(found(range(12)))
