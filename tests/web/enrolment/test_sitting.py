"""The family's one sitting, page by page and without a script."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from factories import phones
from factories.browsing import family_client
from factories.choosing import MONDAY_X, NOW, close, draw, open_a_choice
from factories.law import lay_down_the_law
from factories.phones import last_code
from factories.world import Child, World, a_world
from kehou.agreements.models import Agreement, DataConsent, Decline
from kehou.enrolment.models import SittingDraft, WishList
from kehou.enrolment.services.sealing import register_seal
from kehou.platform.clock.business import set_business_now
from kehou.platform.paper.authority import create_authority, issue_seal
from kehou.platform.sealed.cipher import seal
from kehou.platform.sealed.keyring import keys_of
from kehou.registry.models import Guardianship, Pupil

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _carrier(settings: Any) -> None:
    settings.KEHOU_SMS_CARRIER = "factories.phones.receive"
    phones.INBOX.clear()


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=2)
    open_a_choice(world)
    set_business_now(NOW)
    return world


def _siblings(world: World) -> tuple[Child, Child]:
    """Two children of different grades with one guardian."""
    young, old = world.children[0], world.children[-1]
    with world.inside():
        Guardianship.objects.create(
            county_code=world.place.code,
            school_id=world.school.id,
            pupil_id=old.pupil_id,
            guardian_id=young.guardian.person,
            relation="母亲",
            from_date=date(2025, 9, 1),
        )
    return young, Child(old.pupil_id, young.guardian)


def _fill_in(client: Client, child: Child, *, consent: str = "yes") -> None:
    at = f"/family/{child.pupil_id}/"
    steps: list[tuple[str, dict[str, Any]]] = [
        ("terms", {}),
        ("days", {"days": ["0"]}),
        ("courses", {f"tick-{MONDAY_X}": ["ball-0", "chess-0"]}),
        (
            "order",
            {
                f"wish-{MONDAY_X}-chess-0": "1",
                f"wish-{MONDAY_X}-ball-0": "2",
                "otherwise": "room",
            },
        ),
        ("data", {"consent": consent}),
    ]
    for name, sent in steps:
        assert client.get(f"{at}{name}/").status_code == 200, name
        answer = client.post(f"{at}{name}/", sent)
        assert answer.status_code == 302, (name, answer.content.decode())


def _sign(client: Client) -> Any:
    assert client.post("/family/signature/", {"act": "code"}).status_code == 302
    return client.post("/family/signature/", {"act": "sign", "code": last_code()}, follow=True)


@pytest.mark.clause("A7.6", "A2.1", "A2.4")
def test_two_children_are_filled_in_and_signed_once(world: World) -> None:
    young, old = _siblings(world)
    client = family_client(young)
    home = client.get("/family/").content.decode()
    assert "看协议、选课程" in home
    for child in (young, old):
        _fill_in(client, child, consent="no" if child is old else "yes")
    check = client.get("/family/signature/").content.decode()
    assert "不同意，学校改用纸质名册" in check
    assert "本学期最多交" in check
    after = _sign(client).content.decode()
    assert "签好协议" in after
    with world.inside():
        assert Agreement.objects.count() == 2
        assert not SittingDraft.objects.exists()
        assert sorted(DataConsent.objects.values_list("given", flat=True)) == [False, True]
        ranked = [row.content["ranked"][MONDAY_X] for row in WishList.objects.all()]
    assert ranked == [["chess-0", "ball-0"]] * 2


@pytest.mark.clause("A9.39", "A3.4")
def test_a_waiver_is_an_amount_and_never_a_word_about_the_family(world: World) -> None:
    helped, other = world.children[0], world.children[1]
    with world.inside():
        key = keys_of([helped.pupil_id])[helped.pupil_id]
        needs = seal(json.dumps({"orphan": True}), key=key, bound_to=f"needs:{helped.pupil_id}")
        Pupil.objects.filter(pk=helped.pupil_id).update(needs=needs)
    pages = {}
    for child in (helped, other):
        client = family_client(child)
        _fill_in(client, child)
        pages[child.pupil_id] = client.get("/family/signature/").content.decode()
    assert "减32.00元" in pages[helped.pupil_id]
    assert "账单上直接减" in pages[helped.pupil_id]
    assert "账单上直接减" not in pages[other.pupil_id]
    assert "32.00元" in pages[other.pupil_id]
    for word in ("孤儿", "困难", "orphan", "资助"):
        assert word not in pages[helped.pupil_id]


@pytest.mark.clause("A2.1")
def test_nothing_is_chosen_beforehand(world: World) -> None:
    child = world.children[0]
    client = family_client(child)
    at = f"/family/{child.pupil_id}/"
    client.post(f"{at}terms/")
    assert "checked" not in client.get(f"{at}days/").content.decode()
    client.post(f"{at}days/", {"days": ["0"]})
    for name in ("courses", "order", "data"):
        assert "checked" not in client.get(f"{at}{name}/").content.decode()


@pytest.mark.clause("A2.1")
def test_a_no_is_as_easy_as_a_yes_and_may_be_changed(world: World) -> None:
    child = world.children[0]
    client = family_client(child)
    at = f"/family/{child.pupil_id}/"
    assert "看过了，不参加" in client.get(f"{at}terms/").content.decode()
    assert client.post(f"{at}refusal/").status_code == 302
    with world.inside():
        assert Decline.objects.count() == 1
    assert "不参加" in client.get("/family/").content.decode()
    _fill_in(client, child)
    _sign(client)
    assert "已签协议" in client.get("/family/").content.decode()


def test_back_and_another_browser_lose_nothing(world: World) -> None:
    child = world.children[0]
    first = family_client(child)
    at = f"/family/{child.pupil_id}/"
    first.post(f"{at}terms/")
    first.post(f"{at}days/", {"days": ["0", "2"]})
    second = family_client(child)
    page = second.get(f"{at}days/").content.decode()
    assert page.count("checked") == 2
    assert second.get(f"{at}sitting/")["Location"] == f"{at}courses/"


def test_an_arrow_moves_a_wish_without_a_script(world: World) -> None:
    child = world.children[0]
    client = family_client(child)
    at = f"/family/{child.pupil_id}/"
    client.post(f"{at}terms/")
    client.post(f"{at}days/", {"days": ["0"]})
    client.post(f"{at}courses/", {f"tick-{MONDAY_X}": ["ball-0", "chess-0"]})
    before = client.get(f"{at}order/").content.decode()
    assert before.index("ball-0") < before.index("chess-0")
    moved = {
        f"wish-{MONDAY_X}-ball-0": "1",
        f"wish-{MONDAY_X}-chess-0": "2",
        f"wish-{MONDAY_X}-move": "up:chess-0",
        "otherwise": "any",
    }
    after = client.post(f"{at}order/", moved).content.decode()
    assert after.index("chess-0") < after.index("ball-0")
    (chosen,) = re.findall(r'<input[^>]*name="otherwise"[^>]*checked[^>]*>', after)
    assert 'value="any"' in chosen


@pytest.mark.clause("A7.6")
def test_wrong_codes_are_counted_and_sign_nothing(world: World) -> None:
    child = world.children[0]
    client = family_client(child)
    _fill_in(client, child)
    client.post("/family/signature/", {"act": "code"})
    right = last_code()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        page = client.post("/family/signature/", {"act": "sign", "code": wrong})
        assert "验证码不对或已过期" in page.content.decode()
    client.post("/family/signature/", {"act": "sign", "code": right})
    with world.inside():
        assert not Agreement.objects.exists()


def test_a_stranger_finds_nothing(world: World) -> None:
    child, other = world.children[0], world.children[1]
    stranger = family_client(other)
    for name in ("", "sitting/", "terms/", "days/", "courses/", "order/", "data/", "result/"):
        address = f"/family/{child.pupil_id}/{name}"
        assert stranger.get(address).status_code == 404, address
        assert Client().get(address).status_code == 404, address
    for name in ("refusal/", "withdrawal/"):
        assert stranger.post(f"/family/{child.pupil_id}/{name}").status_code == 404


@pytest.mark.clause("A2.4")
def test_wishes_are_changed_without_signing_again(world: World) -> None:
    child = world.children[0]
    client = family_client(child)
    _fill_in(client, child)
    _sign(client)
    at = f"/family/{child.pupil_id}/"
    assert client.get(f"{at}sitting/")["Location"] == f"{at}courses/"
    client.post(f"{at}courses/", {f"tick-{MONDAY_X}": ["ball-0"]})
    assert client.post(f"{at}order/", {"otherwise": "home"}).status_code == 302
    with world.inside():
        latest = WishList.objects.order_by("number").last()
    assert latest
    assert (latest.number, latest.content["otherwise"]) == (2, "home")


@pytest.mark.clause("A2.1")
def test_leaving_is_one_tap(world: World) -> None:
    child = world.children[0]
    client = family_client(child)
    _fill_in(client, child)
    _sign(client)
    page = client.post(f"/family/{child.pupil_id}/withdrawal/", follow=True).content.decode()
    assert "已退出课后服务" in page


@pytest.mark.clause("A7.8", "A3.4")
def test_a_family_sees_each_result_and_its_reason(world: World) -> None:
    child = world.children[0]
    client = family_client(child)
    _fill_in(client, child)
    _sign(client)
    with world.inside():
        from kehou.enrolment.models import ChoiceWindow

        window = ChoiceWindow.objects.get()
    close(world, window)
    draw(world, window)
    page = client.get(f"/family/{child.pupil_id}/result/").content.decode()
    assert "第1志愿" in page
    assert "排上了" in page
    assert "4271" in page
    for word in ("优先", "留守", "困难"):
        assert word not in page


@pytest.mark.clause("A7.6")
@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler's pdfsig is not installed")
def test_the_signed_agreement_carries_a_seal_that_verifies(world: World, tmp_path: Path) -> None:
    child = world.children[0]
    client = family_client(child)
    _fill_in(client, child)
    _sign(client)
    with world.inside():
        agreement = Agreement.objects.get()
    address = f"/family/agreements/{agreement.id}/"
    assert client.get(address).status_code == 409  # no seal yet
    authority = create_authority("演示印章中心", first_day=date(2025, 1, 1), past_day=date(2030, 1, 1))
    seal = issue_seal(
        authority,
        "演习小学",
        legend="课后服务专用章",
        first_day=date(2025, 1, 1),
        past_day=date(2030, 1, 1),
    )
    with world.inside():
        register_seal(place=world.place, now=NOW, seal=seal)
    copy = client.get(address)
    assert copy["Content-Type"] == "application/pdf"
    assert copy.content == client.get(address).content
    file = tmp_path / "agreement.pdf"
    file.write_bytes(copy.content)
    said = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False)
    assert "Signature is Valid" in said.stdout
    assert family_client(world.children[1]).get(address).status_code == 404
