"""A roll called without network is kept in the browser and comes once (decision 0012, A10.9, A7.11)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route

from browser.people import give_accounts, sign_in
from browser.walker import PHONE, Barriers, Walker
from factories.afternoon import at, running_school
from factories.afternoon_acts import start
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.delivery.models import Session, StoredMark
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.browser


@pytest.fixture
def world(site: str) -> World:
    lay_down_the_law()
    return a_world(per_class=1)


@pytest.fixture
def session(world: World) -> Session:
    """The chess session, taken over by its teacher."""
    found = running_school(world)
    return start(world, found)


@pytest.fixture
def teacher(
    world: World, session: Session, site: str, browser: Browser, barriers: Barriers
) -> Iterator[Walker]:
    give_accounts(world, Role.TEACHER)
    set_business_now(at(17, 10))
    walker = Walker.enter(browser, site, barriers, width=PHONE)
    sign_in(walker, Role.TEACHER)
    yield walker
    walker.page.context.close()


def _stored(world: World) -> list[StoredMark]:
    with world.inside():
        return list(StoredMark.objects.order_by("client_id"))


def _call(walker: Walker, session: Session) -> None:
    walker.go(f"/afternoon/sessions/{session.id}/roll/")
    walker.tick("学生101")
    walker.page.context.set_offline(True)
    walker.named("点名完毕").click()
    walker.page.get_by_text("现在没有网络").wait_for()


@pytest.mark.clause("A10.9", "A7.11")
def test_a_roll_without_network_arrives_when_it_returns(
    world: World, session: Session, teacher: Walker
) -> None:
    _call(teacher, session)
    assert _stored(world) == []
    set_business_now(at(17, 25))
    with teacher.page.expect_navigation():
        teacher.page.context.set_offline(False)
    teacher.reads("已点名，有学生未到", "应到6人，实到5人", "学生101")
    marks = _stored(world)
    assert sorted(mark.kind for mark in marks) == ["absent", *["present"] * 5]
    assert {mark.made_by for mark in marks} == {world[Role.TEACHER].person}
    assert {mark.session_id for mark in marks} == {session.id}
    for mark in marks:
        assert at(17, 10) <= mark.device_at < at(17, 12) < at(17, 25) <= mark.server_at


@pytest.mark.clause("A7.11")
def test_a_batch_whose_answer_was_lost_is_sent_again_and_counts_once(
    world: World, session: Session, teacher: Walker
) -> None:
    tries: list[int] = []

    def lose_the_first_answer(route: Route) -> None:
        tries.append(route.fetch().status)
        route.abort() if len(tries) == 1 else route.continue_()

    _call(teacher, session)
    teacher.page.route("**/marks/", lose_the_first_answer)
    with teacher.page.expect_event("requestfailed"):
        teacher.page.context.set_offline(False)
    teacher.page.get_by_text("现在没有网络").wait_for()
    assert len(_stored(world)) == 6
    with teacher.page.expect_navigation():
        teacher.page.evaluate("window.dispatchEvent(new Event('online'))")
    assert tries == [200, 200]
    assert len(_stored(world)) == 6
    assert teacher.page.evaluate("localStorage.getItem('kehou-marks')") == "[]"
