"""A session that is not held, on every screen that it concerns: office, class teacher, gate, family."""

from __future__ import annotations

from typing import Any

import pytest

from factories.afternoon import MONDAY, at, running_school, session_on
from factories.afternoon_acts import class_teacher, hand_over
from factories.browsing import family_client, staff_client, text_of
from factories.law import lay_down_the_law
from factories.world import COUNTY, World, a_world
from kehou.delivery.models import EarlyConsent, Session
from kehou.kernel.actor import Role
from kehou.kernel.moments import ONE_DAY
from kehou.platform.access.models import RoleGrant
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.scope import at as seen_at
from kehou.platform.database.scope import scoped
from kehou.platform.outbox.announcing import drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


@pytest.fixture
def session(world: World) -> Session:
    """The chess session of the first Monday, at noon; the last two children play ball."""
    found = running_school(world, players=2)
    set_business_now(at(12, 0))
    drain(COUNTY)
    return found


def _cancel(world: World, session: Session, **changes: Any) -> None:
    told = {"cause": "leader_away", "reason": "发烧", "instead": "care", "room": "301教室"} | changes
    office = staff_client(world, Role.SCHOOL_TEACHING)
    page = office.post(f"/afternoon/sessions/{session.id}/cancellation/", told)
    assert page.status_code == 302
    drain(COUNTY)


@pytest.mark.clause("A4.14", "A10.8", "A10.9")
def test_every_screen_follows_a_cancelled_session(world: World, session: Session) -> None:
    child, address = world.children[2], f"/afternoon/sessions/{session.id}/"
    office = staff_client(world, Role.SCHOOL_TEACHING)
    form = text_of(office, f"{address}cancellation/")
    assert "留在教室看护" in form
    assert "（2人）" in form  # how many the group has that they may join
    carer = world[Role.CLASS_TEACHER].person
    _cancel(world, session, carer_id=str(carer))
    page = text_of(office, address)
    for part in (
        "任课教师不在，发烧",
        "看护点名",
        "301教室",
        "已告知家长",
        "没有收到短信，请打电话",
        "恢复这次课",
    ):
        assert part in page
    assert "学生留在教室看护，301教室" in text_of(office, "/afternoon/sessions/")
    family = family_client(child)
    today = text_of(family, "/family/today/")
    for part in ("已取消，不收费", "原因：任课教师不在", "由老师在301教室看护，到17:50离校", "会退给您"):
        assert part in today
    assert "不上了（任课教师不在）" in text_of(family, "/family/")
    _posted(world, class_teacher(world, 3).grants[0].detail)
    teacher = staff_client(world, Role.CLASS_TEACHER)
    assert "取消，去301教室看护" in text_of(teacher, f"/afternoon/classes/{world.class_ids[3]}/")
    keeping = text_of(teacher, f"{address}keeping/")
    assert "应到4人" in keeping
    hand_over(world, 3)
    set_business_now(at(17, 15))
    assert teacher.post(f"{address}keeping/", {"absent": str(child.pupil_id)}).status_code == 302
    assert "没有到课堂" in text_of(family, "/family/today/")
    gate = text_of(staff_client(world, Role.SCHOOL_SAFETY), "/afternoon/gate/")
    assert f"{session.title}看护" in gate
    assert "1人还在上课" in gate


@pytest.mark.clause("A10.8")
def test_a_family_agrees_on_its_page_to_come_sooner(world: World, session: Session) -> None:
    child = world.children[2]
    _cancel(world, session, instead="pickup")
    family, address = family_client(child), f"/family/{child.pupil_id}/sessions/{session.id}/early/"
    assert "同意提前来接" in text_of(family, "/family/today/")
    other = world.children[3].pupil_id
    assert family.post(f"/family/{other}/sessions/{session.id}/early/", {"given": "yes"}).status_code == 404
    assert family.post(address, {"given": "yes"}).status_code == 302
    assert "您已同意提前来接" in text_of(family, "/family/today/")
    family.post(address, {"given": "no"})
    with world.inside():
        assert list(EarlyConsent.objects.order_by("given_at").values_list("given", flat=True)) == [
            True,
            False,
        ]


@pytest.mark.clause("A4.14")
def test_the_family_sees_what_is_cancelled_in_the_coming_days(world: World, session: Session) -> None:
    later = session_on(world, on=MONDAY + 7 * ONE_DAY)
    _cancel(world, later)
    office = text_of(staff_client(world, Role.SCHOOL_TEACHING), f"/afternoon/sessions/{later.id}/")
    assert "恢复这次课" in office
    assert "看护点名" not in office  # not before its day
    today = text_of(family_client(world.children[2]), "/family/today/")
    assert "接下来两周取消的课" in today
    assert "3月9日（周一）" in today
    assert "接下来两周取消的课" not in text_of(family_client(world.children[5]), "/family/today/")


def test_the_office_arranges_anew_and_holds_it_after_all(world: World, session: Session) -> None:
    office, address = staff_client(world, Role.SCHOOL_TEACHING), f"/afternoon/sessions/{session.id}/"
    _cancel(world, session)
    ball = session_on(world, slot="ball-0")
    lacking = office.post(f"{address}arrangement/", {"instead": "group"})
    assert "请选择并入的小组" in lacking.content.decode()
    office.post(f"{address}arrangement/", {"instead": "group", "joined_id": str(ball.id)})
    assert ball.title in text_of(family_client(world.children[2]), "/family/today/")
    listed = text_of(office, "/afternoon/restorations/")
    assert session.title in listed
    assert "学生并入同时段的小组" in listed
    assert office.post(f"{address}restoration/").status_code == 302
    assert office.post(f"{address}restoration/").status_code == 409
    assert "今后没有取消的课" in text_of(office, "/afternoon/restorations/")
    for role in (Role.TEACHER, Role.SCHOOL_SAFETY, Role.COUNTY_OFFICER):
        stranger = staff_client(world, role)
        assert stranger.get(f"{address}cancellation/").status_code == 404
        assert stranger.post(f"{address}restoration/").status_code == 404


def _posted(world: World, class_code: str) -> None:
    """The class teacher has a class by its code."""
    with scoped(seen_at(COUNTY)):
        RoleGrant.objects.filter(
            person_id=world[Role.CLASS_TEACHER].person, role=Role.CLASS_TEACHER.value
        ).update(detail=class_code)
