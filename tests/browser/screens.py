"""Screens of every page of the demo at three widths, with an index to look through them in five minutes.

    python tests/browser/screens.py [FOLDER]

Starts the demo on data of its own, walks every link that each demo person can reach, and takes each address
pattern once a person. A few of the pictures are those of the README.
"""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
WIDTHS = (360, 768, 1440)
PEOPLE = ("", "family", "county-officer", "county-approver", "city-price", "urban-head", "urban-plan")
PEOPLE += ("urban-teacher", "township-plan", "point-plan")
PAGES_A_PERSON = 25
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+|(?<=/n/)[0-9A-Z]+")
_SKIPPED = re.compile(r"/(static|sign-out|style)/|\.(pdf|xlsx)$|/paper/|/desk/|/replies/[0-9a-f]{8}-")


@dataclass
class Shot:
    """One page of one person at all widths."""

    person: str
    path: str
    title: str
    files: list[str] = field(default_factory=list)


@contextmanager
def served() -> Iterator[str]:
    """The demo on a folder of its own; its address."""
    environment = os.environ | {"KEHOU_VAR": str(PROJECT / "build" / "screens"), "KEHOU_DEBUG": "0"}
    command = [sys.executable, "-m", "kehou", "demo", "--port", "8765"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=PROJECT)
    try:
        yield _address(server)
    finally:
        server.terminate()
        server.wait(timeout=60)


def _address(server: subprocess.Popen[str]) -> str:
    assert server.stdout
    for line in server.stdout:
        found = re.search(r"Choose one at (\S+)/demo/", line)
        if found:
            time.sleep(3)
            return found.group(1)
    raise RuntimeError("the demo did not start")


def enter(page: Page, address: str, person: str) -> None:
    """Sign in as someone of the demo, as a family by phone and code, or stay the public."""
    if person == "family":
        _enter_as_family(page, address)
    elif person:
        page.goto(f"{address}/demo/")
        page.locator(f'button[value="{person}"]').click()
    else:
        page.goto(f"{address}/")


def _enter_as_family(page: Page, address: str) -> None:
    page.goto(f"{address}/demo/")
    phone = page.locator("[data-family-phone]").first.get_attribute("data-family-phone") or ""
    page.goto(f"{address}/sign-in/phone/")
    page.fill("input[name=phone]", phone)
    page.locator("main button[type=submit]").click()
    inbox = page.context.new_page()
    inbox.goto(f"{address}/demo/inbox/")
    code = re.search(r"\d{6}", inbox.locator("tbody tr").first.inner_text().replace(phone, ""))
    inbox.close()
    page.fill("input[name=code]", code.group() if code else "")
    page.locator("main button[type=submit]").click()


def walk(page: Page, address: str) -> Iterator[str]:
    """Every address pattern that links lead to from here, once, in the order of finding."""
    waiting, seen = [page.url.removeprefix(address)], set()
    while waiting and len(seen) < PAGES_A_PERSON:
        path = waiting.pop(0)
        pattern = _IDS.sub("*", path)
        if pattern in seen or _SKIPPED.search(path):
            continue
        seen.add(pattern)
        answer = page.goto(f"{address}{path}")
        if not answer or answer.status >= 400:
            print(f"  {answer.status if answer else '?'} {path}")
            continue
        yield path
        links = page.eval_on_selector_all("a[href^='/']", "all => all.map(a => a.getAttribute('href'))")
        waiting += [link.split("#")[0].split("?")[0] for link in links]


def shoot(browser: Browser, address: str, person: str, folder: Path) -> list[Shot]:
    """All pages of one person."""
    page = browser.new_context(locale="zh-CN", reduced_motion="reduce").new_page()
    enter(page, address, person)
    shots = []
    for path in walk(page, address):
        shot = Shot(person or "public", path, page.title())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            name = f"{shot.person}{_IDS.sub('x', path).replace('/', '-')}{width}.jpg"
            page.screenshot(path=folder / name, full_page=True, type="jpeg", quality=60)
            shot.files.append(name)
        shots.append(shot)
    page.context.close()
    print(f"{person or 'public'}: {len(shots)} pages")
    return shots


def readme_pictures(browser: Browser, address: str, folder: Path) -> None:
    """The pictures of the README: an officer's review on a desk, a family's afternoon on a phone."""
    desk = browser.new_context(
        locale="zh-CN", reduced_motion="reduce", viewport={"width": 1280, "height": 800}
    ).new_page()
    enter(desk, address, "county-officer")
    desk.goto(f"{address}/reviews/")
    desk.locator("main .queue a").first.click()
    desk.wait_for_load_state()
    desk.screenshot(path=folder / "review.png")
    phone = browser.new_context(
        locale="zh-CN", reduced_motion="reduce", viewport={"width": 360, "height": 640}
    ).new_page()
    enter(phone, address, "family")
    phone.screenshot(path=folder / "family.png")
    phone.locator("main a.button").first.click()
    phone.wait_for_load_state()
    phone.screenshot(path=folder / "agreement.png")


def index(shots: list[Shot]) -> str:
    """One page that shows all."""
    rows = "".join(_row(shot) for shot in shots)
    return (
        f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>Kehou screens</title>{rows}</html>'
    )


def _row(shot: Shot) -> str:
    said = html.escape(f"{shot.person}　{shot.title}　{shot.path}")
    pictures = "".join(
        f'<a href="{name}"><img src="{name}" height="420" loading="lazy"></a> ' for name in shot.files
    )
    return f"<h2>{said}</h2>{pictures}"


def main(folder: Path) -> None:
    """Take all pictures and write the index."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=options)
        shots = [shot for person in PEOPLE for shot in shoot(browser, address, person, folder)]
        readme_pictures(browser, address, folder.parent)
        browser.close()
    (folder / "index.html").write_text(index(shots), encoding="utf-8")
    print(f"{len(shots)} pages: {folder / 'index.html'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "docs" / "screens" / "pages")
