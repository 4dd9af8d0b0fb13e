"""Departures from statements that hold "in principle" (原则上): granted by the county, for a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kehou.kernel.verdict import Effect, Verdict


@dataclass(frozen=True, slots=True)
class Departure:
    """A county's leave for one school to depart from one statement, over ``first_date``..``last_date``.

    ``subject`` narrows it to one part of the facts (``grade/3``) and everything below; empty means all.
    """

    clause: str
    reason: str
    approver: str
    first_date: date
    last_date: date
    subject: str = ""

    def covers(self, verdict: Verdict, on: date) -> bool:
        """Whether the leave holds for a verdict on a day."""
        if verdict.clause != self.clause or not self.first_date <= on <= self.last_date:
            return False
        return self.subject in ("", verdict.subject) or verdict.subject.startswith(f"{self.subject}/")


def departed(verdict: Verdict, departures: Iterable[Departure], on: date) -> Verdict:
    """The verdict, or where a departure covers an unmet one, its softened form that names the departure."""
    if verdict.met is True:
        return verdict
    for departure in departures:
        if departure.covers(verdict, on):
            facts = {**verdict.facts, "departure": departure}
            return replace(verdict, effect=Effect.ADVISE, facts=facts)
    return verdict
