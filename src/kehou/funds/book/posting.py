"""Posting to the book: one transaction, one lock a ledger, and every law of the book asked first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from kehou.funds.access import KEEP_BOOK
from kehou.funds.book.accounts import purses_of
from kehou.funds.models import LedgerEntry, LedgerLine, MonthClose, TermLedger
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import refusal
from kehou.ledger.accounts import BANK, MONEY, TREASURY
from kehou.ledger.book import Stamp, check_people, check_purses, check_reversible, entry_after
from kehou.ledger.checking import UnableToPost, check
from kehou.ledger.events import EventKind, State
from kehou.ledger.lines import Draft, Entry, Fund, Line
from kehou.ledger.recipes import reversal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import Scope, scoped

SYSTEM = "system"
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Paper:
    """What an entry stands on: ``refund/0190...``, and the hash of what that paper says."""

    document: str
    hash: str = ""


@contextmanager
def within(ledger: TermLedger) -> Iterator[None]:
    """The scope of a ledger: the legal person and its points, whose money it keeps."""
    schools = {ledger.school_id, *(UUID(point) for point in ledger.points.values())}
    with scoped(Scope(schools=frozenset(schools), counties=frozenset({ledger.county_code}))):
        yield


def post(
    *,
    ledger: TermLedger,
    draft: Draft,
    paper: Paper,
    actor: Actor,
    now: datetime,
    prepared_by: UUID | None = None,
    on: date | None = None,
) -> LedgerEntry:
    """Book an event on a ledger. ``prepared_by`` is whoever prepared a payment that the actor confirms.

    Raises UnableToPost where the book refuses it; then nothing is booked. A document is booked once for
    each event (A9.22, A9.23).
    """
    require(KEEP_BOOK, actor, ledger.place)
    with within(ledger):
        return _write(_locked(ledger), draft, _stamp(paper, actor, now, prepared_by, on), actor, None)


def reverse(
    *, entry: LedgerEntry, paper: Paper, actor: Actor, now: datetime, prepared_by: UUID
) -> LedgerEntry:
    """Take an entry back in red; ``prepared_by`` asked for it, the actor confirms. Raises UnableToPost."""
    require(KEEP_BOOK, actor, entry.place)
    with within(entry.ledger):
        ledger = _locked(entry.ledger)
        is_reversed = LedgerEntry.objects.filter(reverses=entry).exists()
        check_reversible(EventKind(entry.event), is_reversed=is_reversed)
        rows = LedgerLine.objects.filter(entry=entry).order_by("position")
        draft = reversal(as_entry(entry, [as_line(row) for row in rows]))
        return _write(ledger, draft, _stamp(paper, actor, now, prepared_by, None), actor, entry)


def as_line(row: LedgerLine) -> Line:
    """A stored line as the pure book knows it."""
    return Line(
        account=row.account,
        amount=Fen(row.amount_fen),
        point=row.point_code,
        fund=Fund(row.fund),
        pupil_key=row.pupil_key,
        person_key=row.person_key,
        bank_code=row.bank_code,
    )


def as_entry(row: LedgerEntry, lines: list[Line], reverses: int | None = None) -> Entry:
    """A stored entry as the pure book knows it; ``reverses`` is the number of the entry it takes back."""
    return Entry(
        number=row.number,
        date=row.entry_date,
        posted_at=row.posted_at,
        event=EventKind(row.event),
        lines=tuple(lines),
        document=row.document,
        document_hash=row.document_hash,
        made_by=row.made_by,
        checked_by=row.checked_by,
        reverses=reverses,
        sealed_hash=row.sealed_hash,
        previous_hash=row.previous_hash,
        chain_hash=row.chain_hash,
    )


def _locked(ledger: TermLedger) -> TermLedger:
    return TermLedger.objects.select_for_update().get(pk=ledger.pk)


def _stamp(paper: Paper, actor: Actor, now: datetime, prepared_by: UUID | None, on: date | None) -> Stamp:
    acts = str(actor.person_id) if actor.person_id else SYSTEM
    return Stamp(
        date=on or local_day(now),
        posted_at=now,
        document=paper.document,
        document_hash=paper.hash,
        made_by=str(prepared_by) if prepared_by else acts,
        checked_by=acts if prepared_by else "",
    )


def _write(
    ledger: TermLedger, draft: Draft, stamp: Stamp, actor: Actor, reverses: LedgerEntry | None
) -> LedgerEntry:
    check(draft, state=State(ledger.state))
    check_people(draft.event, stamp)
    _check_places(ledger, draft)
    _check_document(ledger, draft, stamp)
    _check_month(ledger, stamp)
    check_purses(draft, lambda code: _held(ledger, code))
    number = reverses.number if reverses else None
    entry = entry_after(ledger.head, ledger.last_number + 1, draft, stamp, number)
    row = _store(ledger, entry, reverses)
    record(
        f"ledger.{draft.event.value}",
        actor=actor,
        place=Place(ledger.county_code, ledger.school_id),
        subject=subject_of("ledger_entry", row.id),
        now=stamp.posted_at,
    )
    return row


def _check_places(ledger: TermLedger, draft: Draft) -> None:
    """Lines name the ledger's own points, and money lies in its registered accounts only (A9.17)."""
    strange = sorted({line.point for line in draft.lines} - set(ledger.points))
    if strange:
        raise UnableToPost([refusal("A9.22", "point_not_of_ledger", subject=f"point/{strange[0]}")])
    moving = [line for line in draft.lines if line.account in MONEY]
    purses = purses_of(ledger.school_id) if moving else {}
    for line in moving:
        purse = purses.get(line.bank_code)
        wanted = TREASURY if purse and purse.is_treasury else BANK
        if purse is None or wanted.code != line.account:
            raise UnableToPost(
                [refusal("A9.17", "account_not_registered", subject=f"purse/{line.bank_code}")]
            )


def _check_document(ledger: TermLedger, draft: Draft, stamp: Stamp) -> None:
    booked = LedgerEntry.objects.filter(ledger=ledger, event=draft.event.value, document=stamp.document)
    if booked.exists():
        raise UnableToPost([refusal("A9.22", "document_booked", subject=stamp.document)])


def _check_month(ledger: TermLedger, stamp: Stamp) -> None:
    """A closed month takes no entry any more (9.13, A7.11)."""
    month = stamp.date.replace(day=1)
    if MonthClose.objects.filter(ledger=ledger, month_date__gte=month).exists():
        raise UnableToPost([refusal("A7.11", "month_closed", subject="entry", found=stamp.date)])


def _held(ledger: TermLedger, code: str) -> Fen:
    lines = LedgerLine.objects.filter(ledger=ledger, account__in=MONEY, bank_code=code)
    return Fen(int(lines.aggregate(held=Sum("amount_fen"))["held"] or 0))


def _store(ledger: TermLedger, entry: Entry, reverses: LedgerEntry | None) -> LedgerEntry:
    row = LedgerEntry.objects.create(
        county_code=ledger.county_code,
        school_id=ledger.school_id,
        ledger=ledger,
        number=entry.number,
        entry_date=entry.date,
        posted_at=entry.posted_at,
        event=entry.event.value,
        document=entry.document,
        document_hash=entry.document_hash,
        made_by=entry.made_by,
        checked_by=entry.checked_by,
        reverses=reverses,
        line_count=len(entry.lines),
        sealed_hash=entry.sealed_hash,
        previous_hash=entry.previous_hash,
        chain_hash=entry.chain_hash,
    )
    LedgerLine.objects.bulk_create(
        [_line(ledger, row, position, line) for position, line in enumerate(entry.lines)], batch_size=BATCH
    )
    return row


def _line(ledger: TermLedger, entry: LedgerEntry, position: int, line: Line) -> LedgerLine:
    return LedgerLine(
        id=new_id(),
        county_code=ledger.county_code,
        school_id=UUID(ledger.points[line.point]),
        ledger=ledger,
        entry=entry,
        position=position,
        number=entry.number,
        entry_date=entry.entry_date,
        event=entry.event,
        account=line.account,
        fund=line.fund.value,
        point_code=line.point,
        amount_fen=line.amount.amount,
        pupil_key=line.pupil_key,
        person_key=line.person_key,
        bank_code=line.bank_code,
    )
