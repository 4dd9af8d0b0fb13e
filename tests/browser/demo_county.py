"""The demo county in this process, on a database of its own, with someone of every kind signed in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from database import own_database
from kehou.agreements.models import Agreement
from kehou.demo.county import HOME
from kehou.demo.growing import grow_once
from kehou.demo.people import STAFF, DemoStaff
from kehou.demo.rolls import COUNTY_CODE, SCHOOLS
from kehou.enrolment.models import Party
from kehou.kernel.actor import Actor, public_actor
from kehou.platform.access.models import Account
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import scoped
from kehou.registry.models import Guardianship, School
from kehou.web.identity import actor_of

PUBLIC = "public"
DIVISIONS = {"4399": "示范市", "439901": "示范县", "439902": "邻县"}


@contextmanager
def demo_county(folder: Path, *, report: Callable[[str], object]) -> Iterator[None]:
    """The county as ``kehou demo`` grows it; what lies on disk beside it goes to ``folder``."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    options = override_settings(
        ALLOWED_HOSTS=["127.0.0.1", "testserver"],  # a browser's, and that of the client that finds the pages
        KEHOU_DEMO=True,
        KEHOU_EXTRA_DIVISIONS=DIVISIONS,
        KEHOU_VAR=folder,
        KEHOU_SMS_CARRIER="kehou.demo.inbox.deliver",
        ROOT_URLCONF="browser.demo_urls",
    )
    with own_database("demo"), options:
        grow_once(report=report)
        yield


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who looks at the county, in a browser of their own. ``sort`` is whose pages these are."""

    key: str
    sort: str
    client: Client
    actor: Actor


def everyone() -> list[Person]:
    """The public, two families of each school where there are such, and all staff of the demo."""
    with scoped(HOME):
        guardians = {
            f"{school.key}-{name}": guardian
            for school in SCHOOLS
            for name, guardian in _guardians(School.objects.get(official_code=school.official_code).id)
        }
    families = [_family(key, guardian) for key, guardian in guardians.items()]
    return [
        Person(PUBLIC, PUBLIC, Client(raise_request_exception=False), public_actor()),
        *families,
        *map(_staff, STAFF),
    ]


def _guardians(school_id: UUID) -> Iterator[tuple[str, UUID]]:
    """A guardian whose child takes part and one who has not answered, as far as the school has them.

    Where courses are chosen in order of arrival just now, also the first and the last in turn.
    """
    signed = set(Agreement.objects.filter(school_id=school_id).values_list("pupil_id", flat=True))
    links = Guardianship.objects.filter(school_id=school_id, until_date=None, may_sign=True).order_by("id")
    named: dict[bool, UUID] = {}
    for pupil, guardian in links.values_list("pupil_id", "guardian_id"):
        named.setdefault(pupil in signed, guardian)
    for takes_part, guardian in sorted(named.items()):
        yield "family-signed" if takes_part else "family", guardian
    turns = Party.objects.filter(school_id=school_id, rush__window__closing=None).order_by("number")
    if turns:
        yield "family-called", turns[0].guardian_id
        yield "family-waiting", turns.reverse()[0].guardian_id


def _family(key: str, guardian: UUID) -> Person:
    """A guardian's browser, with the link that its phone was found to lead to."""
    account = get_user_model().objects.create(login=key, person_id=new_id(), password="!")
    guardians = [[COUNTY_CODE, str(guardian)]]
    return Person(
        key,
        "family",
        _signed_in(account, guardians=guardians),
        actor_of(account.person_id, guardians=guardians),
    )


def _staff(person: DemoStaff) -> Person:
    account = get_user_model().objects.get(login=person.key)
    sort = "school" if person.school else person.key.split("-")[0]
    client = _signed_in(account, person_name=person.name)
    return Person(person.key, sort, client, actor_of(account.person_id))


def _signed_in(account: Account, **kept: object) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account)
    session = client.session
    session.update(kept)
    session.save()
    return client
