"""Pictures of every page of the demo at three widths, with an index to look through them in five minutes.

    PYTHONPATH=src:tests python tests/browser/screens.py [FOLDER]

Grows the demo on a database of its own, looks through it as each of its people (``finding.py``), and takes
each address once for the public, for families, for schools and for offices. What has no picture stands at
the end of the index. The pictures of README and guides are taken beside them (``pictures.py``).
"""

from __future__ import annotations

import html
import os
import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import django
from django.urls import resolve
from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT / "src"), str(PROJECT / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")
django.setup()

from browser.demo_county import Person, demo_county, everyone  # noqa: E402
from browser.finding import Finder, Found, sort_of  # noqa: E402
from browser.looking import enter, one_of_each  # noqa: E402
from browser.pictures import take  # noqa: E402
from browser.serving import served  # noqa: E402
from browser.unseen import why_unseen  # noqa: E402

WIDTHS = (360, 768, 1440)
HEIGHT = 900
SORTS = {
    "public": "公众",
    "family": "家庭",
    "school": "学校",
    "provider": "第三方机构",
    "county": "区县",
    "city": "市州",
    "province": "省",
}
# Capabilities in the order of the procedure, as their folders stand; whatever else is there comes last.
PROCEDURE = {
    "authority": "政策与标准",
    "registry": "学校和人员",
    "providers": "准入和机构",
    "consultation": "征求意见",
    "plans": "实施方案",
    "notices": "公示",
    "agreements": "协议",
    "enrolment": "协议和选课",
    "delivery": "放学以后",
    "funds": "经费",
    "oversight": "监督",
    "web": "首页和规则",
    "demo": "演示",
}
OPTIONS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--lang=zh-CN"]
# The site lets no style in from elsewhere, neither ours.
LOOK = {"locale": "zh-CN", "reduced_motion": "reduce", "bypass_csp": True}
# A bar that stays in reach of the thumb would lie across a picture of the whole page.
STILL = ".actions { position: static !important; }"
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")


@dataclass
class Shot:
    """One page of one person at all widths."""

    found: Found
    title: str
    files: list[str] = field(default_factory=list)


def shoot(browser: Browser, site: str, person: Person, pages: Iterable[Found], folder: Path) -> list[Shot]:
    """Some pages of one person."""
    context = browser.new_context(**LOOK)
    page = enter(context, site, person)
    shots = [_shot(page, site, found, folder) for found in pages]
    context.close()
    print(f"{person.key}: {len(shots)} pages", flush=True)
    return shots


def _shot(page: Page, site: str, found: Found, folder: Path) -> Shot:
    page.goto(f"{site}{found.path}")
    shot = Shot(found, page.title())
    address = _NOT_IN_NAMES.sub("-", "-".join(sort_of(found.path))).strip("-") or "home"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        name = f"{found.person.sort}-{address}-{width}.jpg"
        page.screenshot(path=folder / name, full_page=True, type="jpeg", quality=60, style=STILL)
        shot.files.append(name)
    return shot


def index(shots: list[Shot], missing: Iterable[str]) -> str:
    """One page that shows all: by whose pages they are, then in the order of the procedure."""
    desks = {
        f"{name}·{title}": rows
        for sort, name in SORTS.items()
        for folder, title in PROCEDURE.items()
        if (rows := [one for one in shots if (one.found.person.sort, _folder(one.found)) == (sort, folder)])
    }
    links = "　".join(f'<a href="#{title}">{title} {len(rows)}</a>' for title, rows in desks.items())
    parts = [f'<h1 id="{title}">{title}</h1>{"".join(map(_row, rows))}' for title, rows in desks.items()]
    reasons = "".join(
        f"<li><code>{html.escape(one)}</code> {why_unseen(one)}</li>" for one in sorted(missing)
    )
    return (
        '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>Kehou screens</title>'
        f"<p>{links}</p>{''.join(parts)}<h1>No picture</h1><ul>{reasons}</ul></html>"
    )


def _folder(found: Found) -> str:
    """The capability that answers: the folder of its view."""
    return resolve(found.path).func.__module__.split(".")[1]


def _row(shot: Shot) -> str:
    said = html.escape(f"{shot.title}　/{shot.found.address}　{shot.found.person.key}")
    pictures = "".join(
        f'<a href="{name}"><img src="{name}" alt="" height="420" loading="lazy"></a> ' for name in shot.files
    )
    return f"<h2>{said}</h2>{pictures}"


def main(folder: Path) -> int:
    """Take all pictures and write the index; 1 where an address has neither picture nor reason."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = PROJECT / "build" / "screens"
    beside.mkdir(parents=True, exist_ok=True)
    with demo_county(beside, report=print), served() as site, sync_playwright() as playwright:
        finder = Finder(everyone()).look()
        # Fields of dates follow the language of the system.
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=OPTIONS, env={**os.environ, "LANGUAGE": "zh_CN"}
        )
        chosen = one_of_each(finder.pages())
        shots = [
            shot for person, pages in chosen.items() for shot in shoot(browser, site, person, pages, folder)
        ]
        missed = take(browser, site, finder.pages(), PROJECT, **LOOK)
        browser.close()
    (folder / "index.html").write_text(index(shots, finder.missing()), encoding="utf-8")
    print(f"{len(shots)} pages: {folder / 'index.html'}")
    unsaid = [address for address in sorted(finder.missing()) if not why_unseen(address)]
    wrong = unsaid + finder.faults + missed
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "docs" / "screens" / "pages"))
