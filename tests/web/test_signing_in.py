"""The door to the house: how often one may guess, what a code opens, and what lies about afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from factories.browsing import family_client
from factories.phones import INBOX, last_code
from factories.world import NOW, World, a_world
from kehou.platform.access import attempts, codes
from kehou.platform.access.models import Account, FailedSignIn, SignInCode
from kehou.platform.access.tasks import forget_arrivals
from kehou.platform.clock.business import set_business_now
from kehou.platform.clock.wall import wall_now
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD = "hq.teacher", "a-long-password"
PHONE = "19900010001"  # of the world's first family


@pytest.fixture
def world(settings) -> World:  # type: ignore[no-untyped-def]
    settings.KEHOU_SMS_CARRIER = "factories.phones.receive"
    INBOX.clear()
    set_business_now(NOW)
    return a_world(grades=(1,), per_class=1)


@pytest.fixture
def account() -> Account:
    return Account.objects.create_account(login=LOGIN, person_id=new_id(), password=PASSWORD)


def _comes_in(password: str, *, login: str = LOGIN, to: str = "") -> str | None:
    """Where somebody is led who types a password; None where they stay outside."""
    answer = Client().post("/sign-in/", {"login": login, "password": password, "next": to})
    return answer["Location"] if answer.status_code == 302 else None


def _guess(times: int, *, login: str = LOGIN) -> None:
    for _ in range(times):
        assert _comes_in("wrong", login=login) is None


def test_after_ten_wrong_passwords_the_right_one_is_not_taken_either(account: Account) -> None:
    _guess(attempts.MAX_FAILURES)
    assert _comes_in(PASSWORD) is None


def test_without_the_count_the_right_one_would_be_taken(account: Account) -> None:
    _guess(attempts.MAX_FAILURES)
    FailedSignIn.objects.all().delete()
    assert _comes_in(PASSWORD) == "/"


def test_a_wrong_password_is_forgotten_after_a_quarter_of_an_hour_and_when_one_came_in(
    account: Account,
) -> None:
    _guess(attempts.MAX_FAILURES)
    FailedSignIn.objects.update(failed_at=wall_now() - attempts.WINDOW)
    _guess(attempts.MAX_FAILURES - 1)
    assert _comes_in(PASSWORD) == "/"
    _guess(attempts.MAX_FAILURES - 1)
    assert _comes_in(PASSWORD) == "/"


def test_one_login_is_not_shut_by_guesses_at_another_and_the_page_is_alike_for_one_that_is_none(
    account: Account,
) -> None:
    _guess(attempts.MAX_FAILURES, login="nobody")
    told = [
        Client().post("/sign-in/", {"login": "nobody", "password": "wrong"}).content.decode(),
        *(
            Client().post("/sign-in/", {"login": LOGIN, "password": "wrong"}).content.decode()
            for _ in range(11)
        ),
    ]
    assert "密码输错太多次" in told[0]
    assert "账号或密码不对" in told[1]
    assert "密码输错太多次" in told[-1]


@pytest.mark.parametrize("to", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil"])
def test_nobody_is_led_to_another_site(account: Account, to: str) -> None:
    assert _comes_in(PASSWORD, to=to) == "/"


def test_one_is_led_to_the_page_that_was_asked_for(account: Account) -> None:
    assert _comes_in(PASSWORD, to="/sheets/") == "/sheets/"


def test_a_session_has_another_key_after_the_door_and_holds_nothing_of_who_sat_there_before(
    world: World, account: Account
) -> None:
    client = family_client(world.children[0])
    before = client.cookies["sessionid"].value
    client.post("/sign-in/", {"login": LOGIN, "password": PASSWORD})
    assert client.cookies["sessionid"].value != before
    assert "guardians" not in client.session
    assert not Session.objects.filter(pk=before).exists()


def _ask_code() -> Client:
    client = Client()
    client.post("/sign-in/phone/", {"phone": PHONE})
    return client


def test_a_family_comes_in_with_the_code_that_was_sent(world: World) -> None:
    client = _ask_code()
    assert client.post("/sign-in/code/", {"code": last_code()}).status_code == 302
    assert client.get("/family/").status_code == 200


def test_a_phone_gets_ten_unused_codes_a_day_and_an_unknown_one_the_same_page(world: World) -> None:
    for _ in range(codes.MAX_UNUSED_A_DAY + 2):
        _ask_code()
        SignInCode.objects.update(made_at=wall_now() - 2 * codes.PAUSE)
    assert len(INBOX) == codes.MAX_UNUSED_A_DAY
    SignInCode.objects.update(made_at=wall_now() - timedelta(days=1))
    _ask_code()
    assert len(INBOX) == codes.MAX_UNUSED_A_DAY + 1


def test_only_the_latest_code_opens_also_when_its_tries_are_used_up(world: World) -> None:
    _ask_code()
    first = last_code()
    SignInCode.objects.update(made_at=wall_now() - 2 * codes.PAUSE)
    client = _ask_code()
    for _ in range(codes.MAX_TRIES):
        wrong = f"{(int(last_code()) + 1) % 1_000_000:06d}"
        assert client.post("/sign-in/code/", {"code": wrong}).status_code == 200
    assert client.post("/sign-in/code/", {"code": first}).status_code == 200
    assert client.post("/sign-in/code/", {"code": last_code()}).status_code == 200


def test_what_signing_in_leaves_behind_is_let_go_of(world: World, account: Account) -> None:
    _guess(1)
    _ask_code()
    forget_arrivals()
    assert (FailedSignIn.objects.count(), SignInCode.objects.count(), Session.objects.count()) == (1, 1, 1)
    long_ago = wall_now() - timedelta(days=2)
    FailedSignIn.objects.update(failed_at=long_ago)
    SignInCode.objects.update(made_at=long_ago)
    Session.objects.update(expire_date=long_ago)
    forget_arrivals()
    assert (FailedSignIn.objects.count(), SignInCode.objects.count(), Session.objects.count()) == (0, 0, 0)
