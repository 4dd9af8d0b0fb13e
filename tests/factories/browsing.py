"""Test clients that are signed in as someone of the small county."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.test import Client

from factories.world import Child, World
from kehou.kernel.actor import Role
from kehou.platform.database.rows import new_id


def staff_client(world: World, role: Role) -> Client:
    """Someone of the school or county, by role."""
    client = Client()
    account, _ = get_user_model().objects.get_or_create(
        login=f"{role.value}-{world.school.id}", defaults={"person_id": world[role].person}
    )
    client.force_login(account)
    return client


def family_client(world: World, child: Child) -> Client:
    """A child's guardian, signed in by phone."""
    client = Client()
    account = get_user_model().objects.create(login=f"family:{child.pupil_id}", person_id=new_id())
    client.force_login(account)
    session = client.session
    session["guardians"] = [[world.place.code, str(child.guardian.person)]]
    session.save()
    return client


def text_of(client: Client, address: str) -> str:
    """A page that must be there, as text."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return page.content.decode()
