"""Steps that did not succeed: what came in their way is kept, so that the page can say what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kehou.funds.models import ClosingFailure, TermClosing
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import Modality, UnableTo, Verdict
from kehou.platform.audit.trail import subject_of
from kehou.platform.database.scope import at, scoped
from kehou.platform.duties.owing import owe

TRIES = 8
RESUME = "closing.resume"


def keep_failure(
    closing_id: UUID, step: str, error: Exception, *, county_code: str, now: datetime
) -> ClosingFailure:
    """Keep that a step failed, in a transaction of its own; after the last try the accountant has a task."""
    refused = error.verdicts if isinstance(error, UnableTo) else ()
    with scoped(at(Place(county_code))):
        closing = TermClosing.objects.get(pk=closing_id)
        row = ClosingFailure.objects.create(
            county_code=closing.county_code,
            school_id=closing.school_id,
            closing=closing,
            name=step,
            verdicts=[_written(verdict) for verdict in refused],
            failed_at=now,
        )
        if is_given_up(closing, step):
            owe(
                RESUME,
                place=closing.place,
                clause="A9.11",
                owner=Role.SCHOOL_ACCOUNTANT,
                subject=subject_of("closing", closing.id),
                due=local_day(now),
                now=now,
            )
        return row


def is_given_up(closing: TermClosing, step: str) -> bool:
    """Whether a step was tried as often as it is tried by itself."""
    return closing.failures.filter(name=step).count() >= TRIES


def what_refused(row: ClosingFailure) -> tuple[Verdict, ...]:
    """The refusals of a failed try; empty where the program itself failed."""
    return tuple(_read(row.verdicts))


def _written(verdict: Verdict) -> dict[str, object]:
    amounts = {name: fact.amount for name, fact in verdict.facts.items() if isinstance(fact, Fen)}
    return {
        "clause": verdict.clause,
        "reason": verdict.reason,
        "subject": verdict.subject,
        "fen": amounts,
    }


def _read(rows: Iterable[dict[str, object]]) -> Iterable[Verdict]:
    for row in rows:
        amounts = row["fen"] if isinstance(row["fen"], dict) else {}
        facts = {name: Fen(amount) for name, amount in amounts.items()}
        clause, reason, subject = (str(row[name]) for name in ("clause", "reason", "subject"))
        yield Verdict(clause, reason, False, Modality.MUST, subject=subject, facts=facts)
