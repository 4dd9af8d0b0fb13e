"""Closing a term: the accountant asks, the head confirms, and the steps run (9.14, 9.15)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from kehou.authority.public import judge_at
from kehou.funds.access import CONFIRM_CLOSING, REQUEST_CLOSING
from kehou.funds.book.posting import within
from kehou.funds.closing.gathering import term_end
from kehou.funds.closing.steps import UnableToClose
from kehou.funds.models import TermClosing, TermLedger
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.public import term_info


def verdicts_at_end(
    ledger: TermLedger, statements: Mapping[str, Fen] | None, *, now: datetime
) -> tuple[Verdict, ...]:
    """What stands in the way of closing a ledger's term, and what only warns.

    Without ``statements`` the banks are taken to say what the book says.
    """
    today = local_day(now)
    began = term_info(ledger.term_id).first_date
    with within(ledger):
        end = term_end(ledger, statements, today=today)
    return judge_at(ledger.place, end, on=today, term_began=began)


def request_closing(
    *, actor: Actor, now: datetime, ledger_id: UUID, statements: Mapping[str, Fen]
) -> TermClosing:
    """Ask for a term to be closed; ``statements`` are what the banks say, by account.

    Raises UnableToClose with everything that is still open: sessions, refunds, allowances, receipts, costs.
    """
    ledger = TermLedger.objects.select_for_update().get(pk=ledger_id)
    require(REQUEST_CLOSING, actor, ledger.place)
    if TermClosing.objects.filter(ledger=ledger).exists():
        raise UnableToClose([refusal("A7.11", "closing_requested", subject="closing")])
    if refused := stops(verdicts_at_end(ledger, statements, now=now)):
        raise UnableToClose(refused)
    closing = TermClosing.objects.create(
        county_code=ledger.county_code,
        school_id=ledger.school_id,
        ledger=ledger,
        requested_by=actor.person,
        requested_at=now,
    )
    _record("closing.requested", closing, actor, now)
    return closing


def confirm_closing(
    *, actor: Actor, now: datetime, closing_id: UUID, statements: Mapping[str, Fen]
) -> TermClosing:
    """Confirm a closing; its steps begin to run. Raises UnableToClose; another person must have asked."""
    from kehou.funds.closing.tasks import close_term

    closing = TermClosing.objects.select_for_update(of=("self",)).select_related("ledger").get(pk=closing_id)
    require(CONFIRM_CLOSING, actor, closing.place)
    if closing.confirmed_at:
        raise UnableToClose([refusal("A7.11", "closing_confirmed", subject="closing")])
    if closing.requested_by == actor.person:
        raise UnableToClose([refusal("A9.23", "maker_is_checker", subject="closing", found="学期结账")])
    if refused := stops(verdicts_at_end(closing.ledger, statements, now=now)):
        raise UnableToClose(refused)
    closing.confirmed_by, closing.confirmed_at = actor.person, now
    closing.save(update_fields=["confirmed_by", "confirmed_at"])
    _record("closing.confirmed", closing, actor, now)
    close_term.defer(closing_id=str(closing.id), county_code=closing.county_code)
    return closing


def _record(action: str, closing: TermClosing, actor: Actor, now: datetime) -> None:
    record(action, actor=actor, place=closing.place, subject=subject_of("closing", closing.id), now=now)
