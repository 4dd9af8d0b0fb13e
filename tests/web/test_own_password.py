"""A password that somebody else knows opens nothing: it would make two people of one."""

from __future__ import annotations

import pytest
from django.test import Client

from factories.browsing import text_of
from factories.visitors import visitor
from factories.world import COUNTY, NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.platform.access.attempts import MAX_FAILURES
from kehou.platform.access.models import Account
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.registry.public.appointing import UnableToAppoint, appoint_officer
from kehou.registry.services.staff.accounts import open_account, reset_password

pytestmark = pytest.mark.django_db
LOGIN, OWN, PAGE = "hq.cashier", "a-quiet-willow", "/sign-in/password/"


@pytest.fixture
def world() -> World:
    set_business_now(NOW)
    return a_world(grades=(1,), per_class=1)


@pytest.fixture
def first(world: World) -> str:
    """The first password of the cashier, which the head saw."""
    head, cashier = world[Role.SCHOOL_HEAD], world[Role.SCHOOL_CASHIER]
    return perform(open_account, actor=head, now=NOW, person_id=cashier.person, login=LOGIN)


def _signed_in(password: str) -> tuple[Client, str]:
    client = Client()
    answer = client.post("/sign-in/", {"login": LOGIN, "password": password})
    return client, answer["Location"] if answer.status_code == 302 else ""


def _has_desk(client: Client) -> bool:
    return "退出登录" in text_of(client, "/")


def _choose(client: Client, present: str, chosen: str = OWN, again: str = "") -> bool:
    sent = {"present": present, "chosen": chosen, "again": again or chosen}
    return client.post(PAGE, sent).status_code == 302


def test_a_first_password_opens_nothing_but_choosing_ones_own(first: str) -> None:
    client, led_to = _signed_in(first)
    assert led_to == PAGE
    assert "初始密码" in text_of(client, PAGE)
    assert "退出登录" in text_of(client, PAGE), "whoever was given another's password can leave"
    assert not _has_desk(client)
    assert _choose(client, first)
    assert _has_desk(client)
    assert "初始密码" not in text_of(client, PAGE)


def test_without_the_mark_it_would_open_the_desk(first: str) -> None:
    Account.objects.update(has_first_password=False)
    client, led_to = _signed_in(first)
    assert led_to == "/"
    assert _has_desk(client)


def test_who_handed_the_password_over_comes_in_no_longer(first: str) -> None:
    head, _ = _signed_in(first)
    cashier, _ = _signed_in(first)
    assert _choose(cashier, first)
    assert _signed_in(first)[1] == ""
    assert _signed_in(OWN)[1] == "/"
    assert head.get(PAGE).status_code == 302, "the session that was open before has ended"
    assert cashier.get(PAGE).status_code == 200, "and the owner's goes on"


def test_a_password_that_was_reset_is_a_first_one_again(world: World, first: str) -> None:
    client, _ = _signed_in(first)
    assert _choose(client, first)
    head, cashier = world[Role.SCHOOL_HEAD], world[Role.SCHOOL_CASHIER]
    again = perform(reset_password, actor=head, now=NOW, person_id=cashier.person)
    assert _signed_in(again)[1] == PAGE


@pytest.mark.parametrize(
    ("chosen", "again"),
    [("short-1", ""), ("12345678901", ""), ("hq.cashier1", ""), ("password123", ""), (OWN, "another-willow")],
)
def test_a_password_that_is_soon_guessed_or_typed_differently_is_not_taken(
    first: str, chosen: str, again: str
) -> None:
    client, _ = _signed_in(first)
    assert not _choose(client, first, chosen, again)
    page = client.post(PAGE, {"present": first, "chosen": chosen, "again": again or chosen}).content.decode()
    assert ("两次输入的新密码不一样" if again else "新密码太容易猜") in page
    assert "This password" not in page
    assert _signed_in(first)[1] == PAGE


def test_nobody_changes_a_password_without_knowing_it_however_often_they_try(first: str) -> None:
    client, _ = _signed_in(first)
    for _ in range(MAX_FAILURES):
        assert not _choose(client, "wrong")
    assert not _choose(client, first)


def test_a_family_and_a_stranger_have_no_password(world: World) -> None:
    for client in (visitor(world.children[0].guardian), Client()):
        assert client.get(PAGE)["Location"] == "/sign-in/"


def test_an_officer_who_was_appointed_comes_in_and_does_what_the_role_does(world: World) -> None:
    given = {"place_code": COUNTY.code, "role": Role.COUNTY_OFFICER, "name": "向科员", "login": LOGIN}
    password = appoint_officer(**given, now=NOW)
    client, _ = _signed_in(password)
    assert _choose(client, password)
    assert client.get("/schools/").status_code == 200
    with pytest.raises(UnableToAppoint):
        appoint_officer(**given, now=NOW)


@pytest.mark.parametrize(
    ("place_code", "role"),
    [
        ("43", Role.COUNTY_OFFICER),
        ("430181", Role.SCHOOL_HEAD),
        ("999999", Role.COUNTY_OFFICER),
        ("x", Role.CITY_EDU),
    ],
)
def test_nobody_is_appointed_where_the_role_has_no_place(place_code: str, role: Role) -> None:
    with pytest.raises(UnableToAppoint):
        appoint_officer(place_code=place_code, role=role, name="某人", login="somebody", now=NOW)
    assert not Account.objects.filter(login="somebody").exists()
