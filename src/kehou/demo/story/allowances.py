"""The chapter of allowances: a month's sheet, a provider's bill, and what is never paid.

It stands on a term whose book is open, with sessions of the month accepted and money in the bank.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from kehou.delivery.public import duty_facts
from kehou.demo.county import DemoCounty
from kehou.demo.money import MoneyDesk
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.teller import Teller
from kehou.funds.models import AllowanceRun
from kehou.funds.services import pay
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.platform.database.scope import at, scoped
from kehou.providers.public import contracts_of

SHOWN = timedelta(days=7)
SMALL = Fen(10_000)
PAPER = "彩纸和剪刀"


def _draft(desk: MoneyDesk, month: date, **changes: Any) -> AllowanceRun:
    """The sheet of a month, drafted and tested."""
    place = {"place": desk.place, "term_id": desk.term.id, "month": month}
    run: AllowanceRun = desk.act(pay.draft_run, desk.accountant, **place, **changes)
    tested: AllowanceRun = desk.act(pay.test_run, desk.accountant, run_id=run.id)
    return tested


def _spend(desk: MoneyDesk, **changes: Any) -> UUID:
    """Ask for an expense of paper for a course, or for something else."""
    given = {
        "category": "consumables",
        "amount": SMALL,
        "purpose": PAPER,
        "payee_kind": "supplier",
        "payee": "文体用品店",
    } | changes
    asked = desk.act(pay.ask_expense, desk.accountant, place=desk.place, term_id=desk.term.id, **given)
    found: UUID = asked.id
    return found


def tell_allowances(
    teller: Teller,
    county: DemoCounty,
    school: DemoSchool,
    month: date,
    now: datetime,
    *,
    purse: str,
    course_key: str = "craft",
) -> None:
    """A month's pay (A9.23 to A9.34, A10.4); ``now`` is after the month, ``purse`` a registered account."""
    teller.chapter("补助与支出")
    desk = MoneyDesk(county, school, now)
    run = _tell_sheet(teller, desk, month)
    _tell_release(teller, desk, run, purse)
    _tell_spending(teller, desk, purse, course_key)
    _tell_bill(teller, desk, month, purse)


def _tell_sheet(teller: Teller, desk: MoneyDesk, month: date) -> AllowanceRun:
    open_one = next((row for row in desk.sessions() if row.leader_id and not row.is_accepted), None)
    if open_one is not None and open_one.leader_id:
        added: Mapping[UUID, list[UUID]] = {open_one.leader_id: [open_one.id]}
        teller.refusal("把没有台账的课次加进发放表", "A7.10", lambda: _draft(desk, month, also=added))
    idle = {desk.cashier.person: SMALL}
    teller.refusal("给没有带班的人发管理补助", "A9.26", lambda: _draft(desk, month, managers=idle))
    teller.refusal("用服务费给其他人员发钱", "A9.33", lambda: _draft(desk, month, managers=idle))
    with scoped(at(desk.place)):
        on_duty = [row.person_id for row in duty_facts(desk.place.school, first=month, past=desk.now.date())]
    if on_duty:
        much = {on_duty[0]: Fen(10_000_000)}
        teller.refusal("管理人员补助高于人均", "A9.26", lambda: _draft(desk, month, managers=much))
    return teller.step("按验收的课次生成发放表，检验通过", lambda: _draft(desk, month))


def _tell_release(teller: Teller, desk: MoneyDesk, run: AllowanceRun, purse: str) -> None:
    asked = {"run_id": run.id}
    teller.step("发放表在校内公示", lambda: desk.act(pay.publish_run, desk.accountant, **asked))
    teller.refusal("公示期没满就批准", "A9.23", lambda: desk.act(pay.approve_run, desk.head, **asked))
    both = Actor(desk.accountant.person_id, desk.head.grants)
    later = desk.now + SHOWN
    teller.refusal("制表人自己批准", "A9.23", lambda: desk.act(pay.approve_run, both, now=later, **asked))
    teller.step("校长批准发放表", lambda: desk.act(pay.approve_run, desk.head, now=later, **asked))
    teller.refusal(
        "从没有登记的账户付款",
        "A9.17",
        lambda: desk.act(pay.pay_run, desk.cashier, now=later, purse_code="X0", **asked),
    )
    teller.step(
        "出纳发放补助，台账记下每一分",
        lambda: desk.act(pay.pay_run, desk.cashier, now=later, purse_code=purse, **asked),
    )


def _tell_spending(teller: Teller, desk: MoneyDesk, purse: str, course_key: str) -> None:
    for title, clause, changes in _NEVER:
        asked = {"course_key": course_key} | changes
        teller.refusal(title, clause, partial(_spend, desk, **asked))
    course = {"course_key": course_key}
    much = course | {"amount": Fen(1_000_000_000)}
    teller.refusal("补助还没有保障就大额支出", "A9.28", lambda: _spend(desk, **much))
    expense = teller.step("申请手工课的耗材", lambda: _spend(desk, **course))
    it = {"expense_id": expense}
    teller.step("校长批准支出", lambda: desk.act(pay.approve_expense, desk.head, **it))
    teller.step("出纳支付", lambda: desk.act(pay.pay_expense, desk.cashier, purse_code=purse, **it))


def _tell_bill(teller: Teller, desk: MoneyDesk, month: date, purse: str) -> None:
    with scoped(at(desk.place)):
        contracts = contracts_of(desk.place.school, term_id=desk.term.id)
    if not contracts:
        return
    bill = {
        "place": desk.place,
        "term_id": desk.term.id,
        "contract_id": contracts[0].contract_id,
        "month": month,
    }

    def ask(**changes: Any) -> Any:
        return desk.act(pay.ask_provider_payment, desk.accountant, **bill, **changes)

    teller.refusal("给机构多付和预付", "A9.30", lambda: ask(claimed=Fen(100_000_000)))
    teller.refusal("另外给机构教练发补助", "A9.30", lambda: ask(extra=SMALL))
    held = [row for row in desk.sessions() if row.is_payable and row.provider_id is not None]
    if not any(row.date.replace(day=1) == month for row in held):
        return
    payment = teller.step("按验收的课次申请机构结算", ask)
    asked = {"payment_id": payment.id}
    teller.step("校长批准结算", lambda: desk.act(pay.approve_provider_payment, desk.head, **asked))
    teller.step("出纳支付机构", lambda: desk.act(pay.pay_provider, desk.cashier, purse_code=purse, **asked))


_NEVER: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("中心校提取管理费", "A9.32", {"category": "management_fee"}),
    ("把钱转给中心校", "A9.31", {"payee_kind": "central_school"}),
    ("用服务费弥补公用经费", "A9.33", {"category": "public_funds_gap"}),
    ("用服务费买保险", "A10.4", {"category": "insurance"}),
    ("与课后服务无关的支出", "A9.34", {"course_key": "none"}),
    ("用服务费买礼品", "A9.19", {"category": "gifts"}),
)
