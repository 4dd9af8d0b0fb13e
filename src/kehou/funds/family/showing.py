"""From a family's account to what its page draws."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.funds.family.facts import FamilyAccount, RefundInfo
from kehou.funds.family.wording import BILL_STATES, CAUSES, REFUND_TONES, STATE_NAMES
from kehou.funds.models import MoneyAccount, Receipt
from kehou.kernel.fen import ZERO
from kehou.platform.ui.books import all_wording
from kehou.platform.ui.pieces import Fact, Tone
from kehou.platform.ui.wording import WEEKDAYS, day, full_day, yuan
from kehou.registry.public import names_of, school_info, term_info


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One weekly time: what, when, how many times, how many periods."""

    title: str
    when: str
    times: int
    periods: int
    units: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class RefundRow:
    """One refund in words."""

    refund: RefundInfo
    why: str
    state: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class BankRow:
    """An account into which a family may transfer."""

    kind: str
    holder: str
    bank: str
    account_text: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    """What the page of one child's account draws."""

    account: FamilyAccount
    state: str
    tone: Tone
    times: tuple[TimeRow, ...]
    refunds: tuple[RefundRow, ...]
    sums: tuple[Fact, ...]
    banks: tuple[BankRow, ...]
    may_pay: bool


def account_page(account: FamilyAccount, *, school_id: UUID) -> AccountPage:
    """One account with its words."""
    state, tone = BILL_STATES[account.state]
    return AccountPage(
        account=account,
        state=state,
        tone=tone,
        times=tuple(
            TimeRow(
                line.title,
                f"{WEEKDAYS[line.weekday]} {line.starts:%H:%M}–{line.ends:%H:%M}",
                len(line.dates),
                line.periods,
                line.units,
                line.dates[0],
                line.dates[-1],
            )
            for line in account.times
        ),
        refunds=tuple(_refund(refund) for refund in account.refunds),
        sums=_sums(account),
        banks=banks_of(school_id) if account.standing.open > ZERO else (),
        may_pay=account.standing.open > ZERO,
    )


_BY_NUMBER = (Receipt.Channel.BANK, Receipt.Channel.WALLET)


def receipt_facts(receipt: Receipt) -> tuple[Fact, ...]:
    """What a receipt says."""
    pupil = receipt.bill.pupil_id if receipt.bill else None
    paper = f"{receipt.paper_kind} {receipt.paper_number}".strip()
    facts = (
        Fact("学校", school_info(receipt.school_id).name),
        Fact("学期", term_info(receipt.term_id).label),
        Fact("学生", names_of([pupil]).get(pupil, "") if pupil else ""),
        Fact("项目", "课后服务费"),
        Fact("金额", yuan(receipt.amount_fen)),
        Fact("缴费日期", full_day(receipt.paid_date)),
        Fact("方式", receipt.get_channel_display()),
        Fact("收款账户", f"{receipt.account.holder}　{receipt.account.bank}"),
        Fact("票据", paper),
        Fact("流水号", receipt.reference if receipt.channel in _BY_NUMBER else ""),
        Fact("多缴", f"{yuan(receipt.excess_fen)}，将予清退" if receipt.excess_fen else ""),
    )
    return tuple(fact for fact in facts if fact.value)


def _sums(account: FamilyAccount) -> tuple[Fact, ...]:
    """How the bill comes about, and what became of it."""
    standing = account.standing
    capped = account.gross < account.price * account.units
    facts = [
        Fact("单价", f"每课时{yuan(account.price)}"),
        Fact("按封顶收" if capped else f"{account.units}课时合计", yuan(account.gross)),
        *([Fact("减免", yuan(account.waived))] if account.waived else []),
        Fact("应缴", yuan(standing.net)),
        *([Fact("已冲减", yuan(standing.offset))] if standing.offset else []),
        Fact("已缴", yuan(account.paid)),
        *([Fact("退费", yuan(standing.granted))] if standing.granted else []),
    ]
    return tuple(facts)


def banks_of(school_id: UUID) -> tuple[BankRow, ...]:
    """The confirmed accounts of the legal person into which fees are paid."""
    owner = school_info(school_id).legal_person_id
    rows = MoneyAccount.objects.filter(school_id=owner, ended_at=None).exclude(confirmed_at=None)
    return tuple(
        BankRow(row.get_kind_display(), row.holder, row.bank, row.account_text)
        for row in rows.order_by("code")
    )


def _refund(refund: RefundInfo) -> RefundRow:
    why = CAUSES[refund.cause]
    if refund.reason:
        why = f"{why}（{all_wording().labels.get(refund.reason, refund.reason)}）"
    if refund.first_date and refund.last_date:
        span = day(refund.first_date)
        why = f"{why}，{span}" if refund.first_date == refund.last_date else f"{why}，{span}起"
    return RefundRow(refund, why, STATE_NAMES[refund.state], REFUND_TONES[refund.state])
