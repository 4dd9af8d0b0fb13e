"""Coming to the waiting room at the same moment as others: one turn a family, and nobody left without one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from factories.choosing import sign_for
from factories.links import tie
from factories.rushing import ARRIVE, OPENS, a_permitted_rush, come
from factories.world import Child, World
from kehou.enrolment.facts import Otherwise
from kehou.enrolment.models import ChoiceWindow, Entrant, Party
from kehou.enrolment.services import arriving
from kehou.enrolment.services.arriving import arrive, draw_turns
from kehou.kernel.actor import Actor, Ward
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id

pytestmark = [pytest.mark.usefixtures("committing"), pytest.mark.clause("A7.8")]
A_WHILE_S = 0.6


def _opened() -> tuple[World, ChoiceWindow]:
    rushing = a_permitted_rush()
    return rushing.world, rushing.window


def _both_parents(
    world: World, window: ChoiceWindow, brought: tuple[Child, Child], patch: pytest.MonkeyPatch
) -> list[object]:
    """Mother and father come with a child each, both of whom guard both; both look before either writes."""
    together, found = Barrier(2), arriving._party_of_siblings

    def found_together(*given: Any) -> Any:
        party = found(*given)
        with suppress(BrokenBarrierError):
            together.wait(timeout=A_WHILE_S)
        return party

    patch.setattr(arriving, "_party_of_siblings", found_together)
    told: list[object] = []

    father, mother = new_id(), new_id()
    with world.inside():
        for each in world.children[:2]:
            tie(world.place, each.pupil_id, father)
            tie(world.place, each.pupil_id, mother)

    def one(child: Child, guardian: UUID) -> None:
        wards = (Ward(child.pupil_id, guardian, world.place),)  # of the other child the other parent asks
        arrival = {"window": window, "pupil_id": child.pupil_id, "otherwise": Otherwise.ROOM}
        try:
            told.append(perform(arrive, actor=Actor(new_id(), (), wards), now=ARRIVE, **arrival).id)
        except IntegrityError as error:
            told.append(error)
        finally:
            connection.close()

    coming = zip(brought, (mother, father), strict=True)
    _meanwhile([lambda each=each: one(*each) for each in coming], lambda: None)
    return told


def _meanwhile(runs: list[Callable[[], None]], own: Callable[[], None]) -> None:
    threads = [Thread(target=run) for run in runs]
    for thread in threads:
        thread.start()
    own()
    for thread in threads:
        thread.join(timeout=30)


@pytest.mark.parametrize(("is_guarded", "turns"), [(True, 1), (False, 2)])
def test_two_parents_who_come_at_once_with_two_children_have_one_turn(
    monkeypatch: pytest.MonkeyPatch, is_guarded: bool, turns: int
) -> None:
    world, window = _opened()
    for child in world.children[:2]:
        sign_for(world, child, window)
    if not is_guarded:
        monkeypatch.setattr(arriving, "hold_all", lambda _: None)
    told = _both_parents(world, window, (world.children[0], world.children[1]), monkeypatch)
    assert len(set(told)) == turns
    with world.inside():
        assert (Party.objects.count(), Entrant.objects.count()) == (turns, 2)


@pytest.mark.parametrize(("is_guarded", "refused"), [(True, 0), (False, 1)])
def test_two_parents_who_bring_the_same_child_at_once_are_both_welcome(
    monkeypatch: pytest.MonkeyPatch, is_guarded: bool, refused: int
) -> None:
    world, window = _opened()
    sign_for(world, world.children[0], window)
    if not is_guarded:
        monkeypatch.setattr(arriving, "hold_all", lambda _: None)
    told = _both_parents(world, window, (world.children[0],) * 2, monkeypatch)
    assert sum(isinstance(each, IntegrityError) for each in told) == refused
    with world.inside():
        assert Entrant.objects.count() == 1


@pytest.mark.parametrize("is_guarded", [True, False])
def test_who_comes_in_while_turns_are_drawn_has_one(
    monkeypatch: pytest.MonkeyPatch, is_guarded: bool
) -> None:
    world, window = _opened()
    early, last = world.children[:2]
    come(world, window, early)
    if not is_guarded:
        monkeypatch.setattr(arriving, "hold_shared", lambda _: None)

    def draw() -> None:
        try:
            with world.inside():
                draw_turns(window=window, now=OPENS)
        finally:
            connection.close()

    drawing = Thread(target=draw)
    with transaction.atomic():
        come(world, window, last)
        drawing.start()
        drawing.join(timeout=A_WHILE_S)  # with the guard it waits for this arrival to be written
    drawing.join(timeout=30)
    with world.inside():
        numbers = [party.number for party in Party.objects.order_by("number")]
    assert numbers == ([1, 2] if is_guarded else [1, None])
