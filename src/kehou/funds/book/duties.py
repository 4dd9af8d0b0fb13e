"""What a term's money owes by a day: the surplus back, and the accounts shown (A9.11, A11.8)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kehou.authority.public import parameters_for
from kehou.funds.models import TermLedger
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import UndeterminedDay, local_day
from kehou.platform.audit.trail import subject_of
from kehou.platform.duties.owing import discharge, owe
from kehou.registry.public import holiday_calendar, term_info

RETURN, SHOW, SHOW_FINALLY = "surplus_return", "account_preliminary", "account_final"


def owe_the_end(ledger: TermLedger, *, now: datetime) -> None:
    """Open the dated tasks of a term's end when its book is opened."""
    parameters = parameters_for(ledger.place, on=local_day(now))
    last = term_info(ledger.term_id).last_date
    back = last + timedelta(days=parameters.count("surplus_days"))
    for kind, clause, owner, due in (
        (RETURN, "A9.11", Role.SCHOOL_ACCOUNTANT, back),
        (SHOW, "A11.8", Role.SCHOOL_HEAD, _after(last, parameters.count("disclose_wd"))),
        (SHOW_FINALLY, "A11.8", Role.SCHOOL_HEAD, _after(back, parameters.count("disclose_final_wd"))),
    ):
        owe(
            kind,
            place=ledger.place,
            clause=clause,
            owner=owner,
            subject=subject_of("ledger", ledger.id),
            due=due,
            now=now,
        )


def done(kind: str, ledger: TermLedger, *, actor: Actor, now: datetime, evidence: str) -> None:
    """One of them was done."""
    discharge(kind, subject=subject_of("ledger", ledger.id), actor=actor, now=now, evidence=evidence)


def _after(day: date, working_days: int) -> date | None:
    try:
        return holiday_calendar().add_working_days(day, working_days)
    except UndeterminedDay:
        return None
