"""Choosing in order of arrival as a family and the school see it: pages without a script, honest in words."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.approved import publicise_a_plan
from factories.browsing import family_client, staff_client, text_of
from factories.choosing import CLOSES, MONDAY_X, NOW, a_contested_plan, sign_for
from factories.rushing import ARRIVE, LATER, OPENS, Rushing, a_rushing_world, ask, come, open_a_rush, permit
from factories.world import World
from kehou.enrolment.models import ChoiceWindow, Claim, PaperWishes, Run
from kehou.enrolment.tasks import answer_slips
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def world() -> World:
    return a_rushing_world()


@pytest.fixture
def window(world: World) -> ChoiceWindow:
    return Rushing.opened(world).window


def _at(moment: datetime) -> None:
    set_business_now(moment)


def _form(page: str) -> dict[str, str]:
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', page)
    return {name: value for name, value in hidden if name != "csrfmiddlewaretoken"}


@pytest.mark.clause("A3.4", "A7.8")
def test_the_school_opens_in_order_of_arrival_only_where_the_county_permits_it(world: World) -> None:
    publicise_a_plan(world, content=a_contested_plan())
    _at(NOW)
    client = staff_client(world, Role.SCHOOL_TEACHING)
    opening = f"/choices/opening/{world.school.id}/{world.term.id}/"
    assert f"{opening}order/" in text_of(client, opening)
    given = {
        "opens_date": OPENS.date().isoformat(),
        "opens_time": f"{OPENS:%H:%M}",
        "arrival_minutes": "30",
        "last_date": (CLOSES - timedelta(days=1)).date().isoformat(),
    }
    assert "县教育局没有允许先到先得" in text_of(client, f"{opening}order/")
    refused = client.post(f"{opening}order/", given)
    assert refused.status_code == 409
    assert "《实施办法》（三）" in refused.content.decode()
    permit(world)
    assert "县教育局没有允许先到先得" not in text_of(client, f"{opening}order/")
    assert "过了这3分钟，以及开放以后才报到、让出名额以后再选的，先选先得" in text_of(
        client, f"{opening}order/"
    )
    permit(world, "first_come_protected_min", 0)
    assert "叫到号以后先选先得，手快的占先" in text_of(client, f"{opening}order/")
    assert client.post(f"{opening}order/", given).status_code == 302
    with world.inside():
        desk = f"/choices/{ChoiceWindow.objects.get().id}/"
    assert "先到先得" in text_of(client, desk)
    assert "每分钟叫600号，叫到以后先选先得" in text_of(client, desk)


@pytest.mark.clause("A2.4", "A7.8")
def test_a_family_comes_waits_for_its_turn_and_chooses_without_a_script(
    world: World, window: ChoiceWindow
) -> None:
    child = world.children[0]
    sign_for(world, child, window)
    client, turn = family_client(child), f"/family/{child.pupil_id}/turn/"
    _at(ARRIVE - timedelta(minutes=1))
    assert "报到</button>" not in text_of(client, turn)
    _at(ARRIVE)
    assert turn in text_of(client, f"/family/{child.pupil_id}/")
    assert "checked" not in text_of(client, turn)
    assert "请选择" in client.post(turn, {"sent": "1"}).content.decode()
    assert client.post(turn, {"otherwise": "room"}).status_code == 302
    waiting = client.get(turn)
    assert "已报到" in waiting.content.decode()
    assert "过了这3分钟，号还有效，但名额先选先得，手快的占先" in waiting.content.decode()
    assert 1 < int(waiting["Refresh"]) <= 30
    _at(OPENS)
    assert client.get(turn)["Location"] == f"/family/{child.pupil_id}/places/"
    page = text_of(client, f"/family/{child.pupil_id}/places/")
    assert "还有4个名额，共4个" in page
    assert "不限名额" in page
    sent = _form(page) | {"option": "chess-0"}
    chosen = client.post(f"/rush/{window.code}/places/", sent, follow=True).content.decode()
    stands = f"{OPENS + timedelta(minutes=3):%H:%M}定"
    assert f"选上了，{stands}" in chosen, "until then an earlier turn goes first"
    assert "<b>棋类</b>" in chosen
    assert f"{stands}</span>" in chosen
    assert "换一门" not in chosen
    assert "过了自己的3分钟，先选先得" in chosen
    again = client.post(f"/rush/{window.code}/places/", sent, follow=True).content.decode()
    assert "现在是孩子的" in again
    _at(LATER)
    later = client.get(f"/family/{child.pupil_id}/places/?told=yours&place=0&option=chess-0").content.decode()
    assert "已经是孩子的" in later
    assert "换一门" in later
    assert "定名额" not in later
    assert "现在先选先得" in later
    with world.inside():
        assert Claim.objects.count() == 1


@pytest.mark.clause("A2.4", "A7.8")
def test_a_family_changes_its_place_without_a_script_and_never_loses_both(
    world: World, window: ChoiceWindow
) -> None:
    rushing, children = Rushing(world, window), world.children[:6]
    rushing.come(*children)
    rushing.ask([(children[0], "ball-0"), *((child, "chess-0") for child in children[1:4])])
    _at(LATER)
    client, page = family_client(children[0]), f"/family/{children[0].pupil_id}/places/"
    assert "换成棋类" in text_of(client, page)
    changed = client.post(f"{page}change/", {"option": "chess-0"}, follow=True).content.decode()
    assert "选上了。" in changed
    assert rushing.held()[children[0].pupil_id] == "chess-0"
    rushing.ask([(children[4], "ball-0")])
    other, at = family_client(children[4]), f"/family/{children[4].pupil_id}/places/"
    assert "换成棋类" not in text_of(other, at), "full: it is not offered"
    told = other.post(f"{at}change/", {"option": "chess-0"}, follow=True).content.decode()
    assert "孩子原来的课程还在" in told
    assert rushing.held()[children[4].pupil_id] == "ball-0"
    assert client.post(f"{at}change/", {"option": "chess-0"}).status_code == 404, "somebody else's child"
    stranger = family_client(children[5])
    assert stranger.get(f"{page}change/").status_code == 405


@pytest.mark.clause("A3.4", "A7.8", "A7.11")
def test_two_people_hold_the_turn_of_a_family_without_a_phone(world: World, window: ChoiceWindow) -> None:
    child = world.children[0]
    sign_for(world, child, window)
    keyer, checker = staff_client(world, Role.SCHOOL_PLAN), staff_client(world, Role.SCHOOL_TEACHING)
    _at(ARRIVE)
    slip = {
        "guardian": str(child.guardian.person),
        f"rank-{MONDAY_X}-1": "chess-0",
        f"rank-{MONDAY_X}-2": "ball-0",
        "otherwise": "room",
    }
    assert keyer.post(f"/sheets/pupils/{child.pupil_id}/wishes/", slip).status_code == 302
    with world.inside():
        at = f"/slips/{PaperWishes.objects.get().id}/"
    assert keyer.post(at).status_code == 409
    assert "已经报到" in checker.post(at, follow=True).content.decode()
    assert "1份等叫号" in text_of(checker, "/slips/")
    assert "还没有叫到的号" in checker.post("/slips/answering/", follow=True).content.decode()
    _at(OPENS)
    answer_slips(0)
    assert Rushing(world, window).held() == {child.pupil_id: "chess-0"}
    assert "按号定名额" in text_of(checker, "/slips/")
    assert "选上了。" not in text_of(keyer, at), "an earlier turn may still go first"
    _at(OPENS + timedelta(minutes=3))
    answer_slips(0)
    assert "已选课" in text_of(checker, "/slips/")
    assert "选上了。" in text_of(keyer, at)
    teacher = staff_client(world, Role.CLASS_TEACHER)
    assert teacher.post("/slips/answering/").status_code == 404, "who may only key does not answer"


@pytest.mark.clause("A7.8")
def test_before_its_turn_a_family_is_told_when_it_comes(world: World) -> None:
    permit(world)
    permit(world, "first_come_turns_a_minute", 1)
    window = open_a_rush(world)
    first, second = world.children[:2]
    for child in (first, second):
        come(world, window, child)
    _at(OPENS + timedelta(seconds=1))
    pages = {
        child.pupil_id: family_client(child).get(f"/family/{child.pupil_id}/turn/")
        for child in (first, second)
    }
    assert sorted(page.status_code for page in pages.values()) == [200, 302]
    waits = next(page for page in pages.values() if page.status_code == 200).content.decode()
    assert f"{OPENS + timedelta(minutes=5):%H:%M}</b>以前叫到您家" in waits, "not the number: it would tell"
    late = next(pupil for pupil, page in pages.items() if page.status_code == 200)
    child = first if late == first.pupil_id else second
    assert family_client(child).get(f"/family/{late}/places/").status_code == 302


@pytest.mark.clause("A7.8")
def test_a_ticket_is_good_for_its_own_children_its_own_choice_and_its_own_form(
    world: World, window: ChoiceWindow
) -> None:
    mine, other = world.children[:2]
    for child in (mine, other):
        come(world, window, child)
    _at(LATER)
    client = family_client(mine)
    sent = _form(text_of(client, f"/family/{mine.pupil_id}/places/")) | {"option": "chess-0"}
    at = f"/rush/{window.code}/places/"
    assert client.post(at, sent | {"pupil": str(other.pupil_id)}).status_code == 404
    assert client.post(at, sent | {"code": "0" * 64}).status_code == 404
    assert client.post("/rush/ABCDEFG/places/", sent).status_code == 404
    stranger = family_client(other)
    stranger.cookies[f"turn-{window.code}"] = client.cookies[f"turn-{window.code}"].value
    assert stranger.post(at, sent).status_code == 404
    changed = client.cookies[f"turn-{window.code}"].value
    client.cookies[f"turn-{window.code}"] = f"x{changed[1:]}"
    assert client.post(at, sent).status_code == 404
    with world.inside():
        assert Claim.objects.count() == 0


def test_a_program_is_told_the_same_in_json(world: World, window: ChoiceWindow) -> None:
    children = world.children[:5]
    for child in children:
        come(world, window, child)
    ask(world, window, [(child, "chess-0") for child in children[1:]])
    _at(LATER)
    client = family_client(children[0])
    page = text_of(client, f"/family/{children[0].pupil_id}/places/")
    assert "4个名额已满，0人候补" in page
    answer = client.post(f"/rush/{window.code}/places/", _form(page) | {"option": "chess-0"}, **JSON).json()
    assert (answer["answer"], answer["place"]) == ("full", 1)
    seats = {each["key"]: each for each in Client().get(f"/rush/{window.code}/seats/").json()}
    assert (seats["chess-0"]["free"], seats["chess-0"]["waiting"]) == (0, 1)
    assert seats["ball-0"]["free"] is None
    shown = text_of(Client(), f"/rush/{window.code}/courses/")
    assert "选课名额" in shown
    assert "候补第1位" in text_of(client, f"/family/{children[0].pupil_id}/places/")


@pytest.mark.clause("A3.4", "A7.8")
def test_the_school_concludes_and_families_read_the_reason(world: World, window: ChoiceWindow) -> None:
    children = world.children[:5]
    for child in children:
        come(world, window, child)
    ask(world, window, [(child, "chess-0") for child in children])
    _at(CLOSES)
    client = staff_client(world, Role.SCHOOL_TEACHING)
    assert client.post(f"/choices/{window.id}/closing/").status_code == 302
    assert "按先后落定" in text_of(client, f"/choices/{window.id}/")
    with world.inside():
        assert Run.objects.count() == 1
    result = text_of(family_client(children[4]), f"/family/{children[4].pupil_id}/result/")
    assert "候补第1位" in result
    assert "先选的先得" in result
    assert "派位号" not in result
    assert "按先后选课" in text_of(Client(), f"/d/{window.code}/")


def test_the_choosing_page_is_light(world: World, window: ChoiceWindow) -> None:
    child = world.children[0]
    come(world, window, child, days=(0,))
    _at(LATER)
    client, page = family_client(child), f"/family/{child.pupil_id}/places/"
    text_of(client, page)
    with CaptureQueriesContext(connection) as few:
        text = text_of(client, page)
    assert len(few) <= 35
    assert len(text.encode()) < 100_000
