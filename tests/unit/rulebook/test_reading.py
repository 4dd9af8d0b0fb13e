"""Plain data into facts: what is read, and how every fault is named."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehou.kernel.fen import Fen
from kehou.kernel.ids import PupilId
from kehou.rulebook.documents import parse
from kehou.rulebook.reading import Fault, Unreadable, _quick, _slowly, read


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    colour: Colour = Colour.RED


@dataclass(frozen=True, slots=True)
class Whole:
    pupil: PupilId
    price: Fen
    share: Fraction
    starts: time
    first: date
    signed: datetime
    grades: frozenset[int]
    parts: tuple[Part, ...]
    ends: Mapping[int, time]
    note: str | None = None
    open: bool = False


DATA = {
    "pupil": str(UUID(int=1)),
    "price": "3.50",
    "share": "1/2",
    "starts": "16:10",
    "first": date(2026, 3, 2),
    "signed": "2026-03-01T08:00:00",
    "grades": [1, 2],
    "parts": [{"key": "a", "colour": "blue"}, {"key": "b"}],
    "ends": {"0": "16:10"},
    "note": None,
}


def test_facts_are_read_from_plain_data() -> None:
    whole = read(Whole, DATA)
    assert whole == Whole(
        pupil=PupilId(UUID(int=1)),
        price=Fen(350),
        share=Fraction(1, 2),
        starts=time(16, 10),
        first=date(2026, 3, 2),
        signed=datetime(2026, 3, 1, tzinfo=UTC),
        grades=frozenset({1, 2}),
        parts=(Part("a", Colour.BLUE), Part("b")),
        ends={0: time(16, 10)},
    )


def _faults(**changes: object) -> tuple[Fault, ...]:
    with pytest.raises(Unreadable) as unreadable:
        read(Whole, {**DATA, **changes})
    return unreadable.value.faults


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"price": "3.505"}, "price"),
        ({"price": 3.5}, "price"),
        ({"share": "half"}, "share"),
        ({"starts": "25:00"}, "starts"),
        ({"first": "2026-02-30"}, "first"),
        ({"pupil": "12"}, "pupil"),
        ({"grades": [1, "x"]}, "grades[1]"),
        ({"grades": [True]}, "grades[0]"),
        ({"grades": 1}, "grades"),
        ({"parts": [{"key": "a", "colour": "green"}]}, "parts[0].colour"),
        ({"parts": [{}]}, "parts[0].key"),
        ({"parts": ["a"]}, "parts[0]"),
        ({"ends": {"Monday": "16:10"}}, "ends"),
        ({"ends": []}, "ends"),
        ({"open": 1}, "open"),
        ({"note": 1}, "note"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_fault_is_named_by_its_path(changes: dict[str, object], path: str) -> None:
    (fault,) = _faults(**changes)
    assert fault.path == path


def test_every_fault_is_found_at_once() -> None:
    paths = {fault.path for fault in _faults(price="x", starts="x", parts=[{"key": 1}])}
    assert paths == {"price", "starts", "parts[0].key"}


def test_a_wrong_choice_is_told_the_right_ones() -> None:
    (fault,) = _faults(parts=[{"key": "a", "colour": "green"}])
    assert str(fault) == "parts[0].colour: 'green' is not one of red, blue"


@pytest.mark.parametrize(("text", "suffix"), [("a = \n", ".toml"), ("{\n1}", ".json")])
def test_a_mistake_in_the_text_is_named_by_its_line(text: str, suffix: str) -> None:
    with pytest.raises(Unreadable, match="line"):
        parse(text, suffix)


def test_a_text_that_is_no_table_is_refused() -> None:
    with pytest.raises(Unreadable, match="table"):
        parse("[1]", ".json")


_LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 12), st.text("abr15.-:T", max_size=6), st.just("red")
)
_SOUND = {
    "pupil": "0198c0de-0000-7000-8000-000000000001",
    "price": "12.50",
    "share": "1/2",
    "starts": "16:10",
    "first": "2026-03-02",
    "signed": "2026-03-02T09:00:00",
    "grades": [1, 2],
    "parts": [{"key": "a"}, {"key": "b", "colour": "blue"}],
}


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_the_quick_way_and_the_careful_way_read_alike(data: st.DataObject) -> None:
    """Whatever is spoilt in sound data: what is read, and whether anything is read, is the same."""
    raw: dict[str, object] = copy.deepcopy(_SOUND)
    for name in data.draw(st.lists(st.sampled_from([*_SOUND, "parts.0", "other"]), max_size=2)):
        value = data.draw(st.one_of(_LEAVES, st.lists(_LEAVES, max_size=2)))
        if name == "parts.0" and isinstance(raw["parts"], list) and raw["parts"]:
            raw["parts"][0] = {"key": value}
        else:
            raw[name] = value
    if data.draw(st.booleans()):
        raw.pop(data.draw(st.sampled_from([*_SOUND])), None)
    assert _told(_slowly, Whole, raw, "") == _told(read, Whole, raw)
    quick = _told(lambda: _quick(Whole)(raw))
    assert quick == _told(read, Whole, raw) or isinstance(quick, ValueError)
    assert isinstance(quick, Whole) == isinstance(_told(read, Whole, raw), Whole)


def _told(reading: Callable[..., object], *given: object) -> object:
    """What is read, or all that is wrong; a quick refusal tells nothing but that it is one."""
    try:
        return reading(*given)
    except Unreadable as error:
        return error.faults
    except ValueError as error:
        return error
