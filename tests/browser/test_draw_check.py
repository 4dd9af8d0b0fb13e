"""A family draws again in its own browser: the same result, byte by byte, and any change is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.serving import served
from browser.walker import PHONE, Barriers, Walker
from factories.law import lay_down_the_law
from factories.main_pages import through_the_draw
from factories.world import a_world
from kehou.allocation import record
from kehou.enrolment.models import Closing
from property.allocation import twins
from property.allocation.arrival_twins import lottery_after_all
from property.allocation.arrivals import in_order
from property.allocation.instances import school
from property.allocation.test_verifier import course_of_events

pytestmark = pytest.mark.browser

DIFFERENCES = """async (texts) => {
    const { differences } = await import("/static/enrolment/verify_draw.js");
    const found = [];
    for (const text of texts) found.push(await differences(text).catch(() => ["unreadable"]));
    return found;
}"""
BATCH = 100


@pytest.fixture(scope="module")
def anywhere() -> Iterator[str]:
    """The site's address; a static file needs no database."""
    with served() as address:
        yield address


@pytest.fixture
def blank(page: Page, anywhere: str) -> Page:
    """A page of the site's own origin, which may load its modules."""
    page.goto(f"{anywhere}/static/kehou/mark.svg")
    return page


def found(page: Page, texts: list[str]) -> list[list[str]]:
    """What the browser finds in each record."""
    every: list[list[str]] = []
    for start in range(0, len(texts), BATCH):
        every += page.evaluate(DIFFERENCES, texts[start : start + BATCH])
    return every


def records(numbers: range) -> list[str]:
    """Draws and rounds of withdrawals, as they are published."""
    return [record(one).decode() for number in numbers for one in course_of_events(number)]


@pytest.mark.clause("A7.11")
def test_browser_and_engine_agree(blank: Page) -> None:
    texts = records(range(40))
    assert found(blank, texts) == [[]] * len(texts)


@pytest.mark.slow
@pytest.mark.clause("A7.11")
def test_browser_and_engine_agree_on_a_thousand_schools(blank: Page) -> None:
    texts = [record(school(number).draw()).decode() for number in range(1000)]
    assert found(blank, texts) == [[]] * len(texts)


@pytest.mark.clause("A7.11")
def test_browser_and_engine_agree_where_places_went_in_order_of_arrival(blank: Page) -> None:
    texts = [record(one).decode() for number in range(40) for one in in_order(number)]
    assert found(blank, texts) == [[]] * len(texts)


@pytest.mark.slow
@pytest.mark.clause("A7.11")
def test_browser_and_engine_agree_on_a_thousand_choices_in_order(blank: Page) -> None:
    texts = [record(one).decode() for number in range(1000) for one in in_order(number)]
    assert found(blank, texts) == [[]] * len(texts)


@pytest.mark.clause("A7.11")
def test_any_changed_sign_is_seen_in_the_browser(blank: Page) -> None:
    for one in (school(3, pupils=5).draw(), next(in_order(3))):
        text = record(one).decode()
        changed = [f"{text[:at]}{chr(ord(text[at]) ^ 1)}{text[at + 1 :]}" for at in range(0, len(text), 7)]
        assert all(found(blank, changed))
        assert found(blank, [text]) == [[]]


@pytest.mark.clause("A7.11")
@pytest.mark.parametrize("twin", [twins.first_come, twins.nothing_closes, twins.no_chain, lottery_after_all])
def test_an_engine_with_a_fault_is_seen_in_the_browser(
    blank: Page, twin: twins.Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin(monkeypatch)
    made = [one for number in range(30) for source in (course_of_events, in_order) for one in source(number)]
    assert any(found(blank, [record(one).decode() for one in made]))


@pytest.mark.clause("A2.4", "A7.11")
def test_a_family_draws_again_on_its_phone(site: str, browser: Browser, barriers: Barriers) -> None:
    lay_down_the_law()
    world = a_world(per_class=3)
    window = through_the_draw(world, choosing=6)
    with world.inside():
        closing = Closing.objects.get()
    code = closing.codes[str(world.children[0].pupil_id)]
    family = Walker.enter(browser, site, barriers, width=PHONE)
    page = family.page
    page.goto(f"{site}/d/{window.code}/?code={code}")
    page.get_by_role("button", name="重新派位").click()
    expect(page.locator("[data-check-said]")).to_contain_text("6名学生的结果逐字节相同")
    expect(page.locator("[data-check-said] li").first).to_contain_text("第1志愿")
    assert barriers(page) == []
    page.route("**/file/", lambda route: route.fulfill(body=_moved(route.fetch().text())))
    page.get_by_role("button", name="重新派位").click()
    expect(page.locator("[data-check-said]")).to_contain_text("不一致")
    page.context.close()


def _moved(text: str) -> str:
    """The record with one wish put elsewhere, as somebody might who wants another result."""
    return re.sub(r'"beacon":"[^"]*"', '"beacon":"9999"', text)
