"""A visitor makes a public account again on a machine of their own, by the button on its page."""

from __future__ import annotations

from playwright.sync_api import Page

BUTTON = "在本机重新计算"
SUMS = 4  # the chain's head, the totals, what crossed from term to term, the shares


def recomputed(page: Page) -> list[bool]:
    """Press the button on the account that is open; whether each of its sums holds."""
    page.get_by_role("button", name=BUTTON).click()
    page.locator("[data-results] li").nth(SUMS - 1).wait_for()
    found = page.locator("[data-results] [data-holds]").all()
    return [row.get_attribute("data-holds") == "true" for row in found]
