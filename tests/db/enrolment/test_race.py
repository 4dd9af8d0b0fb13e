"""Two at once: a family that enters its wishes while the school closes the list."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection

from factories.choosing import CLOSES, NOW, close, open_a_choice, sign_for, wish
from factories.law import lay_down_the_law
from factories.world import a_world
from kehou.enrolment.models import WishList
from kehou.enrolment.services.wishing import UnableToWish
from kehou.kernel.verdict import UnableTo


@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("A7.11")
def test_what_is_entered_while_the_list_closes_is_on_it_or_refused() -> None:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    window = open_a_choice(world)
    child = world.children[0]
    sign_for(world, child, window)
    start, refused = Barrier(2), list[UnableTo]()

    def enter() -> None:
        start.wait()
        try:
            wish(world, child, "chess-0", now=NOW)  # begun before the end, perhaps written after it
        except UnableToWish as error:
            refused.append(error)
        finally:
            connection.close()

    family = Thread(target=enter)
    family.start()
    start.wait()
    closing = close(world, window, now=CLOSES)
    family.join()
    with world.inside():
        written = WishList.objects.count()
    assert closing.pupil_count == written == 1 - len(refused)
