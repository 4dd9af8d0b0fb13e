"""Faults of the book."""

from __future__ import annotations

from faults.checks import ANEW, CHART, NO_FEE, RECIPES, SHARES, VERIFIER
from faults.copied_tree import Change
from faults.fault import Fault

ACCOUNTS = "src/kehou/ledger/accounts.py"
SURPLUS = "src/kehou/rulebook/hunan_2024/art09_surplus.py"

MONEY = (
    Fault(
        "an account for a management fee",
        (Change(ACCOUNTS, 'Account("5104", "水电和管理费"', old='Account("5104", "水电"'),),
        NO_FEE,
        "管理费",
    ),
    Fault(
        "an account that the decision record does not name",
        (Change(ACCOUNTS, 'Account("5104", "水电费"', old='Account("5104", "水电"'),),
        CHART,
        "水电费",
    ),
    Fault(
        "a payment that one person may make alone",
        (
            Change(
                "src/kehou/ledger/events.py",
                '_event("支付退费", (a.REFUNDS_DUE,), _CASH, _SETTLING)',
                old='_event("支付退费", (a.REFUNDS_DUE,), _CASH, _SETTLING, pays=True)',
            ),
        ),
        VERIFIER,
        "refund_paid",
    ),
    Fault(
        "a recipe that loses a fen",
        (
            Change(
                "src/kehou/ledger/recipes/parts.py",
                "found[item.point] += item.amount - Fen(1)",
                old="found[item.point] += item.amount",
            ),
        ),
        RECIPES,
        "Fen",
    ),
    Fault(
        "a verifier that does not look at the published head",
        (
            Change(
                "src/kehou/ledger/verify_book.py",
                "elif not head:",
                old="elif self.heads[count] != head:",
            ),
        ),
        ANEW,
        "assert",
    ),
    Fault(
        "a surplus of which the school keeps what does not divide",
        (
            Change(
                SURPLUS,
                "[pool * 0 + Fen(pool.amount * weights[key] // sum(weights.values())) for key in keys]",
                old="pool.split([weights[key] for key in keys])",
            ),
        ),
        SHARES,
        "assert",
    ),
)
