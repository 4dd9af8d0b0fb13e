"""From a published account to what its page shows."""

from __future__ import annotations

from dataclasses import dataclass

from kehou.funds.accounts.content import from_json
from kehou.funds.accounts.facts import AccountContent, PaidGroup
from kehou.funds.models import PublicAccount
from kehou.kernel.fen import Fen
from kehou.ledger import accounts as a
from kehou.ledger.accounts import CHART, EXPENSE_CODES


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One line of the account."""

    name: str
    amount: Fen


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Everything that the page of an account draws."""

    row: PublicAccount
    content: AccountContent
    income: tuple[MoneyLine, ...]
    costs: tuple[MoneyLine, ...]
    groups: tuple[tuple[str, PaidGroup], ...]
    income_sum: Fen

    @property
    def is_final(self) -> bool:
        """Whether the surplus was back when it was published."""
        return self.row.kind == PublicAccount.Kind.FINAL

    @property
    def parked(self) -> Fen:
        """What waits for families that were told."""
        return self.content.line(a.SURPLUS_PARKED)


# Bills and what was never owed or went back, then what others gave.
_INCOME = (
    *(a.FEES, a.WAIVED_BY_SUBSIDY, a.WAIVED_BY_SCHOOL, a.REFUNDED, a.ARREARS),
    *(a.SUBSIDY, a.INTEREST, a.SHORTFALL),
)


def account_page(row: PublicAccount) -> AccountPage:
    """A published account as anyone sees it."""
    content = from_json(row.content)
    income = tuple(MoneyLine(acc.name, content.line(acc)) for acc in _INCOME if acc.code in content.lines)
    costs = tuple(
        MoneyLine(CHART[code].name, content.line(CHART[code]))
        for code in EXPENSE_CODES
        if code in content.lines
    )
    groups = (
        ("参与教师", content.teachers),
        ("行政管理（后勤）人员", content.managers),
        ("校外聘请人员", content.outside),
    )
    return AccountPage(row, content, income, costs, groups, content.line(*_INCOME))
