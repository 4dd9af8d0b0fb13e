"""Refunds: a special reason told or proved, whole, in time (A9.12)."""

from __future__ import annotations

from datetime import date

from factories.money_facts import a_refund
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.refunds import RefundCause, RefundDeadline
from kehou.rulebook.hunan_2024.art09_refunds import (
    refund_comes_in_time,
    refund_has_its_reason,
    refund_is_whole,
)
from unit.rulebook.example import Example

DUE = date(2026, 4, 20)

EXAMPLES = (
    Example("ill, told before", refund_has_its_reason, a_refund(), met=True),
    Example(
        "ill, proved on the fifth day",
        refund_has_its_reason,
        a_refund(told_before=False, evidence_days=5),
        met=True,
    ),
    Example(
        "ill, proved on the sixth day",
        refund_has_its_reason,
        a_refund(told_before=False, evidence_days=6),
        met=False,
        reason="refund_neither_told_nor_proved",
    ),
    Example(
        "not a word",
        refund_has_its_reason,
        a_refund(told_before=False),
        met=False,
        reason="refund_neither_told_nor_proved",
    ),
    Example(
        "a holiday trip",
        refund_has_its_reason,
        a_refund(reason="holiday"),
        met=False,
        reason="refund_reason_not_special",
    ),
    Example("all that is due", refund_is_whole, a_refund(), met=True),
    Example("a fen less", refund_is_whole, a_refund(amount=Fen(1_999)), met=False, reason="refund_too_small"),
    Example(
        "more than was billed",
        refund_is_whole,
        a_refund(cause=RefundCause.SCHOOL, amount=Fen(30_001)),
        met=False,
        reason="refund_above_payment",
    ),
    Example("on the day", refund_comes_in_time, RefundDeadline(DUE, DUE), met=True),
    Example("paid in time", refund_comes_in_time, RefundDeadline(DUE, date(2026, 5, 1), DUE), met=True),
    Example("a day over", refund_comes_in_time, RefundDeadline(DUE, date(2026, 4, 21)), met=False),
)
