"""Signing in as a family, and the phone that receives its codes."""

from __future__ import annotations

import re

from django.contrib.auth import get_user_model
from django.test import Client

from factories.world import COUNTY, Child, World
from kehou.kernel.actor import Role
from kehou.platform.database.rows import new_id

INBOX: list[tuple[str, str]] = []


def receive(phone: str, text: str) -> None:
    """Take a text, as a carrier does."""
    INBOX.append((phone, text))


def last_code() -> str:
    """The six digits of the latest text."""
    found = re.search(r"\d{6}", INBOX[-1][1])
    assert found
    return found[0]


def family_client(*children: Child) -> Client:
    """A browser in which the guardian of some children is signed in by phone."""
    client = Client()
    account = get_user_model().objects.create(login=f"family:{new_id()}", person_id=new_id())
    client.force_login(account)
    session = client.session
    session["guardians"] = [[COUNTY.code, str(child.guardian.person)] for child in children]
    session.save()
    return client


def staff_client(world: World, role: Role) -> Client:
    """A browser in which someone of the school or county is signed in."""
    client = Client()
    person = world[role].person
    account, _ = get_user_model().objects.get_or_create(
        login=f"{role.value}-{person}", defaults={"person_id": person}
    )
    client.force_login(account)
    return client
