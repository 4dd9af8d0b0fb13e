"""By which key a surplus is shared is the city's to say: by what was paid, by heads, by periods attended."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from factories.afternoon import MONDAY, at, running_school, session_on
from factories.afternoon_acts import roll, start
from factories.books import BookWorld
from factories.closed import ARREARS, PAYERS, STATEMENT, WAIVED, a_term_of_money, close_a_term
from factories.law import lay_down_the_law, the_city_sets
from factories.world import World, a_world
from kehou.delivery.facts import Attendance
from kehou.delivery.models import Session
from kehou.funds.models import SurplusShare

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(per_class=1)


def _shares(book: BookWorld) -> dict[int, int]:
    """What each child gets back, by its place in the world's list."""
    with book.world.inside():
        found = {row.pupil_key: row.share_fen for row in SurplusShare.objects.all()}
    children = {book.key(child): child for child in range(len(book.world.children))}
    return {children[key]: share for key, share in found.items()}


def _held(world: World, on: date, absent: list[UUID]) -> UUID:
    """The session of a day, with its roll; its id."""
    session = session_on(world, on=on)
    start(world, session, now=at(17, 8, on=on))
    roll(world, session, dict.fromkeys(absent, Attendance.ABSENT), now=at(17, 12, on=on))
    return session.id


def _two_sessions_held(world: World) -> None:
    """Two Mondays of the term are held, the first payer misses the second; a body leads, so no pay waits."""
    running_school(world)
    absent = [world.children[PAYERS[0]].pupil_id]
    held = [_held(world, MONDAY, []), _held(world, MONDAY + timedelta(days=7), absent)]
    with world.inside():
        rows = Session.objects.filter(school_id=world.school.id)
        rows.exclude(pk__in=held).update(state="cancelled")
        rows.filter(pk__in=held).update(state="accepted", leader_kind="third_party")


@pytest.mark.clause("A9.11")
def test_equal_heads_give_each_payer_the_same(world: World) -> None:
    the_city_sets("surplus_weights", "equal_heads")
    book = a_term_of_money(world)
    close_a_term(book)
    shares = _shares(book)
    assert sorted(shares.values()) == [14333, 14333, 14334]  # 43000 over three heads, to the fen
    assert set(shares) == set(PAYERS)
    assert not {WAIVED, ARREARS} & set(shares)


@pytest.mark.clause("A9.11")
def test_periods_attended_count_who_was_there(world: World) -> None:
    the_city_sets("surplus_weights", "periods_attended")
    _two_sessions_held(world)
    book = a_term_of_money(world)
    close_a_term(book)
    assert _shares(book) == {1: 8600, 2: 17200, 3: 17200}  # 43000 over 1, 2 and 2 periods


@pytest.mark.clause("A9.11")
def test_where_nobody_ever_came_heads_decide(world: World) -> None:
    the_city_sets("surplus_weights", "periods_attended")
    book = a_term_of_money(world)
    close_a_term(book)
    assert sum(_shares(book).values()) == STATEMENT
    assert max(_shares(book).values()) - min(_shares(book).values()) == 1


@pytest.mark.clause("A9.11", "A9.2")
@pytest.mark.parametrize(("order", "pool"), [("fee_first", 23000), ("pro_rata", 35037)])
def test_whose_money_is_left_is_the_citys_to_say(world: World, order: str, pool: int) -> None:
    the_city_sets("surplus_order", order)
    book = a_term_of_money(world)
    close_a_term(book)
    assert sum(_shares(book).values()) == pool  # of 43000 left, 20000 of 108000 came as subsidy
