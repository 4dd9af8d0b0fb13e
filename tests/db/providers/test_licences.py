"""A licence is renewed at the county's desk, and what hangs on it is judged by the new one (A6.6)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from factories.engaged import Office, an_office, enter_body, issue
from factories.refused import grounds_of
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Actor, Role
from kehou.platform.access.performing import perform
from kehou.platform.audit.trail import history_of, subject_of
from kehou.providers.models import Provider
from kehou.providers.services.bodies import UnableToRenew, renew_licence

pytestmark = pytest.mark.django_db
NEXT = {"licence_number": "教民2", "licence_domains": ["pe", "arts"], "licence_to": date(2028, 12, 31)}


@pytest.fixture
def world() -> World:
    return a_world(grades=(1,), per_class=1)


@pytest.fixture
def office(world: World) -> Office:
    return an_office(world)


@pytest.fixture
def body(office: Office) -> Provider:
    issue(office)
    return enter_body(office)


def _renew(actor: Actor, body: Provider, **changes: Any) -> Provider:
    return perform(renew_licence, actor=actor, now=NOW, provider_id=body.id, **(NEXT | changes))


def test_the_new_licence_stands_in_place_of_the_old(world: World, office: Office, body: Provider) -> None:
    _renew(office.officer, body)
    with world.inside():
        now = Provider.objects.get(pk=body.id)
        acts = list(history_of(subject_of("provider", body.id)).values_list("action", "actor_id"))
    assert (now.licence_number, now.licence_domains, now.licence_to_date) == (
        "教民2",
        ["arts", "pe"],
        date(2028, 12, 31),
    )
    assert acts[-1] == ("provider.renewed", office.officer.person)


@pytest.mark.clause("A6.6")
def test_a_licence_that_is_over_too_is_not_taken(office: Office, body: Provider) -> None:
    with pytest.raises(UnableToRenew) as refused:
        _renew(office.officer, body, licence_to=NOW.date())
    assert grounds_of(refused) == {("A6.6", "renewed_licence_over")}


@pytest.mark.clause("A6.10")
def test_a_body_that_was_removed_applies_anew(world: World, office: Office, body: Provider) -> None:
    with world.inside():
        Provider.objects.filter(pk=body.id).update(state="removed")
    with pytest.raises(UnableToRenew) as refused:
        _renew(office.officer, body)
    assert grounds_of(refused) == {("A6.10", "renewing_for_gone")}


@pytest.mark.parametrize("role", [Role.SCHOOL_HEAD, Role.SCHOOL_PLAN])
def test_no_school_renews_a_licence(world: World, body: Provider, role: Role) -> None:
    with pytest.raises((Http404, Provider.DoesNotExist)):
        _renew(world[role], body)
