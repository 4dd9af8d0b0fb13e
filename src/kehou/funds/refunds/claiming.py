"""Which periods of a bill were missed: by one session, by a time away, by leaving. None is counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from kehou.funds.bills.content import times_from_json
from kehou.funds.bills.standing import GRANTED
from kehou.funds.models import Bill, Refund


@dataclass(frozen=True, slots=True)
class MissedSession:
    """A session that did not serve a pupil."""

    slot_key: str
    date: date
    starts: time


@dataclass(frozen=True, slots=True)
class Claim:
    """One session that a bill charged for, by the bill's own line, and its periods."""

    slot_key: str
    date: date
    periods: int

    def written(self) -> list[Any]:
        """As it is kept."""
        return [self.slot_key, self.date.isoformat(), self.periods]


def units_of(claims: Iterable[Claim]) -> int:
    """The periods of some claims."""
    return sum(claim.periods for claim in claims)


def claims_for(bill: Bill, sessions: Iterable[MissedSession]) -> tuple[Claim, ...]:
    """What the bill charged for some sessions; what it did not charge, or gave back before, is left out."""
    lines, found = times_from_json(bill.lines), []
    for session in sessions:
        day = session.date
        for line in lines:
            if day in line.dates and line.pays_for(session.slot_key, day.weekday(), session.starts):
                found.append(Claim(line.slot_key, day, line.periods))
                break
    return _new(bill, found)


def claims_from(bill: Bill, first: date) -> tuple[Claim, ...]:
    """What the bill charged for a day and all later ones, and has not given back."""
    lines = times_from_json(bill.lines)
    return _new(
        bill,
        [Claim(line.slot_key, day, line.periods) for line in lines for day in line.dates if day >= first],
    )


def claims_left(bill: Bill, refund: Refund) -> tuple[Claim, ...]:
    """What was asked for and was not given back by another way meanwhile."""
    asked = [Claim(slot, date.fromisoformat(day), periods) for slot, day, periods in refund.sessions]
    return _new(bill, asked)


def _new(bill: Bill, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    kept = Refund.objects.filter(bill=bill, state__in=GRANTED).values_list("sessions", flat=True)
    before = {(slot, day) for rows in kept for slot, day, _ in rows}
    fresh = {(claim.slot_key, claim.date.isoformat()): claim for claim in claims}
    return tuple(claim for key, claim in fresh.items() if key not in before)
