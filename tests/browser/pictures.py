"""The pictures of README and guides: which page of whom, and how large."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from browser.finding import Found, sort_of
from browser.looking import enter

PHONE, DESK = (360, 640), (1280, 800)
TALL = (360, 760)
FOLDER, GUIDE = "docs/screens", "docs/guide/pictures"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file without the ending, whose page it shows, the address, and the window's size."""

    file: str
    person: str
    address: tuple[str, ...]
    size: tuple[int, int]


WITHOUT = ".clock { display: none !important; }"  # the demo's own bar
PICTURES = (
    Picture(f"{FOLDER}/review", "county-officer", ("reviews/<uuid:version_id>/",), DESK),
    Picture(f"{FOLDER}/family", "township-family", ("family/",), PHONE),
    Picture(f"{FOLDER}/agreement", "township-family", ("family/<uuid:pupil_id>/terms/",), PHONE),
    Picture(f"{FOLDER}/afternoon", "river-teacher", ("afternoon/sessions/<uuid:session_id>/roll/",), PHONE),
    Picture(f"{FOLDER}/account", "public", ("accounts/<uuid:account_id>/",), DESK),
    Picture(f"{GUIDE}/today", "river-family-signed", ("family/today/",), PHONE),
    Picture(f"{GUIDE}/family_account", "river-family-signed", ("family/<uuid:pupil_id>/account/",), TALL),
    Picture(f"{GUIDE}/day", "river-teacher", ("afternoon/sessions/",), PHONE),
    Picture(f"{GUIDE}/board", "river-safety", ("afternoon/board/",), DESK),
    Picture(f"{GUIDE}/bills", "river-accountant", ("money/schools/<uuid:school_id>/bills/",), DESK),
    Picture(f"{GUIDE}/sheet", "maple-accountant", ("allowances/<uuid:run_id>/",), DESK),
    Picture(f"{GUIDE}/closing", "maple-accountant", ("ledgers/<uuid:ledger_id>/closing/",), DESK),
    Picture(f"{GUIDE}/county_board", "county-officer", ("board/",), DESK),
    Picture(f"{GUIDE}/case", "county-officer", ("cases/<uuid:case_id>/",), DESK),
    Picture(f"{GUIDE}/provider", "provider-desk", ("provider-sessions/",), DESK),
    Picture(f"{GUIDE}/province", "province-edu", ("board/province/",), DESK),
    Picture(f"{GUIDE}/report", "public", ("report/<slug:short_code>/",), TALL),
)


def take(browser: Browser, site: str, pages: Iterable[Found], root: Path, **look: object) -> list[str]:
    """Take every picture, of the page that says most; the files for which no such page was found."""
    by_length = sorted(pages, key=lambda one: one.length)
    found = {(one.person.key, *sort_of(one.path)): one for one in by_length}
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
        page.screenshot(path=target, style=WITHOUT)
        context.close()
    return missed
