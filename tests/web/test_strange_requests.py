"""Whoever asks for what is not there, or sends what no form sends, is told so: never an error of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from factories.visitors import stranger, visitor
from factories.world import COUNTY, NOW, World, a_world
from house.source import PACKAGE
from kehou.kernel.actor import Actor, Grant, Role
from kehou.kernel.places import Place
from kehou.platform.access.actions import Action
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.scope import at, scoped
from kehou.registry.services.organising import hire

pytestmark = pytest.mark.django_db
READ = re.compile(r"request\.(POST|GET)(?:\.get|\.getlist)?[\[(]\"(\w+)\"")
STRANGE = {"uuid": uuid4, "int": lambda: 999_999, "slug": lambda: "nowhere", "string": lambda: "nowhere"}
ABOVE = {"city": Place("4301"), "county": COUNTY, "province": Place("43")}


@cache
def _read_by_hand(how: str) -> dict[str, str]:
    """Every name that a view reads from a request without a form, with what no page of ours sends."""
    texts = [path.read_text() for path in PACKAGE.rglob("views/*.py")]
    found = {name for text in texts for way, name in READ.findall(text) if way == how}
    return dict.fromkeys(sorted(found), "不是")


def _addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, Action]]:
    """Every address, filled with ids of nothing, and its action."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from _addresses(entry.url_patterns)
            continue
        parts = {name: type(kind).__name__ for name, kind in entry.pattern.converters.items()}
        strange = {name: STRANGE[kind.removesuffix("Converter").lower()]() for name, kind in parts.items()}
        yield reverse(entry.name, kwargs=strange), entry.callback.action


def _place(role: Role, world: World) -> Place:
    return ABOVE.get(role.value.partition("_")[0], world.place)


@pytest.fixture(scope="module")
def addresses() -> list[tuple[str, Action]]:
    return list(_addresses(get_resolver().url_patterns))


@pytest.fixture
def world() -> World:
    set_business_now(NOW)
    return a_world(grades=(1,), per_class=1)


def _staff(world: World, role: Role) -> Client:
    if role not in world.actors:
        place = _place(role, world)
        with scoped(at(Place("43"))):
            person = hire(place, name=role.value, roles=[(role, place, "")], since=NOW.date())
        world.actors[role] = Actor(person, (Grant(role, place),))
    return visitor(world[role])


def _fails(client: Client, address: str) -> list[str]:
    asked = {
        "GET": lambda: client.get(address),
        "GET with words": lambda: client.get(address, _read_by_hand("GET")),
        "POST": lambda: client.post(address),
        "POST with words": lambda: client.post(address, _read_by_hand("POST")),
    }
    failed = []
    for how, ask in asked.items():
        try:
            answer: HttpResponse = ask()
        except Exception as error:
            failed.append(f"{how} {address}: {type(error).__name__} {error}"[:200])
        else:
            assert answer.status_code < 500
    return failed


@pytest.mark.slow
def test_nobody_of_the_staff_meets_an_error(world: World, addresses: list[tuple[str, Action]]) -> None:
    failed = []
    for address, action in addresses:
        if action.roles - {Role.SYSTEM}:
            failed += _fails(_staff(world, min(action.roles - {Role.SYSTEM})), address)
    assert failed == []


def test_no_family_meets_an_error(world: World, addresses: list[tuple[str, Action]]) -> None:
    client = visitor(world.children[0].guardian)
    mine = [address for address, action in addresses if action.family]
    assert mine
    assert [failed for address in mine for failed in _fails(client, address)] == []


def test_no_stranger_meets_an_error(world: World, addresses: list[tuple[str, Action]]) -> None:
    mine = [address for address, action in addresses if action.anyone]
    assert mine
    assert [failed for address in mine for failed in _fails(stranger(), address)] == []
