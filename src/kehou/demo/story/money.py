"""The chapters of the money: bills through every gate, payments by three ways, refunds by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from kehou.agreements.public import withdraw
from kehou.delivery.public import session_facts
from kehou.delivery.services.cancelling import cancel_session
from kehou.delivery.services.generating import generate_sessions
from kehou.demo.county import DemoCounty
from kehou.demo.gateway.calling import serve_site
from kehou.demo.gateway.serving import Gateway, serve_gateway
from kehou.demo.money import MoneyDesk, PhoneLine
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.families import Family
from kehou.demo.story.teller import Teller
from kehou.funds.models import Bill
from kehou.funds.services import money
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.platform.database.scope import at, scoped
from kehou.platform.outbox.announcing import drain
from kehou.rulebook.facts.bills import ServiceLine
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.receipts import ArrearsMeasure, PayeeKind

BY_BANK, BY_PHONE, AT_COUNTER = 200, 20, 5
AT_ONCE = timedelta(0)
NOON = (ServiceLine("noon-1", 40, 3, 1, (date(2026, 3, 9),), Category.NOON),)
AUTUMN = (ServiceLine("homework-primary-0", 40, 3, 1, (date(2026, 9, 7),)),)


def tell_bills(
    teller: Teller, county: DemoCounty, school: DemoSchool, people: Sequence[Family], now: datetime
) -> None:
    """Accounts, the book, bills, and money in by bank, phone and counter (A9.6 to A9.18, A9.39)."""
    teller.chapter("开账单与缴费")
    desk = MoneyDesk(county, school, now)
    teller.refusal("登记家委会的收款账户", "A9.17", lambda: desk.register("X1", "committee"))
    teller.refusal("没有账簿就开账单", "A9.22", desk.issue)
    teller.step("登记学校账户和财政专户，县里确认，建立专款账簿", desk.open_book)
    aided = _enter_aid(teller, desk, people)
    _refuse_bills(teller, desk, aided)
    issued = teller.step("给所有签了协议、编了班的学生开账单", desk.issue)
    bills = desk.bills()
    teller.check(f"{issued.bill_count}张账单，困难学生应缴0元", _nothing_asked(bills, aided))
    _tell_bank(teller, desk, bills[:BY_BANK])
    _tell_phone(teller, desk, people, bills[BY_BANK : BY_BANK + BY_PHONE])
    _tell_counter(teller, desk, bills[BY_BANK + BY_PHONE :][:AT_COUNTER])
    teller.refusal(
        "欠费的不让上课",
        "A9.15",
        lambda: desk.act(
            money.act_on_arrears,
            desk.accountant,
            place=desk.place,
            term_id=desk.term.id,
            measure=ArrearsMeasure.KEEP_FROM_LESSONS,
        ),
    )
    teller.check("账单、收款、账簿三方相符，分文不差", desk.totals().holds)


def tell_refunds(
    teller: Teller, county: DemoCounty, school: DemoSchool, people: Sequence[Family], now: datetime
) -> None:
    """A cancelled session and a family that leaves are refunded by themselves (A9.12)."""
    teller.chapter("退费")
    desk = MoneyDesk(county, school, now)
    office = county.actor(f"{school.key}-plan")
    session_id = teller.step("学校取消一次课", lambda: _cancel_one(desk, office))
    teller.check(
        "取消的课自动生成退费，多通知一次也不重复",
        bool(desk.refunds(source=f"session/{session_id}")),
    )
    leaver = _who_paid(desk, people)
    teller.step("一个家庭退出，以后的课时自动退费", lambda: _leave(desk, leaver))
    owed = [row for row in desk.refunds(state="decided") if row.cash_fen]
    both = Actor(desk.head.person_id, (*desk.head.grants, *desk.cashier.grants))
    desk.act(money.approve_refunds, desk.head, refunds=[owed[0].id])
    teller.refusal(
        "审批退费的人自己支付",
        "A9.23",
        lambda: desk.act(
            money.pay_refund, both, refund_id=owed[0].id, account_id=desk.account("B1"), reference="TF1"
        ),
    )
    teller.step(
        "出纳支付第一笔退费",
        lambda: desk.act(
            money.pay_refund,
            desk.cashier,
            refund_id=owed[0].id,
            account_id=desk.account("B1"),
            reference="TF1",
        ),
    )
    teller.step(f"校长审批、出纳支付其余{len(owed) - 1}笔", lambda: desk.pay_back(owed[1:]))
    teller.check("退费以后，账仍然分文不差", desk.totals().holds)


def _enter_aid(teller: Teller, desk: MoneyDesk, people: Sequence[Family]) -> list[UUID]:
    """Two pupils on the aid list: entered by one, confirmed by another."""
    pupils = [family.pupil.id for family in people[1:3]]
    entries = [
        desk.act(
            money.enter_aid,
            desk.accountant,
            place=desk.place,
            term_id=desk.term.id,
            pupil_id=pupil,
            category="orphan",
            document_number="示民发〔2026〕3号",
            recognised=date(2026, 1, 12),
        )
        for pupil in pupils
    ]
    both = Actor(desk.accountant.person_id, (*desk.accountant.grants, *desk.head.grants))
    teller.refusal(
        "登记减免的人自己确认",
        "A9.23",
        lambda: desk.act(money.confirm_aid, both, entry_id=entries[0].id),
    )
    teller.step(
        "校长确认减免",
        lambda: [desk.act(money.confirm_aid, desk.head, entry_id=entry.id) for entry in entries],
    )
    return pupils


def _refuse_bills(teller: Teller, desk: MoneyDesk, aided: Sequence[UUID]) -> None:
    """What no bill may charge."""
    attempts = (
        ("账单里加材料费", "A9.13", money.Charge(items=("consumables",))),
        ("账单里加保险费", "A10.4", money.Charge(items=("insurance",))),
        ("课后服务和午餐合开一张账单", "A9.16", money.Charge(items=("after_school_service", "meal"))),
        ("学期中提高单价", "A9.10", money.Charge(price=Fen(399))),
        ("把午休看管算进课后服务", "A9.18", money.Charge(extra=NOON)),
        ("跨学期预收", "A9.10", money.Charge(extra=AUTUMN)),
    )
    for title, clause, charge in attempts:
        teller.refusal(title, clause, partial(desk.issue, charge=charge))
    teller.refusal(
        "向孤儿全额收费",
        "A9.39",
        lambda: desk.issue(charge=money.Charge(waive=False), pupils=aided),
    )


def _nothing_asked(bills: Sequence[Bill], aided: Sequence[UUID]) -> bool:
    asked = {bill.pupil_id: bill.net_fen for bill in bills}
    return all(asked.get(pupil, 0) == 0 for pupil in aided) and sum(asked.values()) > 0


def _tell_bank(teller: Teller, desk: MoneyDesk, bills: Sequence[Bill]) -> None:
    on = desk.now.date()
    asked = [bill for bill in bills if bill.net_fen]
    rows = [desk.bank_row(bill, number, on=on) for number, bill in enumerate(asked, start=1)]
    dirt = [
        rows[0],
        f"{on},32.00,,王小明妈妈,2026900001",
        f"{on},三十二,,x,2026900002",
        f"{on},,5.00,手续费,2026900003",
    ]
    statement = teller.step("导入银行明细，按缴费编号对账", lambda: desk.import_file([*rows, *dirt]))
    teller.check(
        f"{len(rows)}笔对上，重复、认不出、有误的逐行退回",
        statement.counts == {"matched": len(rows), "doubled": 1, "unmatched": 1, "faulty": 1, "outgoing": 1},
    )
    again = teller.step("同一份明细再导一遍", lambda: desk.import_file([*rows, *dirt]))
    teller.check("一笔也不会多记", "matched" not in again.counts)
    teller.refusal(
        "导入没有登记的账户的明细", "A9.17", lambda: desk.import_file(rows, account_id=UUID(int=0))
    )


def _tell_phone(teller: Teller, desk: MoneyDesk, people: Sequence[Family], bills: Sequence[Bill]) -> None:
    families = {family.pupil.id: family for family in people}
    asked = [bill for bill in bills if bill.net_fen and bill.pupil_id in families]
    gateway = Gateway()
    with serve_gateway(gateway), serve_site() as site:
        line = PhoneLine(desk, gateway, site)
        orders = [line.order(families[bill.pupil_id], bill) for bill in asked]
        teller.check("伪造的支付回调被拒", line.forged(orders[0], gateway) == 401)
        answers = [line.call_back(order, times=2) for order in orders[:-1]]
        teller.check(
            f"{len(orders) - 1}笔微信支付的回调各来两遍，各入账一次",
            all(answer == [204, 204] for answer in answers),
        )
        found = money.ask_about_open_orders(sight=at(desk.place), now=desk.now, patience=AT_ONCE)
        teller.check("丢失的回调由查询补上", found["settled"] == 1)


def _tell_counter(teller: Teller, desk: MoneyDesk, bills: Sequence[Bill]) -> None:
    first = bills[0]
    teller.refusal(
        "钱收进班主任个人账户",
        "A9.17",
        lambda: desk.take(first, Fen(first.net_fen), payee=money.Payee(kind=PayeeKind.PERSON)),
    )
    receipts = [desk.take(bill, Fen(bill.net_fen)) for bill in bills if bill.net_fen]
    both = Actor(desk.cashier.person_id, (*desk.cashier.grants, *desk.accountant.grants))
    ids = [receipt.id for receipt in receipts]
    teller.refusal("出纳复核自己收的款", "A9.23", lambda: desk.act(money.match_receipts, both, receipts=ids))
    teller.step("会计复核窗口收款", lambda: desk.act(money.match_receipts, desk.accountant, receipts=ids))
    day = teller.step(
        "出纳结今天的账",
        lambda: desk.act(money.close_day, desk.cashier, place=desk.place, term_id=desk.term.id),
    )
    teller.step("会计复核今天的账", lambda: desk.act(money.check_day, desk.accountant, day_id=day.id))


def _cancel_one(desk: MoneyDesk, office: Actor) -> UUID:
    """Cancel the session with most pupils that lies ahead; sessions are made where there are none yet."""
    with scoped(at(desk.place)):
        ahead = session_facts(desk.place.school, desk.term.id, first=desk.now.date())
    if not ahead:
        desk.act(generate_sessions, office, place=desk.place, term_id=desk.term.id)
        with scoped(at(desk.place)):
            ahead = session_facts(desk.place.school, desk.term.id, first=desk.now.date())
    fullest = max(
        (row for row in ahead if row.state == "planned"), key=lambda row: (row.expected, str(row.id))
    )
    desk.act(cancel_session, office, session_id=fullest.id, cause="leader_away")
    drain(desk.place)
    return fullest.id


def _who_paid(desk: MoneyDesk, people: Sequence[Family]) -> Family:
    """The first family by number that paid its bill by bank."""
    families = {family.pupil.id: family for family in people}
    return next(
        families[bill.pupil_id] for bill in desk.bills() if bill.net_fen and bill.pupil_id in families
    )


def _leave(desk: MoneyDesk, family: Family) -> None:
    place = family.actor.wards[0].place
    desk.act(withdraw, family.actor, place=place, pupil_id=family.pupil.id, term_id=desk.term.id)
    drain(place)
