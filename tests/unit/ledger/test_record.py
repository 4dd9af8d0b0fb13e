"""The decision record on the ledger says what the code does: chart, events, sample entries."""

from __future__ import annotations

import re

import pytest

from house.source import ROOT
from kehou.kernel.fen import ZERO, Fen, total
from kehou.ledger.accounts import CHART, Key
from kehou.ledger.checking import check, sums
from kehou.ledger.events import EVENTS, EventKind, State
from unit.ledger.samples import SAMPLES, SET_OFF_SAMPLES, TAKEN_BACK_SAMPLES, rows

RECORD = (ROOT / "docs/decisions/0008-the-book-of-a-term.md").read_text(encoding="utf-8")
KEYS = {Key.PUPIL: "pupil", Key.PERSON: "payee", Key.BANK: "registered account"}


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading."""
    section = RECORD.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_chart_is_the_one_that_is_kept() -> None:
    expected = [
        [
            account.code,
            account.name,
            account.kind.value,
            ", ".join(
                [KEYS[key] for key in Key if key in account.keys]
                + [f"{KEYS[key]} where there is one" for key in Key if key in account.may]
            ),
        ]
        for account in CHART.values()
    ]
    assert table("The chart of accounts") == expected


def test_the_events_are_those_that_can_be_booked() -> None:
    expected = [
        [
            f"`{kind.value}`",
            event.name,
            " ".join(sorted(event.debits)) or "the mirror",
            " ".join(sorted(event.credits)) or "of an entry",
            "yes" if event.pays or kind is EventKind.REVERSAL else "",
            ", ".join(state.value for state in State if state in event.states),
        ]
        for kind, event in EVENTS.items()
    ]
    assert table("The events") == expected


def test_the_samples_are_what_the_recipes_give() -> None:
    for heading, samples in (
        ("Sample entries", SAMPLES),
        ("A share that stands against the next bill", SET_OFF_SAMPLES),
        ("A share that should not have crossed", TAKEN_BACK_SAMPLES),
    ):
        assert table(heading) == [row for says, draft in samples for row in rows(says, draft)]


@pytest.mark.clause("A9.11", "A9.22")
def test_the_samples_are_one_sound_term() -> None:
    for _, draft in SAMPLES:
        assert set(sums(draft.lines).values()) == {ZERO}
        check(draft, state=next(iter(sorted(EVENTS[draft.event].states))))
    lines = [line for _, draft in SAMPLES for line in draft.lines]
    left = total(line.amount for line in lines if line.account[0] in "456")
    assert left == ZERO  # all that came in was spent or goes back
    said = re.search(r"N = ([\d.]+), G = ([\d.]+), E = ([\d.]+): ([\d.]+) go back", RECORD)
    assert said
    paid, given, spent, back = (Fen.from_yuan(amount) for amount in said.groups())
    assert back == min(paid, paid + given - spent)
    assert spent == total(line.amount for line in lines if line.account[0] == "5")


@pytest.mark.clause("A9.11")
def test_a_share_that_crosses_leaves_no_fen_in_either_book() -> None:
    for _, draft in SET_OFF_SAMPLES:
        assert set(sums(draft.lines).values()) == {ZERO}
        check(draft, state=next(iter(sorted(EVENTS[draft.event].states))))
    out, into = SET_OFF_SAMPLES[0][1], SET_OFF_SAMPLES[1][1]
    moved = [total(line.amount for line in draft.lines if line.bank_code) for draft in (out, into)]
    assert moved[0] == -moved[1]
    after = [line for _, draft in SET_OFF_SAMPLES[1:] for line in draft.lines]
    claims = {"2001", "2003", "1101"}
    assert {
        code: total(line.amount for line in after if line.account == code) for code in claims
    } == dict.fromkeys(claims, ZERO)


@pytest.mark.clause("A9.11", "A9.22")
def test_a_share_that_is_taken_back_leaves_both_books_as_if_it_had_never_crossed() -> None:
    """Before the refund was paid: the last sample of the crossing did not happen."""
    crossed = SET_OFF_SAMPLES[:-1]
    first = [crossed[0][1], TAKEN_BACK_SAMPLES[1][1]]
    second = [*(draft for _, draft in crossed[1:]), TAKEN_BACK_SAMPLES[0][1]]
    bill = next(draft for _, draft in crossed if draft.event is EventKind.BILL_ISSUED)
    for drafts, left in ((first, []), (second, list(bill.lines))):
        codes = {line.account for draft in drafts for line in draft.lines}
        for code in codes:
            held = total(line.amount for draft in drafts for line in draft.lines if line.account == code)
            assert held == total(line.amount for line in left if line.account == code), code
