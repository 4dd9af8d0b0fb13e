"""The main pages stay light, and ask the database no more for many children than for few."""

from __future__ import annotations

import gzip
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.afternoon import plan_sessions
from factories.browsing import family_client
from factories.large_school import a_large_school, through_a_large_draw
from factories.later_pages import into_the_term, later_pages
from factories.law import lay_down_the_law
from factories.main_pages import main_pages, through_the_draw
from factories.world import World, a_world

pytestmark = pytest.mark.django_db

MAX_BYTES = 100 * 1024
_PARTS = re.compile(r'(?:<link rel="stylesheet" href|<script[^>]* src)="([^"]+)"')
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/[nd]/)[0-9A-Z]+|(?<=/)yx\d*(?=/)")


def _sent(client: Client, address: str) -> bytes:
    """What goes over the wire for one address, compressed as served."""
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200, (address, answer.status_code)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def _unpacked(sent: bytes) -> str:
    return (gzip.decompress(sent) if sent[:2] == b"\x1f\x8b" else sent).decode()


def weight(client: Client, address: str) -> int:
    """Bytes of a page before compression, with its styles and scripts as they are sent."""
    page = _unpacked(_sent(client, address))
    parts = set(_PARTS.findall(page))
    assert any(part.endswith(".css") for part in parts), address
    return len(page.encode()) + sum(len(_sent(client, part)) for part in parts)


def queries(pages: list[tuple[Client, str]]) -> dict[str, int]:
    """How often each page asks the database."""
    found = {}
    for number, (client, address) in enumerate(pages):
        client.get(address)  # what stays in memory after the first page is no one's row
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
        found[f"{number} {_IDS.sub('*', address)}"] = len(asked)
    return found


@pytest.mark.slow
def test_pages_of_a_large_school_stay_light() -> None:
    lay_down_the_law()
    world = a_large_school()
    pages = main_pages(world, through_a_large_draw(world))
    sizes = {_IDS.sub("*", address): weight(client, address) for client, address in pages}
    assert {address: size for address, size in sizes.items() if size > MAX_BYTES} == {}


def first_half(world: World, *, choosing: int) -> dict[str, int]:
    """How often each main page of a school asks the database after its draw."""
    return queries(main_pages(world, through_the_draw(world, choosing=choosing)))


def second_half(world: World, *, choosing: int, paid: int, cases: int) -> dict[str, int]:
    """The same of the pages of a running term."""
    through_the_draw(world, choosing=choosing)
    return queries(later_pages(world, into_the_term(world, paid=paid, cases=cases)))


def test_queries_do_not_grow_with_rows() -> None:
    lay_down_the_law()
    few = first_half(a_world(per_class=1), choosing=3)
    many = first_half(a_world(per_class=5, short_code="yx2"), choosing=25)
    assert {page: (few[page], many[page]) for page in few if many[page] > few[page]} == {}


def test_queries_of_a_running_term_do_not_grow_with_rows() -> None:
    lay_down_the_law()
    few = second_half(a_world(per_class=1, urban_rural_code="121"), choosing=3, paid=1, cases=1)
    more = a_world(per_class=5, urban_rural_code="121", short_code="yx2")
    many = second_half(more, choosing=25, paid=4, cases=5)
    assert {page: (few[page], many[page]) for page in few if many[page] > few[page]} == {}


def test_a_family_with_several_children_asks_no_more_than_with_one() -> None:
    lay_down_the_law()
    world = a_world(per_class=2)
    through_the_draw(world, choosing=12)
    plan_sessions(world)
    one, three = family_client(world.children[0]), family_client(*world.children[:3])
    asked = [queries([(client, "/family/today/")])["0 /family/today/"] for client in (one, three)]
    assert asked[0] == asked[1]
