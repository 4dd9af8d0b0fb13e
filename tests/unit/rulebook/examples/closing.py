"""Closing a term, giving the surplus back, and the public account (A9.3 to A9.28, A11.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import HolidayCalendar
from kehou.kernel.places import Tier
from kehou.rulebook.facts.closing import (
    BookState,
    DisclosureDay,
    PayerShare,
    PublicFigures,
    SetOff,
    SurplusList,
    SurplusReturn,
    TermEnd,
)
from kehou.rulebook.hunan_2024.art09_closing import (
    allowances_are_settled,
    allowances_are_the_main_cost,
    book_agrees_with_the_bank,
    book_is_empty_at_the_end,
    book_is_whole,
    costs_are_covered,
    refunds_are_decided,
    set_offs_are_settled,
    term_is_over,
)
from kehou.rulebook.hunan_2024.art09_surplus import (
    every_share_is_returned,
    list_gives_back_the_whole_pool,
    list_leaves_no_payer_out,
    nothing_is_set_off_unasked,
    nothing_stays_with_the_school,
    set_off_is_allowed_by_the_city,
    set_off_is_the_familys_choice,
)
from kehou.rulebook.hunan_2024.art11_account import account_is_published_in_time, figures_are_the_ledgers
from unit.rulebook.example import Example

LAST, AFTER = date(2026, 7, 3), date(2026, 7, 6)
CALENDAR = HolidayCalendar(frozenset({2026}))
WHOLE = BookState(ZERO, is_chained=True, fee_balance=ZERO)
RETURNED = SurplusReturn(frozenset(), frozenset(), ZERO)
ONE = frozenset({"x"})
CHOSEN = SetOff(in_writing=True, stays=True, is_next_term=True)
IN_A_CITY_THAT_ALLOWS_IT: Any = {"set": {"surplus_offset": True}, "tier": Tier.CITY}


def _end(**changes: Any) -> TermEnd:
    return replace(TermEnd(LAST, AFTER, allowances=Fen(710), spent=Fen(1000)), **changes)


def _list(pool: int, *rows: tuple[str, int, int], payers: str = "ab") -> SurplusList:
    shares = tuple(PayerShare(key, Fen(paid), Fen(share)) for key, paid, share in rows)
    return SurplusList(Fen(pool), shares, frozenset(payers))


def _figures(shown: int, booked: int, *, also: int = 0, is_final: bool = False) -> PublicFigures:
    lines = {"4001": Fen(booked)} | ({"5001": Fen(also)} if also else {})
    return PublicFigures({"4001": Fen(shown)}, lines, is_final=is_final, surplus_returned=False)


def _published(day: date, *, is_final: bool = False) -> DisclosureDay:
    return DisclosureDay(LAST, day, CALENDAR, is_final)


FAIR = _list(10000, ("a", 60000, 6667), ("b", 30000, 3333))

EXAMPLES = (
    Example("the day after the last day", term_is_over, _end(today=date(2026, 7, 4)), met=True),
    Example("on the last day", term_is_over, _end(today=LAST), met=False, reason="term_not_over"),
    Example("a session without a record", term_is_over, _end(sessions_open=1), met=False),
    Example("all decided", refunds_are_decided, _end(), met=True),
    Example("one undecided", refunds_are_decided, _end(refunds_undecided=1), met=False),
    Example("all settled", allowances_are_settled, _end(), met=True),
    Example("June is missing", allowances_are_settled, _end(allowances_unsettled=1), met=False),
    Example("book and bank agree", book_agrees_with_the_bank, _end(), met=True),
    Example("a fen apart", book_agrees_with_the_bank, _end(bank_difference=Fen(-1)), met=False),
    Example("an unknown receipt", book_agrees_with_the_bank, _end(receipts_unmatched=1), met=False),
    Example("covered to the fen", costs_are_covered, _end(shortfalls={"yx": ZERO}), met=True),
    Example("a fen short", costs_are_covered, _end(shortfalls={"yx": Fen(1)}), met=False, subject="point/yx"),
    Example("more than half", allowances_are_the_main_cost, _end(), met=True),
    Example(
        "exactly half is not mainly",
        allowances_are_the_main_cost,
        _end(allowances=Fen(500)),
        met=False,
        reason="allowance_share_low",
    ),
    Example(
        "half and a fen",
        allowances_are_the_main_cost,
        _end(allowances=Fen(501)),
        met=True,
        reason="allowance_share_low",
    ),
    Example(
        "half, with the county's note",
        allowances_are_the_main_cost,
        _end(allowances=Fen(500), share_departure=True),
        met=True,
        reason="allowance_share_low",
    ),
    Example(
        "seven tenths are thin",
        allowances_are_the_main_cost,
        _end(allowances=Fen(700)),
        met=False,
        reason="allowance_share_thin",
    ),
    Example("in balance", book_is_whole, WHOLE, met=True),
    Example("a fen off", book_is_whole, replace(WHOLE, difference=Fen(1)), met=False),
    Example("a broken chain", book_is_whole, replace(WHOLE, is_chained=False), met=False),
    Example("nothing left", book_is_empty_at_the_end, WHOLE, met=True),
    Example("a fen left", book_is_empty_at_the_end, replace(WHOLE, fee_balance=Fen(1)), met=False),
    Example("to the fen", list_gives_back_the_whole_pool, FAIR, met=True),
    Example("a fen less", list_gives_back_the_whole_pool, replace(FAIR, pool=Fen(10001)), met=False),
    Example("all who paid", list_leaves_no_payer_out, FAIR, met=True),
    Example(
        "who left early is left out",
        list_leaves_no_payer_out,
        replace(FAIR, payers=frozenset("abc")),
        met=False,
        reason="payer_left_out",
        subject="payer/c",
    ),
    Example(
        "a waived pupil gets cash",
        list_leaves_no_payer_out,
        _list(100, ("a", 60000, 50), ("w", 0, 50)),
        met=False,
        reason="waived_gets_cash",
        subject="payer/w",
    ),
    Example("all back", every_share_is_returned, RETURNED, met=True),
    Example("one unpaid", every_share_is_returned, replace(RETURNED, unpaid=ONE), met=False),
    Example(
        "parked in silence", every_share_is_returned, replace(RETURNED, parked_without_notice=ONE), met=False
    ),
    Example("nothing set off", nothing_is_set_off_unasked, RETURNED, met=True),
    Example("set off", nothing_is_set_off_unasked, replace(RETURNED, set_off=ONE), met=False),
    Example(
        "set off as the family chose, where the city allows it",
        nothing_is_set_off_unasked,
        replace(RETURNED, set_off=ONE),
        met=True,
        **IN_A_CITY_THAT_ALLOWS_IT,
    ),
    Example(
        "allowed, but this family did not choose it",
        nothing_is_set_off_unasked,
        replace(RETURNED, set_off=ONE, set_off_unasked=ONE),
        met=False,
        **IN_A_CITY_THAT_ALLOWS_IT,
    ),
    Example("no word of the city", set_off_is_allowed_by_the_city, CHOSEN, met=False),
    Example(
        "the city allows it", set_off_is_allowed_by_the_city, CHOSEN, met=True, **IN_A_CITY_THAT_ALLOWS_IT
    ),
    Example("chosen for the next bill", set_off_is_the_familys_choice, CHOSEN, met=True),
    Example(
        "not chosen",
        set_off_is_the_familys_choice,
        replace(CHOSEN, in_writing=False),
        met=False,
        reason="set_off_unchosen",
    ),
    Example(
        "who leaves gets the money",
        set_off_is_the_familys_choice,
        replace(CHOSEN, stays=False),
        met=False,
        reason="set_off_of_leaver",
    ),
    Example(
        "a bill of a later term",
        set_off_is_the_familys_choice,
        replace(CHOSEN, is_next_term=False),
        met=False,
        reason="set_off_not_next_term",
    ),
    Example("nothing waits to be set off", set_offs_are_settled, _end(), met=True),
    Example("one waits", set_offs_are_settled, _end(set_offs_waiting=1), met=False),
    Example("nothing kept", nothing_stays_with_the_school, RETURNED, met=True),
    Example("a fen kept", nothing_stays_with_the_school, replace(RETURNED, fee_balance=Fen(1)), met=False),
    Example("as in the ledger", figures_are_the_ledgers, _figures(100, 100), met=True),
    Example("a fen more", figures_are_the_ledgers, _figures(101, 100), met=False, subject="4001"),
    Example(
        "a line left out",
        figures_are_the_ledgers,
        _figures(100, 100, also=1),
        met=False,
        subject="5001",
    ),
    Example(
        "final too early",
        figures_are_the_ledgers,
        _figures(100, 100, is_final=True),
        met=False,
        reason="final_before_return",
    ),
    Example(
        "on the tenth working day", account_is_published_in_time, _published(date(2026, 7, 17)), met=True
    ),
    Example("on the eleventh", account_is_published_in_time, _published(date(2026, 7, 20)), met=False),
    Example(
        "final on the sixth",
        account_is_published_in_time,
        _published(date(2026, 7, 13), is_final=True),
        met=False,
    ),
    Example(
        "past the calendars",
        account_is_published_in_time,
        replace(_published(AFTER), calendar=HolidayCalendar(frozenset())),
        met=None,
    ),
)
