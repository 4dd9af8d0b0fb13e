"""What the book refuses: an entry that does not balance, names no account, or is no event it knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.verdict import UnableTo, Verdict, refusal
from kehou.ledger.accounts import CHART
from kehou.ledger.events import EVENTS, Event, EventKind, State
from kehou.ledger.lines import Draft, Fund, Line


class UnableToPost(UnableTo):
    """The book does not take an entry."""


def sums(lines: Iterable[Line]) -> dict[tuple[Fund, str], Fen]:
    """What the lines of each fund at each point add up to; an entry needs zero in all (A9.22, A9.24)."""
    found: dict[tuple[Fund, str], Fen] = defaultdict(lambda: ZERO)
    for line in lines:
        found[line.fund, line.point] += line.amount
    return dict(found)


def check(draft: Draft, *, state: State) -> None:
    """Hold a draft against the chart, the events and the zero sum. Raises UnableToPost."""
    verdicts = [*_balance(draft.lines), *_event(draft, EVENTS[draft.event], state)]
    if verdicts:
        raise UnableToPost(verdicts)


def _balance(lines: tuple[Line, ...]) -> Iterator[Verdict]:
    if len(lines) < 2:
        yield refusal("A9.22", "entry_without_two_sides", subject="entry", found=len(lines))
    for (fund, point), difference in sums(lines).items():
        if difference:
            yield refusal(
                "A9.22", "entry_unbalanced", subject=f"entry/{fund}/{point}", found=difference, required=ZERO
            )


def _event(draft: Draft, event: Event, state: State) -> Iterator[Verdict]:
    if state not in event.states:
        yield refusal("A7.11", "book_closed", subject="entry", found=state.value, required=event.name)
    for line in draft.lines:
        yield from _line(line, event, is_red=draft.event is EventKind.REVERSAL)


def _line(line: Line, event: Event, *, is_red: bool) -> Iterator[Verdict]:
    account = CHART.get(line.account)
    if account is None:
        yield refusal("A9.20", "no_such_account", subject=f"account/{line.account}")
        return
    if not line.amount:
        yield refusal("A9.22", "line_of_nothing", subject=f"account/{line.account}")
    side = event.debits if line.amount > ZERO else event.credits
    if not is_red and line.account not in side:
        yield refusal("A9.24", "account_not_of_event", subject=f"account/{line.account}", found=event.name)
    if not account.takes(line.named):
        yield refusal("A9.22", "line_keys_wrong", subject=f"account/{line.account}", found=account.name)
