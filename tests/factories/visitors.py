"""People who come to a page: signed in as themselves, through the site's own door."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.test import Client

from factories.world import World
from kehou.kernel.actor import Actor, Role
from kehou.platform.database.rows import new_id


def visitor(actor: Actor) -> Client:
    """A browser in which someone is signed in; a guardian with the links of the phone that was proven."""
    client = Client()
    account, _ = get_user_model().objects.get_or_create(
        person_id=actor.person, defaults={"login": f"login-{new_id()}", "password": "!"}
    )
    client.force_login(account)
    if actor.wards:
        session = client.session
        session["guardians"] = [[ward.place.code, str(ward.guardian_id)] for ward in actor.wards]
        session.save()
    return client


def stranger() -> Client:
    """A browser in which nobody is signed in."""
    return Client()


def of_role(world: World, role: Role) -> Client:
    """A browser in which someone with a role is signed in."""
    return visitor(world[role])


def take_sms(phone: str, text: str) -> None:
    """A carrier that takes every text and keeps none (``KEHOU_SMS_CARRIER``)."""
