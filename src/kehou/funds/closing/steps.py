"""The steps of closing a term that no person decides: each is one transaction, done once, in this order.

A step posts its entries, moves the ledger's state and leaves its row together, so that whatever is killed
in between leaves it either done or not begun.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kehou.authority.public import parameters_for
from kehou.funds.book.exporting import entries_of
from kehou.funds.book.posting import Paper, post
from kehou.funds.book.reading import balances, held_by_pupil
from kehou.funds.closing.facts import Held, accruals, costs_borne_by_subsidy, means_of, unspent_subsidy
from kehou.funds.closing.gathering import settlements
from kehou.funds.closing.rules import next_state
from kehou.funds.closing.sharing import keep_list, net_paid, point_shares
from kehou.funds.closing.subsidy import purses_of_subsidy
from kehou.funds.models import TermClosing, TermLedger
from kehou.funds.setting_off.telling import tell_of_the_choice
from kehou.kernel.actor import system_actor
from kehou.kernel.fen import Fen, total
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal
from kehou.ledger import recipes
from kehou.ledger.accounts import RECEIVABLE
from kehou.ledger.lines import Draft, Fund
from kehou.ledger.recipes import Item
from kehou.ledger.soundness import difference, is_chained
from kehou.platform.documents.freezing import content_hash
from kehou.rulebook.facts.closing import Settlement

Outcome = Mapping[str, object]


class UnableToClose(UnableTo):
    """A term cannot be closed yet."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name in the closing's record, what it is called, and what it does."""

    name: str
    label: str
    run: Callable[[TermClosing, datetime], Outcome]


def prove_the_book(closing: TermClosing, now: datetime) -> Outcome:
    """Read the whole book and make its chain again; the ledger is soft-closed from here on (9.14).

    What was booked since the closing was confirmed must leave its costs covered: later nothing can be put in.
    Raises UnableToClose.
    """
    ledger = closing.ledger
    entries = entries_of(ledger)
    if difference(entries).amount or not is_chained(str(ledger.id), entries):
        raise UnableToClose([refusal("A9.22", "book_chain_broken", subject="ledger")])
    _settled(ledger, now)
    owed = accruals(balances(ledger.id).by_place)
    move(ledger, "close")
    return {"entries": len(entries), "owed": {code: amount.amount for code, amount in owed.items()}}


def close_arrears(closing: TermClosing, now: datetime) -> Outcome:
    """Take off what families did not pay: it is no money to share (A9.10, A9.15)."""
    owed = held_by_pupil(closing.ledger_id, RECEIVABLE)
    items = [Item(key, point, amount) for (point, key), amount in owed.items()]
    _book(closing, "arrears", recipes.arrears_closed(items), now)
    return {"families": len(items), "fen": total(item.amount for item in items).amount}


def apply_subsidy(closing: TermClosing, now: datetime) -> Outcome:
    """Let the subsidy bear the costs first (A9.11, A9.2)."""
    held = balances(closing.ledger_id).by_place
    costs = costs_borne_by_subsidy(held, tuple(closing.ledger.points))
    purses = purses_of_subsidy(closing.ledger, costs)
    _book(closing, "subsidy", recipes.subsidy_applied(costs, purses), now)
    return {"fen": total(costs.values()).amount}


def fix_surplus(closing: TermClosing, now: datetime) -> Outcome:
    """Compute the pool of each point and the share of each who paid, to the fen (9.15, A9.11)."""
    ledger = closing.ledger
    parameters = parameters_for(ledger.place, on=local_day(now))
    held, settled = balances(ledger.id).by_place, _settled(ledger, now)
    paid = net_paid(ledger)
    shares = [
        share
        for point, found in settled.items()
        for share in point_shares(ledger, point, paid[point], found.pool, parameters)
    ]
    keep_list(ledger, {point: found.pool for point, found in settled.items()}, shares)
    items = [Item(share.key, share.point, share.share) for share in shares]
    _book(closing, "surplus", recipes.surplus_fixed(items), now)
    for fund, amounts in _back(ledger, settled).items():
        _book(closing, f"unspent-{fund}", recipes.unspent_subsidy_fixed(amounts, fund=fund), now)
    if parameters.flag("surplus_offset"):
        tell_of_the_choice(ledger, {share.key for share in shares if share.share}, now=now)
    move(ledger, "fix_surplus")
    return {
        "pool": total(found.pool for found in settled.values()).amount,
        "back": total(found.back for found in settled.values()).amount,
        "shares": len(shares),
        "means": {point: _written(held, point) for point in ledger.points},
    }


STEPS = (
    Step("book", "核对整本账簿，停止日常记账", prove_the_book),
    Step("arrears", "期末未收款销记", close_arrears),
    Step("subsidy", "财政补助先用于支出", apply_subsidy),
    Step("surplus", "计算结余和每位家长的份额", fix_surplus),
)


def _settled(ledger: TermLedger, now: datetime) -> dict[str, Settlement]:
    """What is left at each point. Raises UnableToClose where costs are above what there is (A9.3)."""
    parameters = parameters_for(ledger.place, on=local_day(now))
    settled = settlements(balances(ledger.id).by_place, tuple(ledger.points), parameters)
    short = {point: found.shortfall for point, found in settled.items() if found.shortfall}
    if short:
        raise UnableToClose(
            refusal("A9.3", "costs_not_covered", subject=f"point/{point}", found=gap)
            for point, gap in short.items()
        )
    return settled


def move(ledger: TermLedger, event: str) -> None:
    """Bring a ledger to its next state."""
    ledger.state = next_state(ledger.state, event).value
    TermLedger.objects.filter(pk=ledger.pk).update(state=ledger.state)


def _book(closing: TermClosing, about: str, draft: Draft, now: datetime) -> None:
    """Post a step's entry on the closing's own paper; nothing where there is nothing to book."""
    if draft.lines:
        paper = Paper(
            f"closing/{closing.id}/{about}",
            content_hash(
                {"lines": [[line.account, line.amount.amount, line.pupil_key] for line in draft.lines]}
            ),
        )
        post(ledger=closing.ledger, draft=draft, paper=paper, actor=system_actor(), now=now)


def _back(ledger: TermLedger, settled: Mapping[str, Settlement]) -> dict[Fund, dict[str, Fen]]:
    """What goes back to the finance office, by the fund in which it lies, and by point."""
    held = balances(ledger.id).by_place
    found: dict[Fund, dict[str, Fen]] = {Fund.SUBSIDY: {}, Fund.FEE: {}}
    for point, outcome in settled.items():
        unspent = min(outcome.back, unspent_subsidy(held, point))
        found[Fund.SUBSIDY][point] = unspent
        found[Fund.FEE][point] = outcome.back - unspent
    return found


def _written(held: Held, point: str) -> dict[str, int]:
    means = means_of(held, point)
    return {
        "net_paid": means.net_paid.amount,
        "interest": means.interest.amount,
        "given": means.given.amount,
        "spent": means.spent.amount,
    }
