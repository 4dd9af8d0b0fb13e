"""Publishing the term's account: first when the ledger is closed, finally when the surplus is back (9.17)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from kehou.authority.public import judge_at
from kehou.funds.access import PUBLISH_ACCOUNT
from kehou.funds.accounts.building import build_account, crossed_of
from kehou.funds.accounts.content import to_json
from kehou.funds.accounts.facts import AccountContent, lines_of
from kehou.funds.book.duties import SHOW, SHOW_FINALLY, done
from kehou.funds.book.posting import within
from kehou.funds.book.reading import balances
from kehou.funds.closing.rules import next_state
from kehou.funds.models import PublicAccount, TermLedger
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.ledger.events import State
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.documents.freezing import content_hash
from kehou.registry.public import holiday_calendar, term_info
from kehou.rulebook.facts.closing import DisclosureDay, PublicFigures

Kind = PublicAccount.Kind
STATES = {
    Kind.PRELIMINARY: frozenset({State.SOFT_CLOSED, State.SURPLUS_FIXED}),
    Kind.FINAL: frozenset({State.RETURNED}),
}
_RETURNED = (State.RETURNED, State.DISCLOSED, State.ARCHIVED)


class UnableToPublishAccount(UnableTo):
    """An account cannot be published, or not like this."""


def publish_account(*, actor: Actor, now: datetime, ledger_id: UUID, kind: str) -> PublicAccount:
    """Publish the account of a ledger as its book stands; the final one makes the term disclosed.

    Raises UnableToPublishAccount out of its time. Earlier versions stay readable.
    """
    ledger = TermLedger.objects.select_for_update().get(pk=ledger_id)
    require(PUBLISH_ACCOUNT, actor, ledger.place)
    if State(ledger.state) not in STATES[Kind(kind)]:
        reason = "final_before_return" if kind == Kind.FINAL else "account_out_of_time"
        raise UnableToPublishAccount([refusal("A11.8", reason, subject="account", found=ledger.state)])
    with within(ledger):
        content = build_account(ledger, Kind(kind), on=local_day(now))
    return keep_account(ledger, content, actor=actor, now=now)


def keep_account(
    ledger: TermLedger, content: AccountContent, *, actor: Actor, now: datetime
) -> PublicAccount:
    """Store an account whose figures are the ledger's, to the fen. Raises UnableToPublishAccount."""
    is_final = content.kind == Kind.FINAL
    with within(ledger):
        booked = lines_of(balances(ledger.id).by_place)
        crossed = crossed_of(ledger)
    figures = PublicFigures(
        shown={code: Fen(amount) for code, amount in content.lines.items()} | content.crossed,
        booked={code: Fen(fen) for code, fen in booked.items()} | crossed,
        is_final=is_final,
        surplus_returned=ledger.state in _RETURNED,
    )
    verdicts = judge_at(ledger.place, figures, on=local_day(now))
    if refused := stops(verdicts) or _other_book(ledger, content):
        raise UnableToPublishAccount(refused)
    written = to_json(content)
    row = PublicAccount.objects.create(
        county_code=ledger.county_code,
        school_id=ledger.school_id,
        ledger=ledger,
        kind=content.kind,
        version=content.version,
        content=written,
        content_hash=content_hash(written),
        entry_count=content.entry_count,
        head=content.head,
        published_by=actor.person,
        published_at=now,
    )
    if is_final and not content.correction:
        ledger.state = next_state(ledger.state, "disclose").value
        ledger.save(update_fields=["state"])
    done(SHOW_FINALLY if is_final else SHOW, ledger, actor=actor, now=now, evidence=f"account/{row.id}")
    late = () if content.correction else _lateness(row, now)
    _record(row, late, content.correction, actor, now)
    return row


def _other_book(ledger: TermLedger, content: AccountContent) -> tuple[Verdict, ...]:
    same = (content.head, content.entry_count) == (ledger.head, ledger.last_number)
    return () if same else (refusal("A11.8", "account_of_other_book", subject="account"),)


def _lateness(row: PublicAccount, now: datetime) -> tuple[Verdict, ...]:
    day = DisclosureDay(_since(row), local_day(now), holiday_calendar(), is_final=row.kind == Kind.FINAL)
    return tuple(verdict for verdict in judge_at(row.place, day, on=local_day(now)) if verdict.warns)


def _record(
    row: PublicAccount, late: tuple[Verdict, ...], correction: str, actor: Actor, now: datetime
) -> None:
    record(
        "public_account.corrected" if correction else "public_account.published",
        actor=actor,
        place=row.place,
        subject=subject_of("public_account", row.id),
        now=now,
        clauses=[verdict.clause for verdict in late],
        reason=late[0].reason if late else correction,
    )


def _since(row: PublicAccount) -> date:
    last = row.ledger.batches.exclude(confirmed_at=None).order_by("confirmed_at").last()
    if row.kind == Kind.FINAL and last and last.confirmed_at:
        return local_day(last.confirmed_at)
    return term_info(row.ledger.term_id).last_date
