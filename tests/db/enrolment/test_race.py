"""Two at once in a choice that is drawn: wishes beside the closing, two families beside the last free seat.

Each with its guard off too, so that the test can fail.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event, Thread
from time import sleep
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from factories.choosing import CLOSES, DRAWN, MONDAY_X, NOW, close, draw, open_a_choice, sign_for, wish
from factories.law import lay_down_the_law
from factories.world import Child, World, a_world
from kehou.enrolment.facts import Wishes
from kehou.enrolment.models import Seat
from kehou.enrolment.services import changing
from kehou.enrolment.services.changing import UnableToChangeCourse, change_course
from kehou.enrolment.services.wishing import enter_wishes
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import Scope, scoped

pytestmark = pytest.mark.usefixtures("committing")
SEATS = 4


@pytest.fixture
def world(committing: None) -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


def _without_locks(patch: pytest.MonkeyPatch) -> None:
    """Nobody locks a row."""
    patch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)


def _enter_slowly(world: World, child: Child, written: Event) -> None:
    """Write wishes and commit only a while later."""
    with scoped(Scope.of_actor(child.guardian)):
        enter_wishes(
            actor=child.guardian,
            now=NOW,
            place=world.place,
            pupil_id=child.pupil_id,
            term_id=world.term.id,
            wishes=Wishes({MONDAY_X: ("chess-0",)}),
        )
        written.set()
        sleep(0.5)
    connection.close()


@pytest.mark.clause("A7.11")
@pytest.mark.parametrize("is_guarded", [True, False])
def test_closing_waits_for_wishes_that_are_being_written(
    world: World, monkeypatch: pytest.MonkeyPatch, is_guarded: bool
) -> None:
    """Without the lock on the choice the list closes without them, though they were in time."""
    window = open_a_choice(world)
    child = world.children[0]
    sign_for(world, child, window)
    if not is_guarded:
        _without_locks(monkeypatch)
    written = Event()
    family = Thread(target=_enter_slowly, args=(world, child, written))
    family.start()
    assert written.wait(timeout=20)
    closing = close(world, window, now=CLOSES)
    family.join()
    assert closing.pupil_count == int(is_guarded)


@pytest.mark.clause("A7.8")
@pytest.mark.parametrize("is_guarded", [True, False])
def test_of_two_families_who_change_at_once_one_gets_the_last_free_seat(
    world: World, monkeypatch: pytest.MonkeyPatch, is_guarded: bool
) -> None:
    """Without the lock on the draw both find it free; then only the key of a draw's turns stands between."""
    window = open_a_choice(world)
    *seated, first, second = world.children[: SEATS + 1]
    for child in (*seated, first, second):
        sign_for(world, child, window)
        wish(world, child, "chess-0" if child in seated else "ball-0")
    close(world, window)
    draw(world, window)
    with world.inside():
        assert Seat.objects.filter(option_key="chess-0").count() == SEATS - 1
    if not is_guarded:
        _without_locks(monkeypatch)
    told = _both(lambda child: _to_chess(world, child), (first, second), monkeypatch)
    refused = UnableToChangeCourse if is_guarded else IntegrityError
    assert set(told) == {None, refused.__name__}


def _to_chess(world: World, child: Child) -> None:
    here: dict[str, Any] = {"place": world.place, "pupil_id": child.pupil_id, "term_id": world.term.id}
    perform(change_course, actor=child.guardian, now=DRAWN, **here, band=MONDAY_X, option_key="chess-0")


def _both(
    act: Callable[[Child], None], children: tuple[Child, Child], patch: pytest.MonkeyPatch
) -> list[str | None]:
    """Two families act; where nothing holds them apart, both are judged before either writes."""
    together, give_up = Barrier(2), changing.give_up_bands
    told: list[str | None] = []

    def give_up_together(*given: Any, **more: Any) -> Any:
        with suppress(BrokenBarrierError):
            together.wait(timeout=0.6)
        return give_up(*given, **more)

    patch.setattr(changing, "give_up_bands", give_up_together)

    def one(child: Child) -> None:
        try:
            act(child)
            told.append(None)
        except (UnableToChangeCourse, IntegrityError) as error:
            told.append(type(error).__name__)
        finally:
            connection.close()

    threads = [Thread(target=one, args=(child,)) for child in children]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return told
