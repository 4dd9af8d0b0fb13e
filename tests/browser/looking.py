"""Which pages to look at, and a browser in which to look at them."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import BrowserContext, Page

from browser.demo_county import Person
from browser.finding import Found, sort_of


def one_of_each(pages: Iterable[Found]) -> dict[Person, list[Found]]:
    """Each address once for the public, families, schools and offices, where most is said, by who looks."""
    chosen: dict[tuple[str, ...], Found] = {}
    for found in pages:
        key = (found.person.sort, *sort_of(found.path))
        if key not in chosen or chosen[key].length < found.length:
            chosen[key] = found
    by_person: dict[Person, list[Found]] = {}
    for found in chosen.values():
        by_person.setdefault(found.person, []).append(found)
    return by_person


def enter(context: BrowserContext, site: str, person: Person) -> Page:
    """A page in which a person is signed in."""
    cookie = person.client.cookies.get("sessionid")
    if cookie:
        context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page
