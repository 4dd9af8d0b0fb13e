"""The design language in a real browser: accessible, within its frame, under the policy, without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, Page

from browser.serving import served

pytestmark = pytest.mark.browser

WITHOUT_DATABASE = (
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "csp.middleware.CSPMiddleware",
)
TEMPLATES = [
    settings.TEMPLATES[0]
    | {"OPTIONS": {"context_processors": ["django.template.context_processors.request"]}}
]


@pytest.fixture(scope="module")
def style() -> Iterator[str]:
    """The style pages on a free port, with the site's own policy and no database."""
    with override_settings(
        ROOT_URLCONF="kehou.platform.ui.style.urls",
        MIDDLEWARE=WITHOUT_DATABASE,
        TEMPLATES=TEMPLATES,
        ALLOWED_HOSTS=["127.0.0.1"],
    ):
        with served() as address:
            yield f"{address}/"


@pytest.mark.parametrize("path", ["", "phone/", "letter/"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (768, "dark"), (1440, "light")])
def test_no_barrier_no_overflow_no_breach(
    browser: Browser,
    style: str,
    barriers: Callable[[Page], list[str]],
    path: str,
    width: int,
    scheme: str,
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(style + path)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert complaints == []
    context.close()


def test_axe_would_find_a_barrier(page: Page, style: str, barriers: Callable[[Page], list[str]]) -> None:
    page.goto(style + "phone/")
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    assert any(line.startswith("label") for line in barriers(page))


def order(page: Page) -> list[str]:
    """The wishes from first to last, as they stand."""
    return page.locator(".ranking").first.locator(".wish-name b").all_inner_texts()


def test_wishes_move_by_button_and_the_form_follows(page: Page, style: str) -> None:
    page.goto(style + "phone/")
    page.get_by_role("button", name="合唱往前移").click()
    assert order(page) == ["合唱", "篮球", "科学实验"]
    places = page.evaluate("Object.fromEntries(new FormData(document.querySelector('form')))")
    assert (places["wish-choir"], places["wish-basketball"], places["wish-science"]) == ("1", "2", "3")
    assert page.locator("[data-ranking-said]").inner_text() == "合唱现在排第1位"
    assert page.evaluate("document.activeElement.value") == "down:choir"


def test_wishes_move_by_dragging(page: Page, style: str) -> None:
    page.goto(style + "phone/")
    held = page.locator(".wish", has_text="科学实验").bounding_box()
    first = page.locator(".wish", has_text="篮球").bounding_box()
    assert held is not None
    assert first is not None
    page.mouse.move(held["x"] + 20, held["y"] + 20)
    page.mouse.down()
    page.mouse.move(first["x"] + 20, first["y"] + 20, steps=12)
    page.mouse.up()
    assert order(page) == ["科学实验", "篮球", "合唱"]


def test_without_a_script_wishes_are_ranked_by_numbers(browser: Browser, style: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(style + "phone/")
    choice = page.get_by_label("合唱排在第几位")
    assert choice.is_visible()
    choice.select_option("1")
    assert page.get_by_role("button", name="合唱往前移").is_visible()
    context.close()


def test_a_pasted_code_keeps_its_digits_alone(page: Page, style: str) -> None:
    page.goto(style)
    code = page.get_by_label("短信验证码").first
    code.evaluate(
        """(input, text) => {
            const data = new DataTransfer();
            data.setData("text", text);
            input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, cancelable: true}));
        }""",
        "验证码：１２3 45-6，5分钟",
    )
    assert code.input_value() == "123456"


@pytest.mark.parametrize("label", ["签署协议", "继续"])
def test_a_thumb_finds_its_target(browser: Browser, style: str, label: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(style)
    box = page.get_by_role("button", name=label).first.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    context.close()


def test_a_menu_closes_by_escape_and_by_a_press_outside(page: Page, style: str) -> None:
    page.goto(style)
    summary = page.locator("details.menu summary")
    role = page.get_by_role("link", name="督导检查")
    summary.click()
    assert role.is_visible()
    page.keyboard.press("Escape")
    assert not role.is_visible()
    assert summary.evaluate("node => node === document.activeElement")
    summary.click()
    page.mouse.click(400, 700)
    assert not role.is_visible()
