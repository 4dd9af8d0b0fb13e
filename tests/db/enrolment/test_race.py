"""Two at once: a family's wishes are being written while the school closes the list."""

from __future__ import annotations

from threading import Event, Thread
from time import sleep

import pytest
from django.db import connection

from factories.choosing import CLOSES, MONDAY_X, NOW, close, open_a_choice, sign_for
from factories.law import lay_down_the_law
from factories.world import Child, World, a_world
from kehou.enrolment.facts import Wishes
from kehou.enrolment.services.wishing import enter_wishes
from kehou.platform.database.scope import Scope, scoped


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
@pytest.mark.usefixtures("committing")
def test_closing_waits_for_wishes_that_are_being_written() -> None:
    """Without the lock on the choice the list would close without them, though they were in time."""
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    window = open_a_choice(world)
    child = world.children[0]
    sign_for(world, child, window)
    written = Event()
    family = Thread(target=_enter_slowly, args=(world, child, written))
    family.start()
    assert written.wait(timeout=20)
    closing = close(world, window, now=CLOSES)
    family.join()
    assert closing.pupil_count == 1
