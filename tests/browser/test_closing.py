"""The accountant's end of a term in a browser, and a visitor who makes the public account again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from browser.people import give_accounts, sign_in
from browser.recomputing import BUTTON, SUMS, recomputed
from browser.walker import DESK, PHONE, Barriers, Walker
from factories.closed import OVER, STATEMENT, a_term_of_money, close_a_term, finish, give_back
from factories.crossing import ENDED, a_crossing
from factories.law import lay_down_the_law
from factories.world import a_world
from kehou.funds.accounts.publishing import publish_account
from kehou.funds.closing.running import run_closing
from kehou.funds.models import PublicAccount, TermClosing
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("KEHOU_SHOTS", "")
YUAN = f"{STATEMENT / 100:.2f}"


def _shoot(walker: Walker, name: str) -> None:
    """Keep a picture where somebody asked for pictures."""
    if SHOTS:
        for width in (PHONE, DESK):
            walker.page.set_viewport_size({"width": width, "height": 800})
            walker.page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)


def _enter(browser: Browser, site: str, barriers: Barriers, role: Role) -> Walker:
    walker = Walker.enter(browser, site, barriers, width=DESK)
    sign_in(walker, role)
    return walker


@pytest.mark.clause("A9.11", "A9.22", "A9.23", "A11.8")
def test_a_term_is_closed_given_back_and_made_again(site: str, browser: Browser, barriers: Barriers) -> None:
    lay_down_the_law()
    world = a_world(per_class=1)
    book = a_term_of_money(world)
    give_accounts(world, Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_HEAD, Role.SCHOOL_CASHIER)
    set_business_now(OVER)
    desk = f"/ledgers/{book.ledger.id}/closing/"

    accountant = _enter(browser, site, barriers, Role.SCHOOL_ACCOUNTANT)
    accountant.go("/ledgers/")
    _shoot(accountant, "ledgers")
    accountant.go(f"/ledgers/{book.ledger.id}/")
    accountant.reads("科目余额", "参与教师补助")
    _shoot(accountant, "book")
    accountant.go(desk)
    _shoot(accountant, "closing-open")
    accountant.fill("农商行（学校账户，尾号0001）对账单余额", YUAN)
    accountant.fill("农商行（财政专户，尾号0001）对账单余额", "0")
    accountant.press("申请结账")

    head = _enter(browser, site, barriers, Role.SCHOOL_HEAD)
    head.go(desk)
    head.fill("农商行（学校账户，尾号0001）对账单余额", YUAN)
    head.fill("农商行（财政专户，尾号0001）对账单余额", "0")
    head.press("复核，开始结账")
    _shoot(head, "closing-running")
    with world.inside():
        closing = TermClosing.objects.get()
    run_closing(closing.id, county_code=closing.county_code, now=OVER)
    head.go(desk)  # the page stands in rows, so that a reload shows how far it is
    head.reads("返还430.00元，3户")

    cashier = _enter(browser, site, barriers, Role.SCHOOL_CASHIER)
    cashier.go(desk)
    _shoot(cashier, "closing-due")
    cashier.press("选中的制成付款批次")
    accountant.go(desk)
    accountant.fill("回单号", "回单20260708")
    accountant.press("确认已付款")
    accountant.press("结余已经退完")
    head.go(desk)
    head.press("作最终公示")
    head.reads("最终公示", "已退还430.00元")

    with world.inside():
        account = PublicAccount.objects.get()
    visitor = Walker.enter(browser, site, barriers, width=PHONE)
    visitor.go(f"/accounts/{account.id}/")
    assert recomputed(visitor.page) == [True] * SUMS
    _shoot(visitor, "account")
    plain = Walker.enter(browser, site, barriers, width=PHONE, script=False)
    plain.go(f"/accounts/{account.id}/")
    plain.reads("应退还家长430.00元")
    assert not plain.page.get_by_role("button", name=BUTTON).is_visible()

    head.go(desk)
    head.press("核对账簿并归档")
    head.reads("已归档")
    _shoot(head, "closing-archived")
    for walker in (accountant, head, cashier, visitor, plain):
        assert walker.faults == []
        walker.page.context.close()


@pytest.mark.clause("A11.8")
def test_an_account_that_was_altered_does_not_come_out(
    site: str, browser: Browser, barriers: Barriers
) -> None:
    """The positive control: each of the sums is off by a fen in what the visitor receives."""
    lay_down_the_law()
    world = a_world(per_class=1)
    book = a_term_of_money(world)
    close_a_term(book)
    act = {"actor": world[Role.SCHOOL_HEAD], "now": OVER, "ledger_id": book.ledger.id}
    account = perform(publish_account, kind="preliminary", **act).id
    visitor = Walker.enter(browser, site, barriers, width=PHONE)

    def altered(route: Route) -> None:
        figures = route.fetch().json()
        figures["chain"][0]["sums"][-1][3] += 1
        figures["shares"][0][4] += 1
        figures["account"]["set_off_fen"] += 1
        route.fulfill(json=figures)

    visitor.page.route("**/figures/", altered)
    visitor.go(f"/accounts/{account}/")
    assert recomputed(visitor.page) == [False] * SUMS
    visitor.page.context.close()


@pytest.mark.clause("A9.11", "A11.8")
def test_what_crossed_from_term_to_term_is_made_again_by_the_book(
    site: str, browser: Browser, barriers: Barriers
) -> None:
    """A share was set off: the line holds. A fen more on it, either way, and it alone does not."""
    crossing = a_crossing()
    crossing.carry(1)
    give_back(crossing.before, now=ENDED)
    finish(crossing.before, now=ENDED)
    act = {"actor": crossing.world[Role.SCHOOL_HEAD], "now": ENDED, "ledger_id": crossing.before.ledger.id}
    account = perform(publish_account, kind="final", **act)
    assert account.content["set_off_fen"] == crossing.set_off().amount_fen
    assert made_again(browser, site, barriers, account, {}) == [True] * SUMS
    for line in ("set_off_fen", "set_off_from_before_fen"):
        assert made_again(browser, site, barriers, account, {line: 1}) == [True, True, False, True]


def made_again(
    browser: Browser, site: str, barriers: Barriers, account: PublicAccount, more: dict[str, int]
) -> list[bool]:
    """What a visitor finds who receives some lines of the account with so much more on them."""
    visitor = Walker.enter(browser, site, barriers, width=PHONE)

    def altered(route: Route) -> None:
        figures = route.fetch().json()
        for line, fen in more.items():
            figures["account"][line] += fen
        route.fulfill(json=figures)

    visitor.page.route("**/figures/", altered)
    visitor.go(f"/accounts/{account.id}/")
    found = recomputed(visitor.page)
    visitor.page.context.close()
    return found
