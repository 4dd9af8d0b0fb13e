"""A draw over a handful of pupils whose outcome can be told by hand."""

from __future__ import annotations

import pytest

from kehou.allocation import (
    PRIORITY,
    Code,
    Lottery,
    Policy,
    Section,
    UnusableInput,
    Via,
    allocate,
    input_root,
)
from unit.allocation.hand import asking, codes, drawn, placed

ROOM = Section("homework", ("mon",), is_x=False, fallback=True)


@pytest.mark.clause("A2.4")
def test_all_get_what_they_chose_where_there_is_room() -> None:
    result = drawn([Section("robots", ("mon",), 5)], asking(5, "robots"))
    assert placed(result, "robots") == {"p0", "p1", "p2", "p3", "p4"}
    assert codes(result, "robots") == [Code.ASSIGNED] * 5


def test_a_full_course_shows_the_last_key_admitted_and_the_place_in_the_queue() -> None:
    result = drawn([Section("robots", ("mon",), 2)], asking(5, "robots"))
    missed = [reason for reason in result.reasons if reason.code is Code.FULL]
    assert len(missed) == 3
    assert all(reason.facts["own"] > reason.facts["cutoff"] for reason in missed)  # type: ignore[operator]
    in_line = sorted(missed, key=lambda reason: reason.facts["own"])  # type: ignore[arg-type,return-value]
    assert [reason.facts["place"] for reason in in_line] == [1, 2, 3]
    assert result.waitlists["robots"] == tuple(reason.pupil for reason in in_line)


@pytest.mark.clause("A3.4")
def test_a_priority_pupil_has_a_place_in_the_service_whoever_wins_the_course() -> None:
    pupils = asking(20, "robots", tier=PRIORITY)
    result = drawn([Section("robots", ("mon",), 1), ROOM], pupils)
    assert {seat.pupil for seat in result.seats} == {pupil.id for pupil in pupils}


@pytest.mark.clause("A3.4")
def test_a_slot_without_a_room_is_refused_where_a_priority_pupil_asks_for_it() -> None:
    with pytest.raises(UnusableInput) as refused:
        drawn([Section("robots", ("mon",), 1)], asking(1, "robots", tier=PRIORITY))
    assert [(f.row, f.field, f.code) for f in refused.value.faults] == [
        ("pupils/p0", "slots/mon", "no_fallback_for_priority")
    ]


def test_a_course_below_its_minimum_closes_and_its_pupils_get_their_next_wish() -> None:
    sections = [Section("chess", ("mon",), 9, min_size=4), Section("choir", ("mon",), 9)]
    result = drawn(sections, asking(3, "chess", "choir"))
    assert placed(result, "choir") == {"p0", "p1", "p2"}
    assert dict(result.cancelled) == {"chess": 3}
    assert codes(result, "chess") == [Code.CANCELLED] * 3


def test_who_attends_finds_the_room_and_who_does_not_stays_free() -> None:
    sections = [Section("robots", ("mon",), 1), ROOM]
    homebound = drawn(sections, asking(3, "robots"))
    staying = drawn(sections, asking(3, "robots", attends=frozenset({"mon"})))
    assert len(homebound.seats) == 1
    assert [seat.via for seat in staying.seats].count(Via.FALLBACK) == 2


def test_a_lottery_over_another_list_is_refused() -> None:
    sections = [Section("robots", ("mon",), 1)]
    lottery = Lottery(input_root(sections, asking(2, "robots"), Policy()), "nonce", "3412.87")
    with pytest.raises(UnusableInput, match="other_input"):
        allocate(sections, asking(3, "robots"), Policy(), lottery)
