"""Refunds past their day: the school's accountant owes them, until they are paid (A9.12)."""

from __future__ import annotations

from datetime import datetime

from kehou.funds.models import TermLedger
from kehou.funds.refunds.asking import overdue, schools_of
from kehou.kernel.actor import Role, system_actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.platform.audit.trail import subject_of
from kehou.platform.duties.owing import discharge, open_subjects, owe

LATE = "refund.late"


def watch_refunds(*, ledger: TermLedger, now: datetime) -> int:
    """Open a task for each refund that should have been paid; how many are late. What was paid is done."""
    late = overdue(schools_of(ledger), ledger.term_id, on=local_day(now))
    for refund in late:
        owe(
            LATE,
            place=refund.place,
            clause="A9.12",
            owner=Role.SCHOOL_ACCOUNTANT,
            subject=subject_of("refund", refund.id),
            due=refund.due_date,
            now=now,
        )
    _close_paid({subject_of("refund", refund.id) for refund in late}, ledger, now)
    return len(late)


def _close_paid(late: set[str], ledger: TermLedger, now: datetime) -> None:
    for school in set(schools_of(ledger)):
        owed = open_subjects(LATE, place=Place(ledger.county_code, school))
        for subject in sorted(set(owed) - late):
            discharge(LATE, subject=subject, actor=system_actor(), now=now, evidence=subject)
