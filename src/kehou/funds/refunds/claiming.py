"""Which periods of a bill were missed: by one session, by a time away, by leaving."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from kehou.funds.bills.content import times_from_json
from kehou.funds.bills.facts import BilledTime
from kehou.funds.models import Bill


@dataclass(frozen=True, slots=True)
class MissedSession:
    """A session that did not serve a pupil."""

    slot_key: str
    date: date
    starts: time


def billed_times(bill: Bill) -> tuple[BilledTime, ...]:
    """The lines of a bill."""
    return times_from_json(bill.lines)


def units_missed(bill: Bill, sessions: Iterable[MissedSession]) -> int:
    """The periods that the bill charged for some sessions; what it did not charge counts nothing."""
    lines = billed_times(bill)
    return sum(_units(lines, session) for session in sessions)


def units_from(bill: Bill, first: date) -> int:
    """The periods that the bill charged for a day and all later ones."""
    return sum(line.periods * sum(day >= first for day in line.dates) for line in billed_times(bill))


def _units(lines: tuple[BilledTime, ...], session: MissedSession) -> int:
    for line in lines:
        if session.date in line.dates and line.pays_for(
            session.slot_key, session.date.weekday(), session.starts
        ):
            return line.periods
    return 0
