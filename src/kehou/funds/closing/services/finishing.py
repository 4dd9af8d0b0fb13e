"""After the return: finished when all is back, archived when all is shown (9.16, 9.19)."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from kehou.authority.public import judge_at
from kehou.funds.access import ARCHIVE, CONFIRM_RETURN
from kehou.funds.book.duties import RETURN, done
from kehou.funds.book.exporting import entries_of, export_ledger
from kehou.funds.book.posting import within
from kehou.funds.book.reading import balances
from kehou.funds.closing.anchoring import anchors_of
from kehou.funds.closing.facts import fee_balance
from kehou.funds.closing.returns import standing
from kehou.funds.closing.rules import next_state
from kehou.funds.models import LedgerArchive, TermLedger
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.transitions import NoSuchTransition
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.ledger.soundness import difference
from kehou.ledger.verify_book import verify
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.facts.closing import BookState


class UnableToFinish(UnableTo):
    """A return is not complete, or a term not ready for the archive."""


def finish_return(*, actor: Actor, now: datetime, ledger_id: UUID) -> TermLedger:
    """Say that every share is paid or parked and nothing is kept (A9.11, A9.5). Raises UnableToFinish."""
    ledger = TermLedger.objects.select_for_update().get(pk=ledger_id)
    require(CONFIRM_RETURN, actor, ledger.place)
    with within(ledger):
        stands = standing(ledger)
    _move(ledger, "finish_return", judge_at(ledger.place, stands, on=local_day(now)))
    done(RETURN, ledger, actor=actor, now=now, evidence=subject_of("ledger", ledger.id))
    record(
        "surplus.finished", actor=actor, place=ledger.place, subject=subject_of("ledger", ledger.id), now=now
    )
    return ledger


def archive_term(*, actor: Actor, now: datetime, ledger_id: UUID) -> LedgerArchive:
    """Read the whole book once more by the verifier that anyone may use, and keep its hash (9.19).

    Raises UnableToFinish before the final account is public, or where the book is not sound.
    """
    ledger = TermLedger.objects.select_for_update().get(pk=ledger_id)
    require(ARCHIVE, actor, ledger.place)
    with within(ledger):
        book, entries, held = export_ledger(ledger), entries_of(ledger), balances(ledger.id)
    faults = verify(json.loads(book), anchors_of(ledger.id))
    state = BookState(difference(entries), is_chained=not faults, fee_balance=fee_balance(held.by_place))
    _move(ledger, "archive", judge_at(ledger.place, state, on=local_day(now)))
    archive = LedgerArchive.objects.create(
        county_code=ledger.county_code,
        school_id=ledger.school_id,
        ledger=ledger,
        entry_count=ledger.last_number,
        head=ledger.head,
        book_hash=sha256(book).hexdigest(),
        archived_by=actor.person,
        archived_at=now,
    )
    record(
        "ledger.archived", actor=actor, place=ledger.place, subject=subject_of("ledger", ledger.id), now=now
    )
    return archive


def _move(ledger: TermLedger, event: str, verdicts: tuple[Verdict, ...]) -> None:
    try:
        state = next_state(ledger.state, event)
    except NoSuchTransition:
        raise UnableToFinish([refusal("A11.8", "not_yet", subject="ledger", found=ledger.state)]) from None
    if refused := stops(verdicts):
        raise UnableToFinish(refused)
    ledger.state = state.value
    ledger.save(update_fields=["state"])
