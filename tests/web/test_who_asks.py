"""Who is asking is found anew for each request: what was ended or taken away holds no longer, at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from factories.browsing import family_client, staff_client
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.platform.access.models import Account, RoleGrant
from kehou.platform.clock.business import business_now, set_business_now
from kehou.registry.models import Guardianship, Pupil
from kehou.web import identity

pytestmark = pytest.mark.django_db
HEAD_ONLY = "/clearances/entry/"


@pytest.fixture
def world() -> World:
    set_business_now(NOW)
    return a_world(grades=(1,), per_class=2)


@pytest.fixture
def teacher(world: World) -> Client:
    client = staff_client(world, Role.SCHOOL_TEACHING)
    assert _sees(client, "/sheets/")
    return client


@pytest.fixture
def family(world: World) -> Client:
    client = family_client(world.children[0])
    assert _sees(client, "/family/")
    return client


def _sees(client: Client, page: str) -> bool:
    return client.get(page).status_code == 200


def test_an_ended_session_is_nobodys(teacher: Client) -> None:
    Session.objects.all().delete()
    assert not _sees(teacher, "/sheets/")


def test_an_expired_session_is_nobodys(teacher: Client) -> None:
    Session.objects.update(expire_date=NOW - timedelta(days=900))
    assert not _sees(teacher, "/sheets/")


def test_an_altered_session_is_nobodys(teacher: Client) -> None:
    row = Session.objects.get()
    Session.objects.update(session_data=row.session_data[:-8] + "AAAAAAA=")
    assert not _sees(teacher, "/sheets/")


def test_a_session_that_leads_to_somebody_else_since_is_that_persons(world: World, teacher: Client) -> None:
    head = staff_client(world, Role.SCHOOL_HEAD)
    theirs = Session.objects.get(pk=head.cookies["sessionid"].value).session_data
    assert not _sees(teacher, HEAD_ONLY)
    Session.objects.filter(pk=teacher.cookies["sessionid"].value).update(session_data=theirs)
    assert _sees(teacher, HEAD_ONLY)


def test_a_guess_that_somebody_else_asks_opens_nothing(world: World, teacher: Client) -> None:
    head = staff_client(world, Role.SCHOOL_HEAD)
    assert _sees(head, HEAD_ONLY)
    theirs, key = identity._lately.at(head.cookies["sessionid"].value), teacher.cookies["sessionid"].value
    known = identity._lately.at(key)
    assert theirs
    assert known
    assert theirs != known
    identity._lately.remember(key, theirs)
    assert not _sees(teacher, HEAD_ONLY)
    assert identity._lately.at(key) == known


def test_an_account_out_of_use_opens_nothing(teacher: Client) -> None:
    Account.objects.update(is_active=False)
    assert not _sees(teacher, "/sheets/")


def test_another_password_ends_the_sessions_before_it(teacher: Client) -> None:
    account = Account.objects.get()
    account.set_password("another-password")
    account.save()
    assert not _sees(teacher, "/sheets/")
    assert not Session.objects.filter(pk=teacher.cookies["sessionid"].value).exists()


def test_a_session_signed_with_the_secret_before_this_one_is_renewed(teacher: Client) -> None:
    with override_settings(SECRET_KEY="y" * 50, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert _sees(teacher, "/sheets/")
    with override_settings(SECRET_KEY="y" * 50):
        assert _sees(teacher, "/sheets/")


def test_a_way_of_signing_in_out_of_use_opens_nothing(teacher: Client) -> None:
    with override_settings(AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.RemoteUserBackend"]):
        assert not _sees(teacher, "/sheets/")


def test_a_role_counts_at_its_first_day_up_to_its_end(teacher: Client) -> None:
    today = business_now().date()
    RoleGrant.objects.update(until_date=today + timedelta(days=1))
    assert _sees(teacher, "/sheets/")
    RoleGrant.objects.update(until_date=today)
    assert not _sees(teacher, "/sheets/")
    RoleGrant.objects.update(from_date=today + timedelta(days=1), until_date=None)
    assert not _sees(teacher, "/sheets/")


def test_a_guardian_whose_link_ended_is_a_guardian_no_longer(world: World, family: Client) -> None:
    today = business_now().date()
    with world.inside():
        Guardianship.objects.update(until_date=today + timedelta(days=1))
    assert _sees(family, "/family/")
    with world.inside():
        Guardianship.objects.update(until_date=today)
    assert not _sees(family, "/family/")


def test_a_child_who_left_the_school_is_no_ward(world: World, family: Client) -> None:
    with world.inside():
        Pupil.objects.update(status=Pupil.Status.LEFT)
    assert not _sees(family, "/family/")


def test_a_guardian_is_one_in_the_own_county_only(world: World) -> None:
    client = family_client(world.children[0])
    session = client.session
    session["guardians"] = [["430102", str(world.children[0].guardian.person)]]
    session.save()
    assert not _sees(client, "/family/")


def test_no_browser_keeps_what_was_shown_to_somebody(teacher: Client) -> None:
    assert "no-store" in teacher.get("/sheets/")["Cache-Control"]
    assert "Cache-Control" not in Client().get("/find/")


def test_who_asks_is_found_with_one_question_for_each_table(family: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        family.get("/sign-in/")
    told = [q["sql"] for q in asked if q["sql"].startswith("SELECT") and "_setting(" not in q["sql"]]
    tables = ("session", "account", "rolegrant", "clocksetting", "guardianship")
    read = [sql for sql in told if "set_config" not in sql]
    assert len(read) == len(tables)
    assert all(f"_{table}" in sql for sql, table in zip(read, tables, strict=True))
