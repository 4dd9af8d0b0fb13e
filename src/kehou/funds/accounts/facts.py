"""The public account as frozen values, and its figures from a ledger's balances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kehou.kernel.fen import ZERO, Fen, total
from kehou.ledger import accounts as a
from kehou.ledger.accounts import CHART, Kind
from kehou.ledger.lines import Fund

Held = Mapping[tuple[str, Fund, str], Fen]
SHOWN_KINDS = frozenset({Kind.INCOME, Kind.EXPENSE, Kind.RESULT})
SHOWN = (
    *(code for code, account in CHART.items() if account.kind in SHOWN_KINDS),
    *(a.SURPLUS_DUE.code, a.SURPLUS_PARKED.code, a.SUBSIDY_DUE_BACK.code),
)


@dataclass(frozen=True, slots=True)
class PaidGroup:
    """What a group of people was paid in a term: how many they are, the mean and the highest, in fen."""

    count: int
    total_fen: int
    mean_fen: int
    max_fen: int


@dataclass(frozen=True, slots=True)
class PaidProvider:
    """What a provider is paid, by the name in its contract."""

    name: str
    total_fen: int


@dataclass(frozen=True, slots=True)
class PointFigures:
    """The figures of one school or teaching point by account, as they are read: income and cost positive."""

    code: str
    name: str
    reply_number: str
    lines: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AccountContent:
    """Everything that is published of a term's money (practice.md 13). It names no child and no teacher.

    ``set_off_fen`` is the part of the surplus that families let stand against the next bill, and
    ``set_off_from_before_fen`` what came so from the term before. ``correction`` is a code, of a version
    that follows the book after the final account was shown.
    """

    ledger: str
    school: str
    term: str
    first_date: date
    last_date: date
    kind: str
    version: int
    lines: Mapping[str, int]
    points: tuple[PointFigures, ...]
    teachers: PaidGroup
    managers: PaidGroup
    outside: PaidGroup
    providers: tuple[PaidProvider, ...]
    payers: int
    surplus_order: str
    surplus_weights: str
    first_hash: str
    entry_count: int
    head: str
    set_off_fen: int = 0
    set_off_families: int = 0
    set_off_from_before_fen: int = 0
    correction: str = ""

    def line(self, *accounts: a.Account) -> Fen:
        """What some lines come to together."""
        return total(Fen(self.lines.get(account.code, 0)) for account in accounts)

    @property
    def crossed(self) -> dict[str, Fen]:
        """What left for the next term's book and came from the last one's, at the families' choice."""
        return {
            "set_off": Fen(self.set_off_fen),
            "set_off_from_before": Fen(self.set_off_from_before_fen),
        }

    @property
    def net_paid(self) -> Fen:
        """What families paid in the end: bills less waivers, refunds and arrears."""
        return self.line(a.FEES, a.WAIVED_BY_SUBSIDY, a.WAIVED_BY_SCHOOL, a.REFUNDED, a.ARREARS)

    @property
    def spent(self) -> Fen:
        """All costs."""
        return total(Fen(self.lines.get(code, 0)) for code in a.EXPENSE_CODES)

    @property
    def pool(self) -> Fen:
        """What goes back to families."""
        return self.line(a.SURPLUS)

    @property
    def returned(self) -> Fen:
        """What has gone back to families already."""
        return self.pool - self.line(a.SURPLUS_DUE, a.SURPLUS_PARKED)


def lines_of(held: Held, point: str | None = None) -> dict[str, int]:
    """The figures by account, at one point or all, as they are read; only accounts that moved."""
    found: dict[str, Fen] = {}
    for (code, _, its_point), amount in held.items():
        if code in SHOWN and point in (None, its_point):
            found[code] = found.get(code, ZERO) + amount
    return {code: (amount * sign_of(code)).amount for code, amount in sorted(found.items())}


def sign_of(code: str) -> int:
    """1 where a debit reads as positive (costs, what goes back), -1 where a credit does (income, debts)."""
    return -1 if CHART[code].kind in {Kind.INCOME, Kind.LIABILITY} else 1


def paid_group(amounts: list[Fen]) -> PaidGroup:
    """Head count, sum, mean (down to the fen) and the highest of what people were paid."""
    paid = [amount for amount in amounts if amount != ZERO]
    whole = total(paid)
    mean = whole.amount // len(paid) if paid else 0
    return PaidGroup(len(paid), whole.amount, mean, max(paid, default=ZERO).amount)
