"""The stand-alone verifier draws the same without sharing a line of code, and sees any change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehou.allocation import Result, record, withdraw
from kehou.allocation.verify_draw import differences
from property.allocation import twins
from property.allocation.arrival_twins import lottery_after_all
from property.allocation.arrivals import in_order
from property.allocation.instances import school
from property.allocation.test_refill import left


def course_of_events(number: int) -> Iterator[Result]:
    """A draw, and the same after one and two rounds of withdrawals."""
    result = school(number).draw()
    yield result
    for chance in range(2):
        if result.seats:
            result = withdraw(result, left(result, number + chance))
            yield result


def disagreements(numbers: range) -> list[tuple[int, list[str]]]:
    """Where the verifier finds a difference."""
    found = [(number, differences(record(one))) for number in numbers for one in course_of_events(number)]
    return [(number, parts) for number, parts in found if parts]


def test_verifier_and_engine_agree() -> None:
    assert disagreements(range(200)) == []


@pytest.mark.slow
def test_verifier_and_engine_agree_on_a_thousand_schools() -> None:
    assert disagreements(range(200, 1200)) == []


def misread_in_order(numbers: range) -> list[int]:
    """Choices in order of arrival about which the verifier says something else."""
    return [n for n in numbers if any(differences(record(one)) for one in in_order(n))]


def test_verifier_and_engine_agree_where_places_went_in_order_of_arrival() -> None:
    assert misread_in_order(range(150)) == []


@pytest.mark.slow
def test_verifier_and_engine_agree_on_a_thousand_choices_in_order() -> None:
    assert misread_in_order(range(150, 1150)) == []


def test_an_engine_that_forgets_the_order_of_arrival_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    lottery_after_all(monkeypatch)
    assert misread_in_order(range(30)) != []


@pytest.mark.parametrize(
    "twin",
    [
        twins.first_come,
        twins.nothing_closes,
        twins.no_limits,
        twins.no_guarantee,
        twins.no_chain,
        twins.first_wishes_first,
    ],
)
def test_an_engine_with_a_fault_is_found(twin: twins.Twin, monkeypatch: pytest.MonkeyPatch) -> None:
    twin(monkeypatch)
    assert disagreements(range(30)) != []


def is_seen(content: bytes) -> bool:
    """Whether the verifier refuses these bytes, or cannot read them."""
    try:
        return differences(content) != []
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return True


def test_any_changed_byte_is_seen() -> None:
    result = school(3, pupils=5).draw()
    content = record(withdraw(result, left(result, 3)))
    assert not is_seen(content)
    for place, byte in enumerate(content):
        changed = content[:place] + bytes([byte ^ 1]) + content[place + 1 :]
        assert is_seen(changed), (place, changed[max(0, place - 40) : place + 20])


@settings(deadline=None)
@given(st.integers(0, 1_000_000), st.data())
def test_any_changed_byte_is_seen_in_any_school(number: int, data: st.DataObject) -> None:
    content = bytearray(record(school(number, pupils=8).draw()))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 127))
    assert is_seen(bytes(content))
