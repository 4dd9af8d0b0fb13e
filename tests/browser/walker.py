"""Someone who walks the site in a browser; every page on the way must be free of faults at both widths."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page

PHONE = 360
DESK = 1440
HEIGHT = 800
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/[nd]/)[0-9A-Za-z]+|(?<=A)\d+\.\d+")
_MEANT = (
    "Failed to load resource: the server responded with a status of 409",  # a refusal that was asked for
    "Transition was ",  # between pages, cut short by looking at another width
)
Barriers = Callable[[Page], list[str]]


@dataclass
class Walker:
    """One person's browser. ``faults`` gathers what was wrong with the pages, one line each."""

    page: Page
    site: str
    barriers: Barriers
    faults: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    looks: bool = True

    @classmethod
    def enter(
        cls, browser: Browser, site: str, barriers: Barriers, *, width: int, script: bool = True
    ) -> Walker:
        """A new browser of this width, with or without scripts; axe is one, and looks only with them."""
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT}, java_script_enabled=script, reduced_motion="reduce"
        )
        walker = cls(context.new_page(), site, barriers, looks=script)
        walker.page.set_default_timeout(30_000)
        walker.page.on("console", lambda message: walker._hear(message.type, message.text))
        walker.page.on("pageerror", lambda error: walker._hear("error", str(error)))
        return walker

    def go(self, path: str) -> None:
        """Open an address."""
        self.page.goto(f"{self.site}{path}")
        self.look()

    def press(self, name: str, *, within: str = "body") -> None:
        """Press the button or link with this name, and look at the page that follows."""
        self.follow(self.named(name, within=within))

    def follow(self, control: Locator) -> None:
        """Press a control that leads to a page, and look at it."""
        with self.page.expect_navigation():
            control.click()
        self.look()

    def named(self, name: str, *, within: str = "body") -> Locator:
        """The first button or link with exactly this name."""
        place = self.page.locator(within)
        button = place.get_by_role("button", name=name, exact=True)
        return button.or_(place.get_by_role("link", name=name, exact=True)).first

    def fill(self, label: str, text: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(label).first.fill(text)

    def tick(self, *names: str) -> None:
        """Choose the options that begin with these names."""
        for name in names:
            self.page.locator("label.choice", has_text=name).first.click()

    def reads(self, *texts: str) -> None:
        """The page says all of this. Raises AssertionError where it does not."""
        said = self.page.locator("body").inner_text()
        missing = [text for text in texts if text not in said]
        assert not missing, f"{self.page.url} does not say {missing}:\n{said}"

    def look(self) -> None:
        """Ask axe, and measure the frame, at both widths; once for each kind of page."""
        kind = _IDS.sub("*", self.page.url.removeprefix(self.site).split("?")[0])
        if kind in self.seen or not self.looks:
            return
        self.seen.add(kind)
        own = self.page.viewport_size
        for width in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self.faults += [f"{kind} at {width}: {line}" for line in self.barriers(self.page)]
            if self.page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
                self.faults.append(f"{kind} at {width}: wider than its frame")
        assert own
        self.page.set_viewport_size(own)

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith(_MEANT):
            self.faults.append(f"{self.page.url}: {text}")
