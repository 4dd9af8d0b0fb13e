"""The chapter of the term's end: closed by two people, the surplus back to the fen, the account public."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kehou.demo.county import DemoCounty
from kehou.demo.money import MoneyDesk
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.teller import Teller
from kehou.funds.models import ReturnBatch, TermClosing
from kehou.funds.services import closing as funds
from kehou.kernel.fen import Fen
from kehou.kernel.places import Place
from kehou.ledger.recipes import Item, bill_issued
from kehou.ledger.verify_book import verify
from kehou.platform.database.scope import at, scoped

FEN = Fen(1)


def tell_closing(teller: Teller, county: DemoCounty, school: DemoSchool, now: datetime) -> None:
    """Close, give back, show, archive (A9.5, A9.11, A9.22, A9.23, A11.8); ``now`` is after the term's end."""
    teller.chapter("学期结账与结余退费")
    desk = MoneyDesk(county, school, now)
    _close(teller, desk)
    _give_back(teller, desk)
    _show(teller, desk)


def _close(teller: Teller, desk: MoneyDesk) -> None:
    said = desk.statements()
    early = desk.now - timedelta(days=60)
    ask = {"ledger_id": desk.ledger().id, "statements": said}
    teller.refusal(
        "学期没结束就申请结账",
        "A9.11",
        lambda: desk.act(funds.request_closing, desk.accountant, now=early, **ask),
    )
    off = ask | {"statements": _a_fen_more(said)}
    teller.refusal(
        "对账单差一分钱就申请结账", "A9.23", lambda: desk.act(funds.request_closing, desk.accountant, **off)
    )
    closing: TermClosing = teller.step(
        "会计申请结账，账面与银行一致", lambda: desk.act(funds.request_closing, desk.accountant, **ask)
    )
    confirm = {"closing_id": closing.id, "statements": said}
    teller.step("校长复核", lambda: desk.act(funds.confirm_closing, desk.head, **confirm))
    teller.refusal("复核两次", "A7.11", lambda: desk.act(funds.confirm_closing, desk.head, **confirm))
    teller.step(
        "核对整本账簿，补助先用于支出，算出每位家长的份额",
        lambda: funds.run_closing(closing.id, county_code=desk.place.code, now=desk.now),
    )
    teller.refusal("结账后再开一张缴费通知", "A7.11", lambda: _late_bill(desk))


def _give_back(teller: Teller, desk: MoneyDesk) -> None:
    due = desk.due()
    purse = max(desk.statements().items(), key=lambda row: row[1])[0]
    teller.check("结余分到每一分钱", sum(share.share_fen for share in due) == _pool(desk))
    prepare = {"ledger_id": desk.ledger().id, "share_ids": [share.id for share in due[1:]]}
    teller.refusal(
        "从没有登记的账户退",
        "A9.17",
        lambda: desk.act(funds.prepare_return, desk.cashier, purse_code="家委会", **prepare),
    )
    teller.refusal(
        "用结余抵下学期费用，市里没有规定",
        "A9.11",
        lambda: desk.act(
            funds.enter_choice, desk.cashier, share_id=due[1].id, paper_number="结余选择书1号", sets_off=True
        ),
    )
    batch: ReturnBatch = teller.step(
        f"出纳制单，退还{len(due) - 1}户",
        lambda: desk.act(funds.prepare_return, desk.cashier, purse_code=purse, **prepare),
    )
    confirm = {"batch_id": batch.id}
    teller.refusal(
        "没有回单就确认",
        "A9.11",
        lambda: desk.act(funds.confirm_return, desk.accountant, proof="", **confirm),
    )
    teller.step(
        "会计凭银行回单确认",
        lambda: desk.act(funds.confirm_return, desk.accountant, proof="回单20260708", **confirm),
    )
    _park(teller, desk, due[0].id)
    teller.step(
        "结余全部退还或转为待领取",
        lambda: desk.act(funds.finish_return, desk.accountant, ledger_id=desk.ledger().id),
    )


def _park(teller: Teller, desk: MoneyDesk, share_id: UUID) -> None:
    park = {"share_id": share_id}
    teller.refusal(
        "还有一户没退就说退完",
        "A9.11",
        lambda: desk.act(funds.finish_return, desk.accountant, ledger_id=desk.ledger().id),
    )
    teller.refusal(
        "没有通知家长就转为待领取", "A9.11", lambda: desk.act(funds.park_share, desk.accountant, **park)
    )
    teller.step("电话通知家长", lambda: desk.act(funds.tell_family, desk.cashier, channel="call", **park))
    teller.step("这一户转为待领取", lambda: desk.act(funds.park_share, desk.accountant, **park))


def _show(teller: Teller, desk: MoneyDesk) -> None:
    publish = {"ledger_id": desk.ledger().id}
    teller.refusal("没有最终公示就归档", "A11.8", lambda: desk.act(funds.archive_term, desk.head, **publish))
    teller.step(
        "公示收支，与账簿分文不差",
        lambda: desk.act(funds.publish_account, desk.head, kind="final", **publish),
    )
    teller.step(
        "每小时把账簿校验值送县里", lambda: funds.anchor_ledgers(Place(desk.place.code), now=desk.now)
    )
    teller.step("核对账簿并归档", lambda: desk.act(funds.archive_term, desk.head, **publish))
    ledger = desk.ledger()
    with scoped(at(desk.place)):
        book = json.loads(funds.export_ledger(ledger))
        anchors = funds.anchors_of(ledger.id)
    teller.check("导出的账簿核对无误", verify(book, anchors) == [])
    teller.check("截去最后一笔，就与县里的校验值不符", verify(_cut(book), anchors) != [])


def _a_fen_more(said: Mapping[str, Fen]) -> dict[str, Fen]:
    return {code: amount + FEN for code, amount in said.items()}


def _late_bill(desk: MoneyDesk) -> object:
    ledger = desk.ledger()
    point = next(iter(ledger.points))
    draft = bill_issued([Item("LATE", point, FEN)])
    return desk.act(funds.post, desk.accountant, ledger=ledger, draft=draft, paper=funds.Paper("bill/late"))


def _pool(desk: MoneyDesk) -> int:
    ledger = desk.ledger()
    with scoped(at(desk.place)):
        outcome = TermClosing.objects.get(ledger=ledger).steps.get(name="surplus").outcome
    return int(outcome["pool"])


def _cut(book: dict[str, Any]) -> dict[str, Any]:
    entries = book["entries"][:-1]
    return book | {"entries": entries, "count": len(entries), "head": entries[-1]["chain"]}
