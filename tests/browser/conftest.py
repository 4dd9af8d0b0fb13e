"""The system's own chromium, the site on a database of its own, and what every page is asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker

from browser.serving import served
from database import own_database

# All rules; what axe would only tell of rules that hold, of frames and of other origins' styles is left out.
QUICKLY = {"resultTypes": ["violations"], "preload": False, "iframes": False}
# Put together in the page, since all that axe has to say of one is long; a page is given axe once.
VIOLATIONS = """async (options) => (await axe.run(document, options)).violations.flatMap(
    (one) => one.nodes.map((node) => `${one.id}: ${node.target}`))"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's chromium, which will not start as root inside its sandbox.

    From here on Playwright keeps an event loop in this thread, in which Django would refuse the database,
    also to the tests that follow.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return browser_type_launch_args | {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}


@pytest.fixture
def barriers() -> Callable[[Page], list[str]]:
    """What axe finds on a page: one line a finding."""

    script = Axe().axe_script

    def find(page: Page) -> list[str]:
        if not page.evaluate("Boolean(window.axe)"):
            page.evaluate(script)
        found: list[str] = page.evaluate(VIOLATIONS, QUICKLY)
        return found

    return find


@pytest.fixture
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[str]:
    """The whole site on a clone of its own, as the application's role; texts to phones go to a file.

    pytest-django's live_server empties tables as their owner, which the application's role is not.
    """
    with django_db_blocker.unblock(), own_database("site"), _texts_kept_in(tmp_path):
        with served() as address:
            yield address


def _texts_kept_in(folder: Path) -> override_settings:
    return override_settings(KEHOU_VAR=folder, KEHOU_SMS_CARRIER="kehou.demo.inbox.deliver")
