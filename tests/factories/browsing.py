"""Test clients that are signed in as someone of the small county."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.test import Client

from factories.world import COUNTY, Child, World
from kehou.kernel.actor import Role
from kehou.platform.database.rows import new_id


def staff_client(world: World, role: Role) -> Client:
    """A browser in which someone of the school or county is signed in."""
    client = Client()
    person = world[role].person
    account, _ = get_user_model().objects.get_or_create(
        login=f"{role.value}-{person}", defaults={"person_id": person}
    )
    client.force_login(account)
    return client


def family_client(*children: Child) -> Client:
    """A browser in which the guardian of some children is signed in by phone."""
    client = Client()
    account = get_user_model().objects.create(login=f"family:{new_id()}", person_id=new_id())
    client.force_login(account)
    session = client.session
    session["guardians"] = [[COUNTY.code, str(child.guardian.person)] for child in children]
    session.save()
    return client


def text_of(client: Client, address: str) -> str:
    """A page that must be there and light, as text."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    assert len(page.content) < 100_000, address
    return page.content.decode()


def public_text(address: str) -> str:
    """What anyone reads without signing in."""
    return text_of(Client(), address)
