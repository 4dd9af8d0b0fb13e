"""What a term's money owes by a day: the surplus back, and the accounts shown (A9.11, A11.8)."""

from __future__ import annotations

from datetime import datetime, timedelta

from kehou.authority.public import parameters_for
from kehou.funds.models import TermLedger
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.platform.audit.trail import subject_of
from kehou.platform.duties.owing import discharge, owe
from kehou.registry.public import term_info, working_days_after

RETURN, SHOW, SHOW_FINALLY = "surplus_return", "account_preliminary", "account_final"


def owe_the_end(ledger: TermLedger, *, now: datetime) -> None:
    """Open the dated tasks of a term's end when its book is opened."""
    parameters = parameters_for(ledger.place, on=local_day(now))
    last = term_info(ledger.term_id).last_date
    back = last + timedelta(days=parameters.count("surplus_days"))
    shown = working_days_after(last, parameters.count("disclose_wd"))
    shown_finally = working_days_after(back, parameters.count("disclose_final_wd"))
    for kind, clause, owner, due in (
        (RETURN, "A9.11", Role.SCHOOL_ACCOUNTANT, back),
        (SHOW, "A11.8", Role.SCHOOL_HEAD, shown),
        (SHOW_FINALLY, "A11.8", Role.SCHOOL_HEAD, shown_finally),
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
