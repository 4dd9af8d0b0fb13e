"""Every page of the demo: someone comes to it, and at phone and desk width nothing is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from browser.demo_county import demo_county, everyone
from browser.finding import Finder, Found, addresses
from browser.looking import enter, one_of_each
from browser.recomputing import SUMS, recomputed
from browser.serving import served
from browser.unseen import ADDRESSES, OBJECTS, why_unseen
from browser.walker import DESK, HEIGHT, PHONE, Barriers
from kehou.demo.county import HOME
from kehou.demo.people import STAFF
from kehou.funds.models import PublicAccount
from kehou.platform.database.scope import scoped

NAVIGATION = ".side, .desk-bar, .public-head, .phone-head, .clock"
UPRIGHT, ON_ITS_SIDE = 642, 1001  # what A4 holds between its margins, at 96 points an inch
ENDINGS = frozenset({"csv", "hledger", "kehou", "pdf", "xls", "xlsx"})
LOGINS = frozenset({"demo", *(person.key.split("-")[0] for person in STAFF)})
_WORDS = re.compile(r"(?<![\w-])[a-z][a-z_]{2,}(?![\w])|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")
_ADDRESSES = re.compile(r"https?://\S+|[\w.]+@[\w.]+")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass(frozen=True, slots=True)
class County:
    """The served demo and what its people found."""

    site: str
    finder: Finder


@pytest.fixture
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[County]:
    with django_db_blocker.unblock(), demo_county(tmp_path, report=print), served() as site:
        yield County(site, Finder(everyone()).look())


def test_someone_comes_to_every_page_and_none_is_wrong(
    county: County, browser: Browser, barriers: Barriers
) -> None:
    """One test, since growing the county takes longer than looking at it."""
    missing = county.finder.missing()
    assert county.finder.faults == []
    unsaid = [address for address in sorted(missing) if not why_unseen(address)]
    assert unsaid == [], "no way leads here: add one, or say why in unseen.py"
    gone = [kind for kind in OBJECTS if not any(f":{kind}>" in address for address in addresses())]
    assert [*(ADDRESSES.keys() - set(addresses())), *gone] == [], "gone: take them out of unseen.py"
    faults: list[str] = []
    for person, pages in one_of_each(county.finder.pages()).items():
        context = browser.new_context(reduced_motion="reduce", locale="zh-CN")
        page = enter(context, county.site, person)
        said = hear(page)
        for found in pages:
            wrong = [*wrong_with(page, county.site, found, barriers), *said]
            faults += [f"{person.key} {found.path} {line}" for line in wrong]
            said.clear()
        context.close()
    assert not faults, "\n".join(faults)
    _the_closed_schools_account_is_made_again(county, browser)


def _the_closed_schools_account_is_made_again(county: County, browser: Browser) -> None:
    """The demo's closed school has shown its account; a visitor's own browser comes to the same sums."""
    with scoped(HOME):
        account = PublicAccount.objects.filter(kind=PublicAccount.Kind.FINAL).latest("published_at")
    page = browser.new_page()
    page.goto(f"{county.site}/accounts/{account.id}/")
    assert recomputed(page) == [True] * SUMS
    page.context.close()


def hear(page: Page) -> list[str]:
    """What the browser complains of, as it comes."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def wrong_with(page: Page, site: str, found: Found, barriers: Barriers) -> Iterator[str]:
    """What is wrong with one page at both widths."""
    page.goto(f"{site}{found.path}")
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        yield from (f"at {width}: {line}" for line in barriers(page))
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            yield f"at {width}: wider than its frame"
    yield from wrong_on_paper(page)
    yield from (f"says {word}" for word in foreign_words(page.locator("body").inner_text()))


def wrong_on_paper(page: Page) -> Iterator[str]:
    """What is wrong with a page in print: its navigation, and paper that is wider than its sheet."""
    paper = page.locator(".paper")
    page.emulate_media(media="print")
    if page.locator(NAVIGATION).filter(visible=True).count():
        yield "prints its navigation"
    if paper.count():
        is_wide = "wide" in (paper.first.get_attribute("class") or "")
        page.set_viewport_size({"width": ON_ITS_SIDE if is_wide else UPRIGHT, "height": HEIGHT})
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            yield "is wider than its sheet of A4"
    page.emulate_media(media="screen")


def foreign_words(text: str) -> list[str]:
    """Codes and English words in what a page says; endings of files and addresses are none."""
    return [word for word in _WORDS.findall(_ADDRESSES.sub(" ", text)) if word not in ENDINGS | LOGINS]
