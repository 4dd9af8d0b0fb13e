"""With a second factor a password alone opens nothing; a code counts once; another lets in who lost it."""

from __future__ import annotations

import re
from base64 import b32decode

import pytest
from django.contrib.auth import get_user_model
from django.http import Http404
from django.test import Client

from factories.browsing import staff_client, text_of
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.platform.access import second_factor
from kehou.platform.access.attempts import MAX_FAILURES
from kehou.platform.access.models import Account, FailedSignIn, RecoveryCode, SecondFactor
from kehou.platform.access.performing import perform
from kehou.platform.access.second_factor import STEP_S, code_at
from kehou.platform.audit.models import AuditEvent
from kehou.platform.clock.business import set_business_now
from kehou.platform.clock.wall import wall_now
from kehou.registry.public.appointing import UnableToAppoint, release_second_factor
from kehou.registry.services.staff.accounts import reset_second_factor

pytestmark = pytest.mark.django_db
PASSWORD, OWN, DOOR = "a-quiet-willow", "/sign-in/second-factor/", "/sign-in/second/"


class App:
    """Someone's app: it holds the secret, and shows each time a code that was not shown before."""

    def __init__(self, page: str) -> None:
        groups = re.search(r'<span class="mono">([A-Z2-7 ]+)</span>', page)
        assert groups
        self.secret = b32decode(groups.group(1).replace(" ", ""))
        self._shown = 0

    def code(self) -> str:
        """The next code. Two fit into one moment; for a third it is as if half a minute had gone by."""
        now = int(wall_now().timestamp()) // STEP_S
        if self._shown > now:
            SecondFactor.objects.update(last_step=now - 1)
            self._shown = now - 1
        self._shown = max(now, self._shown + 1)
        return code_at(self.secret, self._shown)


@pytest.fixture
def world() -> World:
    set_business_now(NOW)
    return a_world(grades=(1,), per_class=1)


def _account(world: World, role: Role) -> Account:
    made: Account = get_user_model().objects.create_account(
        login=role.value, person_id=world[role].person, password=PASSWORD
    )
    return made


def _typed_password(login: str, password: str = PASSWORD) -> tuple[Client, str]:
    client = Client()
    answer = client.post("/sign-in/", {"login": login, "password": password})
    return client, answer["Location"] if answer.status_code == 302 else ""


def _bound(client: Client) -> tuple[App, list[str]]:
    """An app bound to whoever is signed in, and the recovery codes that were shown."""
    app = App(text_of(client, OWN))
    page = client.post(OWN, {"present": PASSWORD, "code": app.code()}).content.decode()
    return app, re.findall(r"<code[^>]*>([a-z2-9]{5}-[a-z2-9]{5})</code>", page)


def _has_desk(client: Client) -> bool:
    return "退出登录" in text_of(client, "/")


def _types(client: Client, code: str) -> bool:
    """Whether a code typed at the door lets in."""
    return client.post(DOOR, {"code": code}).status_code == 302


@pytest.fixture
def cashier(world: World) -> Account:
    return _account(world, Role.SCHOOL_CASHIER)


@pytest.fixture
def bound(cashier: Account) -> tuple[App, list[str]]:
    client, _ = _typed_password(cashier.login)
    return _bound(client)


def test_the_password_alone_opens_nothing(cashier: Account, bound: tuple[App, list[str]]) -> None:
    client, led_to = _typed_password(cashier.login)
    assert led_to == DOOR
    assert not _has_desk(client)
    assert "验证码不对" in client.post(DOOR, {"code": "000000"}).content.decode()
    assert not _has_desk(client)
    assert _types(client, bound[0].code())
    assert _has_desk(client)


def test_without_the_mark_it_would_open_the_desk(cashier: Account, bound: tuple[App, list[str]]) -> None:
    Account.objects.update(has_second_factor=False)
    client, led_to = _typed_password(cashier.login)
    assert led_to == "/"
    assert _has_desk(client)


def test_a_code_counts_once(cashier: Account, bound: tuple[App, list[str]]) -> None:
    code = bound[0].code()
    first, _ = _typed_password(cashier.login)
    assert _types(first, code)
    second, _ = _typed_password(cashier.login)
    assert not _types(second, code)
    SecondFactor.objects.update(last_step=0)  # the control: the code itself is still of this moment
    assert _types(second, code)


def test_the_code_with_which_it_was_bound_is_used_up(cashier: Account) -> None:
    client, _ = _typed_password(cashier.login)
    app = App(text_of(client, OWN))
    code = app.code()
    client.post(OWN, {"present": PASSWORD, "code": code})
    assert not _types(_typed_password(cashier.login)[0], code)
    assert _types(_typed_password(cashier.login)[0], app.code())


def test_an_old_code_is_not_taken(cashier: Account, bound: tuple[App, list[str]]) -> None:
    SecondFactor.objects.update(last_step=0)
    now = int(wall_now().timestamp()) // STEP_S
    client, _ = _typed_password(cashier.login)
    assert not _types(client, code_at(bound[0].secret, now - 4))
    assert _types(client, code_at(bound[0].secret, now))


def test_wrong_codes_count_like_wrong_passwords(cashier: Account, bound: tuple[App, list[str]]) -> None:
    client, _ = _typed_password(cashier.login)
    for _ in range(MAX_FAILURES):
        assert not _types(client, "000000")
    assert "输错太多次" in client.post(DOOR, {"code": bound[0].code()}).content.decode()
    assert _typed_password(cashier.login)[1] == ""  # nor is the password taken
    FailedSignIn.objects.all().delete()
    assert _types(client, bound[0].code())


def test_the_password_does_not_wipe_the_count(cashier: Account, bound: tuple[App, list[str]]) -> None:
    for _ in range(MAX_FAILURES):
        client, led_to = _typed_password(cashier.login)
        assert led_to == DOOR
        assert not _types(client, "000000")
    assert _typed_password(cashier.login)[1] == ""


def test_a_recovery_code_stands_in_once(cashier: Account, bound: tuple[App, list[str]]) -> None:
    code = bound[1][0]
    assert len(bound[1]) == second_factor.RECOVERY_CODES
    assert _types(_typed_password(cashier.login)[0], code.upper().replace("-", " "))
    assert not _types(_typed_password(cashier.login)[0], code)
    assert "恢复码还剩7个" in text_of(_signed_in(cashier, bound[0]), OWN)


def _signed_in(account: Account, app: App) -> Client:
    client, _ = _typed_password(account.login)
    assert _types(client, app.code())
    return client


def test_neither_the_secret_nor_a_recovery_code_lies_open(bound: tuple[App, list[str]]) -> None:
    row = SecondFactor.objects.get()
    assert bound[0].secret not in bytes(row.secret)
    kept = set(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert kept.isdisjoint({code.replace("-", "") for code in bound[1]} | set(bound[1]))


def test_the_door_asks_only_for_whom_the_password_was_right(
    cashier: Account, bound: tuple[App, list[str]]
) -> None:
    assert Client().get(DOOR)["Location"] == "/sign-in/"
    client, _ = _typed_password(cashier.login)
    assert client.get(DOOR).status_code == 200
    cashier = Account.objects.get(pk=cashier.pk)
    cashier.set_password("another-willow")
    cashier.save()
    assert client.get(DOOR)["Location"] == "/sign-in/"  # the password was changed meanwhile


def test_binding_asks_for_the_password_and_a_right_code(cashier: Account) -> None:
    client, _ = _typed_password(cashier.login)
    app = App(text_of(client, OWN))
    assert "密码不对" in client.post(OWN, {"present": "x", "code": app.code()}).content.decode()
    assert "验证码不对" in client.post(OWN, {"present": PASSWORD, "code": "000000"}).content.decode()
    assert not SecondFactor.objects.exists()
    assert Client().get(OWN)["Location"] == "/sign-in/"


def test_sessions_of_the_password_alone_end_when_an_app_is_bound(cashier: Account) -> None:
    other, _ = _typed_password(cashier.login)
    client, _ = _typed_password(cashier.login)
    assert _has_desk(other)
    _bound(client)
    assert _has_desk(client)
    assert not _has_desk(other)


def test_new_recovery_codes_and_the_end_of_it(cashier: Account, bound: tuple[App, list[str]]) -> None:
    app, codes = bound
    client = _signed_in(cashier, app)
    page = client.post(OWN, {"present": PASSWORD, "code": app.code(), "what": "codes"}).content.decode()
    assert "恢复码只显示这一次" in page
    assert not _types(_typed_password(cashier.login)[0], codes[1])
    assert client.post(OWN, {"present": PASSWORD, "code": app.code(), "what": "end"}).status_code == 302
    assert _typed_password(cashier.login)[1] == "/"


def test_the_head_lets_in_who_lost_it_and_leaves_a_trace(
    world: World, cashier: Account, bound: tuple[App, list[str]]
) -> None:
    head = staff_client(world, Role.SCHOOL_HEAD)
    page = f"/schools/{world.school.id}/staff/{cashier.person_id}/account/"
    assert "解除二次验证" in text_of(head, page)
    assert head.post(f"{page}second-factor/").status_code == 302
    assert "解除二次验证" not in text_of(head, page)
    assert _typed_password(cashier.login)[1] == "/"
    assert head.post(f"{page}second-factor/").status_code == 404  # there is none any more
    with world.inside():
        acts = AuditEvent.objects.filter(subject=f"person/{cashier.person_id}", action__contains="second")
        found = list(acts.order_by("recorded_at").values_list("action", "actor_id"))
    assert found == [
        ("account.second_factor_bound", cashier.person_id),
        ("account.second_factor_reset", world[Role.SCHOOL_HEAD].person),
    ]


def test_nobody_else_lets_in(world: World, cashier: Account, bound: tuple[App, list[str]]) -> None:
    address = f"/schools/{world.school.id}/staff/{cashier.person_id}/account/second-factor/"
    for role in (Role.SCHOOL_ACCOUNTANT, Role.CLASS_TEACHER, Role.COUNTY_OFFICER):
        assert staff_client(world, role).post(address).status_code == 404
    assert Account.objects.get(pk=cashier.pk).has_second_factor


def test_the_county_lets_a_head_in_and_no_head_themselves(world: World) -> None:
    account = _account(world, Role.SCHOOL_HEAD)
    client, _ = _typed_password(account.login)
    _bound(client)
    own = f"/schools/{world.school.id}/staff/{account.person_id}/account/second-factor/"
    assert client.post(own).status_code == 404
    county = staff_client(world, Role.COUNTY_OFFICER)
    page = f"/schools/{world.school.id}/head/{account.person_id}/account/"
    assert "解除二次验证" in text_of(county, page)
    assert county.post(f"{page}second-factor/").status_code == 302
    assert not Account.objects.get(pk=account.pk).has_second_factor


def test_an_officer_is_let_in_from_the_command_line(world: World) -> None:
    account = _account(world, Role.COUNTY_OFFICER)
    _bound(_typed_password(account.login)[0])
    release_second_factor(account.login, now=NOW)
    assert _typed_password(account.login)[1] == "/"
    with world.inside():
        assert AuditEvent.objects.filter(action="account.second_factor_reset", actor_id=None).count() == 1
    with pytest.raises(UnableToAppoint):
        release_second_factor(account.login, now=NOW)


def test_where_it_is_demanded_an_officer_binds_first(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    account = _account(world, Role.COUNTY_OFFICER)
    before, led_to = _typed_password(account.login)
    assert (led_to, _has_desk(before)) == ("/", True)  # the control: it was not demanded
    settings.KEHOU_SECOND_FACTOR = True
    assert not _has_desk(before)
    assert before.get("/cases/").status_code == 404
    client, led_to = _typed_password(account.login)
    assert led_to == OWN
    assert "绑定以后才能开始办理" in text_of(client, OWN)
    app, _ = _bound(client)
    assert _has_desk(client)
    assert "停用二次验证" not in text_of(client, OWN)
    client.post(OWN, {"present": PASSWORD, "code": app.code(), "what": "end"})
    assert Account.objects.get(pk=account.pk).has_second_factor


def test_whom_it_is_not_demanded_of(world: World, cashier: Account, settings) -> None:  # type: ignore[no-untyped-def]
    settings.KEHOU_SECOND_FACTOR = True
    client, led_to = _typed_password(cashier.login)
    assert (led_to, _has_desk(client)) == ("/", True)


def test_resetting_is_for_an_account_that_has_one(world: World, cashier: Account) -> None:
    with pytest.raises(Http404):
        perform(reset_second_factor, actor=world[Role.SCHOOL_HEAD], now=NOW, person_id=cashier.person_id)
