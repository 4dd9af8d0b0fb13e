"""Withdrawals: the waiting lists move up to what a fresh draw would have given, and nobody loses."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehou.allocation import Result, Withdrawal, verify, withdraw
from kehou.allocation.draw import Draw
from kehou.allocation.placing import place
from kehou.allocation.running import run
from property.allocation import twins
from property.allocation.instances import Kind, school

SCHOOLS = st.integers(0, 1_000_000)


def left(result: Result, chance: int) -> tuple[Withdrawal, ...]:
    """Some withdrawals, at most one a pupil."""
    rng = Random(chance)
    rooms = {section.id for section in result.instance.sections.values() if section.fallback}
    picked = rng.sample(result.seats, min(len(result.seats), rng.randint(1, 4)))
    leaving = {
        seat.pupil: Withdrawal(seat.pupil, seat.slot, seat.section not in rooms and rng.random() < 0.4)
        for seat in picked
    }
    return tuple(leaving.values())


def held(result: Result) -> set[tuple[str, str, str]]:
    """Seats without how they came about."""
    return {(seat.pupil, seat.slot, seat.section) for seat in result.seats}


def fresh(result: Result) -> set[tuple[str, str, str]]:
    """The seats of a draw from nothing with the shorter lists and the same luck and closed courses."""
    draw = run(result.instance, result.lottery, result.history).draw
    places, _ = place(draw, kept_closed=result.cancelled.keys())
    return {(pupil, slot, section.id) for pupil, seats in places for slot, section in seats.items()}


def equals_fresh(number: int, kind: Kind) -> bool:
    result = school(number, kind).draw()
    refilled = withdraw(withdraw(result, left(result, number)), ())
    return held(refilled) == fresh(refilled)


def losers(number: int) -> set[str]:
    """The pupils who did not withdraw and have something they wished less, or nothing."""
    before = school(number).draw()
    events = left(before, number)
    after = held(withdraw(before, events))
    gone = {event.pupil for event in events}
    draw = Draw(before.instance, "")
    kept = {pupil: {slot: code for p, slot, code in after if p == pupil} for pupil, _, _ in held(before)}
    return {
        pupil
        for pupil, slot, code in held(before)
        if pupil not in gone
        and rank(draw, pupil, slot, kept[pupil].get(slot)) > rank(draw, pupil, slot, code)
    }


def rank(draw: Draw, pupil: str, slot: str, code: str | None) -> int:
    """How far down its list a pupil got; the end for nothing."""
    wished = draw.instance.pupils[pupil].wishes.get(slot, ())
    return wished.index(code) if code in wished else len(wished) + (code is None)


@settings(deadline=None)
@given(SCHOOLS, st.sampled_from([Kind.BASE, Kind.ALONE]))
def test_a_refill_equals_a_fresh_draw_where_slots_stand_alone(number: int, kind: Kind) -> None:
    assert equals_fresh(number, kind)


@settings(deadline=None)
@given(SCHOOLS)
def test_nobody_loses_by_the_withdrawal_of_others(number: int) -> None:
    assert losers(number) == set()


@settings(deadline=None)
@given(SCHOOLS)
def test_a_refill_leaves_no_free_seat_and_no_room_for_complaint(number: int) -> None:
    result = school(number).draw()
    assert verify(withdraw(result, left(result, number))) == ()


def test_a_refill_without_chains_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    twins.no_chain(monkeypatch)
    assert not all(equals_fresh(number, Kind.BASE) for number in range(50))


def test_a_refill_that_gives_out_held_seats_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    twins.held_seats_go_too(monkeypatch)
    results = [school(number).draw() for number in range(100)]
    found = [verify(withdraw(result, left(result, 1))) for result in results]
    assert any(violation.code == "oversold" for violations in found for violation in violations)


def test_a_refill_that_places_all_anew_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    twins.all_anew(monkeypatch)
    assert any(losers(number) for number in range(200))
