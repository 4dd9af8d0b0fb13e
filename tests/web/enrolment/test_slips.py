"""The registration desk: a choice slip on paper, a meeting on record, a child not taken, a group put anew."""

from __future__ import annotations

import pytest

from factories.browsing import staff_client
from factories.choosing import DRAWN, MONDAY_X, NOW, drawn, open_a_choice, sign_for
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.agreements.models import ParentsMeeting
from kehou.enrolment.models import Group, PaperWishes, Regrouping, TurnedAway, WishList
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now
from kehou.platform.duties.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=2)
    set_business_now(NOW)
    return world


@pytest.mark.clause("A2.4", "A7.11")
def test_a_slip_is_keyed_in_and_counts_once_another_has_checked_it(world: World) -> None:
    window = open_a_choice(world)
    child = world.children[0]
    keyer, checker = staff_client(world, Role.SCHOOL_PLAN), staff_client(world, Role.SCHOOL_TEACHING)
    at = f"/sheets/pupils/{child.pupil_id}/wishes/"
    assert keyer.get(at).status_code == 404
    sign_for(world, child, window)
    assert at in keyer.get(f"/sheets/classes/{world.class_ids[1]}/").content.decode()
    page = keyer.get(at).content.decode()
    assert "第2志愿" in page
    assert "第3志愿" not in page  # two courses are offered
    assert "checked" not in page
    slip = {
        "guardian": str(child.guardian.person),
        f"rank-{MONDAY_X}-1": "chess-0",
        f"rank-{MONDAY_X}-2": "chess-0",
        "otherwise": "room",
    }
    assert "只填一次" in keyer.post(at, slip).content.decode()
    assert keyer.post(at, slip | {f"rank-{MONDAY_X}-2": "ball-0"}).status_code == 302
    with world.inside():
        row = PaperWishes.objects.get()
        assert not WishList.objects.exists()
    shown = checker.get(f"/slips/{row.id}/").content.decode()
    assert "1. 棋类" in shown
    assert keyer.post(f"/slips/{row.id}/").status_code == 409
    assert "待核对" in checker.get("/slips/").content.decode()
    assert checker.post(f"/slips/{row.id}/").status_code == 302
    with world.inside():
        assert WishList.objects.get().content["ranked"] == {MONDAY_X: ["chess-0", "ball-0"]}
    assert "已记下" in checker.get("/slips/").content.decode()


@pytest.mark.clause("A2.2")
def test_a_meeting_is_put_on_record(world: World) -> None:
    open_a_choice(world)
    desk = staff_client(world, Role.SCHOOL_PLAN)
    assert "/sheets/meeting/" in desk.get("/sheets/").content.decode()
    held = {"class_id": "", "held_date": "2026-01-19", "starts": "18:00", "ends": "19:30", "note": "家长会"}
    assert desk.post("/sheets/meeting/", held | {"ends": "17:00"}).status_code == 409
    assert desk.post("/sheets/meeting/", held).status_code == 302
    with world.inside():
        assert ParentsMeeting.objects.get().class_id is None


@pytest.mark.clause("A3.4", "A9.15")
def test_need_is_no_ground_on_the_page_either(world: World) -> None:
    open_a_choice(world)
    desk = staff_client(world, Role.SCHOOL_TEACHING)
    at = f"/sheets/pupils/{world.children[0].pupil_id}/turning-away/"
    assert at in desk.get(f"/sheets/classes/{world.class_ids[1]}/").content.decode()
    refused = desk.post(at, {"ground": "arrears"})
    assert refused.status_code == 409
    assert "不得因欠费拒绝学生参加" in refused.content.decode()
    with world.inside():
        assert Duty.objects.filter(kind="pupil_turned_away").count() == 1
        assert not TurnedAway.objects.exists()
    assert desk.post(at, {"ground": "grade"}).status_code == 302
    assert staff_client(world, Role.CLASS_TEACHER).get(at).status_code == 404


@pytest.mark.clause("A7.8")
def test_pupils_are_put_into_a_group_of_their_own(world: World) -> None:
    drawn(world, capacity=4)
    set_business_now(DRAWN)
    desk = staff_client(world, Role.SCHOOL_TEACHING)
    with world.inside():
        group = Group.objects.get(option_key="chess-0")
        members = list(group.seats.values_list("pupil_id", flat=True))
    at = f"/lists/groups/{group.id}/members/"
    assert at in desk.get(f"/lists/groups/{group.id}/").content.decode()
    assert "学生" in desk.get(at).content.decode()
    sent = {"pupils": [str(members[0])], "basis": "choice", "as_new": "on"}
    assert desk.post(at, sent).status_code == 302
    with world.inside():
        assert Regrouping.objects.get().group.number == 2
    assert staff_client(world, Role.TEACHER).get(at).status_code == 404
