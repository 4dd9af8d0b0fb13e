"""The pages of the money stay light, and ask the database no more for many rows than for few."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.billing import Billed, a_billed_world
from factories.browsing import family_client, staff_client
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db
MAX_BYTES = 100 * 1024


def _pages(billed: Billed, client: Client, family: Client) -> list[tuple[Client, str]]:
    desk = f"/money/schools/{billed.world.school.id}/"
    child = billed.world.children[0]
    staff = [(client, f"{desk}{name}/") for name in ("bills", "receipts", "refunds", "aid")]
    own = (family, f"/family/{child.pupil_id}/account/")
    return [*staff, (client, f"/money/bills/{billed.bill().id}/"), own]


def _measure(billed: Billed, client: Client, family: Client) -> list[int]:
    """How many queries each page asks; each has to be light."""
    found = []
    for browser, address in _pages(billed, client, family):
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(address)
        assert page.status_code == 200, address
        assert len(page.content) < MAX_BYTES, address
        found.append(len(asked))
    return found


def test_pages_are_light_and_ask_no_more_for_more_rows() -> None:
    billed = a_billed_world(per_class=2)
    set_business_now(billed.now)
    client = staff_client(billed.world, Role.SCHOOL_ACCOUNTANT)
    family = family_client(billed.world.children[0])
    billed.pay(billed.bill(0).net_fen + 100, child=0)
    _measure(billed, client, family)  # what is kept between pages is there from now on
    few = _measure(billed, client, family)
    for child in range(1, 9):
        billed.pay(billed.bill(child).net_fen + 100, child=child)
    assert _measure(billed, client, family) == few
    assert max(few) < 45
