"""The office says on one page whether own teachers go on with what they took over from a stopped body."""

from __future__ import annotations

from datetime import date

import pytest

from factories.browsing import staff_client, text_of
from factories.coached import STOPPED, coached_school, suspend
from factories.world import COUNTY
from kehou.delivery.models import Session, StayingOn
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now
from kehou.platform.outbox.announcing import drain

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 13)
PAGE, CHOICE = "/afternoon/restorations/", "/afternoon/restorations/takeovers/"


@pytest.mark.clause("A6.10")
def test_the_office_ticks_who_goes_on() -> None:
    coached = coached_school()
    teacher = coached.world[Role.TEACHER].person
    with coached.world.inside():
        rows = Session.objects.filter(course_key=coached.contract.course_key)
        rows.filter(session_date=DAY).update(supervisor_id=teacher)
    suspend(coached)
    drain(COUNTY)
    set_business_now(STOPPED)
    office, session = staff_client(coached.world, Role.SCHOOL_TEACHING), coached.sessions()[DAY]
    page = text_of(office, PAGE)
    assert "本校教师接手的课" in page
    assert "4月13日（周一）" in page
    assert "接手，恢复后交还" in page
    assert "请先勾选要办的课" in office.post(CHOICE, {"stays": "yes"}, follow=True).content.decode()
    with coached.world.inside():
        assert not StayingOn.objects.exists()
    said = office.post(CHOICE, {"stays": "yes", "session": str(session.id)}, follow=True).content.decode()
    assert "1次课由本校教师继续上，已告知双方教师" in said
    assert "继续上</small>" in said
    back = office.post(CHOICE, {"stays": "no", "session": str(session.id)}, follow=True).content.decode()
    assert "接手，恢复后交还" in back
    for role in (Role.TEACHER, Role.COUNTY_OFFICER):
        stranger = staff_client(coached.world, role)
        assert stranger.post(CHOICE, {"stays": "yes", "session": str(session.id)}).status_code == 404
