"""Many at once for one course: nothing is oversold; with the guards off it is, so the test can fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import QuerySet

from factories.doors import Called, a_family
from factories.rushing import Rushing, a_called_rush, a_permitted_rush, ask, conclude
from factories.world import Child, World
from kehou.allocation.arrivals import Answer, admit
from kehou.enrolment.first_come import batches, statements
from kehou.enrolment.models import ChoiceWindow, Claim, CourseCount, InLine, Seat
from kehou.enrolment.services import exchanging

SEATS, RIVALS = 4, 9
SEATS_CHECK = (
    "ALTER TABLE enrolment_coursecount DROP CONSTRAINT no_more_taken_than_seats",
    "ALTER TABLE enrolment_coursecount ADD CONSTRAINT no_more_taken_than_seats CHECK (taken <= capacity)",
)
ONE_PLACE = (
    "DROP INDEX one_place_a_time",
    "CREATE UNIQUE INDEX one_place_a_time ON enrolment_claim (rush_id, pupil_id, band)"
    " WHERE ended_at IS NULL",
)
pytestmark = [pytest.mark.usefixtures("committing"), pytest.mark.clause("A7.8")]


def _rivals(**permits: object) -> Called:
    rushing, children = a_called_rush(RIVALS, **permits)
    return rushing.world, rushing.window, children


def _all_at_once(
    world: World, window: ChoiceWindow, asked: list[tuple[Child, str]], patch: pytest.MonkeyPatch
) -> list[object]:
    """Each request on a connection of its own; where nothing holds them apart, all read before any writes."""
    together = Barrier(len(asked))

    def admit_together(*given: Any) -> Any:
        with suppress(BrokenBarrierError):  # whoever holds the lock comes alone
            together.wait(timeout=0.6)
        return admit(*given)

    patch.setattr(batches, "admit", admit_together)
    told: list[object] = []

    def one(child: Child, option: str) -> None:
        try:
            told.append(ask(world, window, [(child, option)])[0].answer)
        except IntegrityError as error:
            told.append(error)
        finally:
            connection.close()

    threads = [Thread(target=one, args=each) for each in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return told


def _without_lock(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(statements, "LOCK_COURSES", statements.LOCK_COURSES.removesuffix(" FOR NO KEY UPDATE"))


def _without_family_lock(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(statements, "LOCK_PARTIES", statements.LOCK_PARTIES.replace(" FOR NO KEY UPDATE", ""))


@contextmanager
def _without(guard: tuple[str, str]) -> Iterator[None]:
    """A guard of the database is taken away for a while, and what was done meanwhile with its return."""
    away, back = guard
    with connections["owner"].cursor() as cursor:
        cursor.execute(away)
    try:
        yield
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("TRUNCATE enrolment_coursecount, enrolment_claim CASCADE")
            cursor.execute(back)


def test_one_hot_course_is_never_oversold(monkeypatch: pytest.MonkeyPatch) -> None:
    world, window, children = _rivals()
    told = _all_at_once(world, window, [(child, "chess-0") for child in children], monkeypatch)
    assert sorted(map(str, told)) == sorted([Answer.PLACED] * SEATS + [Answer.FULL] * (RIVALS - SEATS))
    with world.inside():
        count = CourseCount.objects.get(option_key="chess-0")
        assert (count.taken, count.waiting) == (SEATS, RIVALS - SEATS)
        assert Claim.objects.count() == SEATS
        assert sorted(InLine.objects.values_list("line_place", flat=True)) == [1, 2, 3, 4, 5]


def test_where_a_writer_takes_no_lock_the_check_refuses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    world, window, children = _rivals()
    _without_lock(monkeypatch)
    told = _all_at_once(world, window, [(child, "chess-0") for child in children], monkeypatch)
    with world.inside():
        assert Claim.objects.count() == SEATS
    assert sum(isinstance(each, IntegrityError) for each in told) == RIVALS - SEATS


def test_with_neither_lock_nor_check_the_course_is_oversold(monkeypatch: pytest.MonkeyPatch) -> None:
    world, window, children = _rivals()
    _without_lock(monkeypatch)
    with _without(SEATS_CHECK):
        _all_at_once(world, window, [(child, "chess-0") for child in children], monkeypatch)
        with world.inside():
            assert Claim.objects.count() == RIVALS > SEATS


def test_one_child_on_several_devices_gets_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    world, window, children = _rivals()
    told = _all_at_once(world, window, [(children[0], key) for key in ("chess-0", "ball-0") * 3], monkeypatch)
    assert told.count(Answer.PLACED) == 1
    with world.inside():
        assert Claim.objects.count() == 1


@pytest.mark.parametrize(("guard", "places"), [(None, 1), (ONE_PLACE, 2)])
def test_where_its_family_is_not_locked_the_key_refuses_the_second_place_and_without_it_there_are_two(
    monkeypatch: pytest.MonkeyPatch, guard: tuple[str, str] | None, places: int
) -> None:
    world, window, children = _rivals()
    _without_family_lock(monkeypatch)
    with _without(guard) if guard else nullcontext():
        _all_at_once(world, window, [(children[0], key) for key in ("chess-0", "ball-0")], monkeypatch)
        with world.inside():
            assert Claim.objects.count() == places


def test_changes_and_requests_at_once_oversell_nothing_and_lose_nobodys_place() -> None:
    assert _changes_at_once() == SEATS


def test_with_neither_lock_nor_check_changes_oversell_too(monkeypatch: pytest.MonkeyPatch) -> None:
    together = Barrier(RIVALS)

    def admit_together(*given: Any) -> Any:
        with suppress(BrokenBarrierError):
            together.wait(timeout=0.6)
        return admit(*given)

    monkeypatch.setattr(exchanging, "admit", admit_together)
    monkeypatch.setattr(batches, "admit", admit_together)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_: rows)
    _without_lock(monkeypatch)
    with _without(SEATS_CHECK):
        assert _changes_at_once() > SEATS


def _changes_at_once() -> int:
    """Six have the ball and ask for chess instead, three ask for chess; how many got it."""
    world, window, children = _rivals()
    changing = children[:6]
    ask(world, window, [(child, "ball-0") for child in changing])
    rushing = Rushing(world, window)

    def act(child: Child) -> None:
        try:
            if child in changing:
                rushing.change(child, "chess-0")
            else:
                rushing.ask([(child, "chess-0")])
        finally:
            connection.close()

    threads = [Thread(target=act, args=(child,)) for child in children]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    held = rushing.held()
    assert {child.pupil_id for child in changing} <= held.keys()
    with world.inside():
        taken = CourseCount.objects.get(option_key="chess-0").taken
    assert taken == list(held.values()).count("chess-0")
    return taken


def test_siblings_on_two_devices_take_no_more_than_the_family_may(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _siblings_at_once(monkeypatch) == 1


def test_where_the_family_is_not_locked_its_children_take_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    _without_family_lock(monkeypatch)
    assert _siblings_at_once(monkeypatch) == 2


def _siblings_at_once(patch: pytest.MonkeyPatch) -> int:
    """How many places two siblings get at once where one is allowed; no lock but the family's holds them."""
    rushing = a_permitted_rush(first_come_family_places=1)
    world, window = rushing.world, rushing.window
    siblings = a_family(world, window, world.children[:2])
    rushing.draw_turns()
    _without_lock(patch)
    _all_at_once(world, window, [(child, "chess-0") for child in siblings], patch)
    with world.inside():
        return Claim.objects.count()


@pytest.mark.parametrize("is_guarded", [True, False])
def test_the_closing_waits_for_places_that_are_being_given(
    monkeypatch: pytest.MonkeyPatch, is_guarded: bool
) -> None:
    world, window, children = _rivals()
    if not is_guarded:
        monkeypatch.setattr(statements, "LOCK_WINDOW", "SELECT 1 WHERE %s::uuid IS NOT NULL")

    def close() -> None:
        try:
            conclude(world, window)
        finally:
            connection.close()

    closing = Thread(target=close)
    with transaction.atomic():
        ask(world, window, [(children[0], "chess-0")])
        closing.start()
        closing.join(timeout=1)
    closing.join(timeout=30)
    with world.inside():
        assert Claim.objects.count() == 1
        assert Seat.objects.filter(pupil_id=children[0].pupil_id).count() == int(is_guarded)
