"""The pictures of README and guides: which page of whom, and how large."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from browser.finding import Found, sort_of
from browser.looking import enter

PHONE, DESK = (360, 640), (1280, 800)
FOLDER = "docs/screens"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file without the ending, whose page it shows, the address, and the window's size."""

    file: str
    person: str
    address: tuple[str, ...]
    size: tuple[int, int]


PICTURES = (
    Picture(f"{FOLDER}/review", "county-officer", ("reviews/<uuid:version_id>/",), DESK),
    Picture(f"{FOLDER}/family", "township-family", ("family/",), PHONE),
    Picture(f"{FOLDER}/agreement", "township-family", ("family/<uuid:pupil_id>/terms/",), PHONE),
)


def take(browser: Browser, site: str, pages: Iterable[Found], root: Path, **look: object) -> list[str]:
    """Take every picture; the files for which no such page was found."""
    found = {(one.person.key, *sort_of(one.path)): one for one in reversed(list(pages))}
    missed = []
    for picture in PICTURES:
        page_of = found.get((picture.person, *picture.address))
        if page_of is None:
            missed.append(picture.file)
            continue
        width, height = picture.size
        context = browser.new_context(viewport={"width": width, "height": height}, **look)  # type: ignore[arg-type]
        page = enter(context, site, page_of.person)
        page.goto(f"{site}{page_of.path}")
        target = root / f"{picture.file}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target)
        context.close()
    return missed
