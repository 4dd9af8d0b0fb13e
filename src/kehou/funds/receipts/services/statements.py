"""Taking a bank's file in: every row gets an outcome, good ones become receipts (A9.17, A9.23)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from kehou.funds.bills.codes import BillReference
from kehou.funds.models import BankLine, BankStatement, Bill, MoneyAccount, Receipt
from kehou.funds.receipts.access import TAKE_MONEY
from kehou.funds.receipts.judging import Payee, UnableToRecord, receiving_account
from kehou.funds.receipts.statements.matching import Match, Outcome, match_rows
from kehou.funds.receipts.statements.reading import BankRow, UnreadableFile, read_statement
from kehou.funds.receipts.storing import Payment, store_receipt
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id
from kehou.platform.files.storing import store
from kehou.platform.sealed.cipher import seal
from kehou.platform.sealed.keyring import house_key
from kehou.registry.public import term_info

KEEP_FILE = timedelta(days=90)


@transaction.atomic
def import_statement(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    account_id: UUID,
    file_name: str,
    content: bytes,
) -> BankStatement:
    """Read a bank's file and record what it pays. The same file twice adds nothing. Raises UnableToRecord."""
    require(TAKE_MONEY, actor, place)
    matter = subject_of("account", account_id)
    account = receiving_account(Payee(account_id), place=place, actor=actor, on=local_day(now), matter=matter)
    try:
        rows = read_statement(content, name=file_name)
    except UnreadableFile as error:
        missing = frozenset(f"bank_{name}" for name in error.missing)
        raise UnableToRecord(
            [refusal("A9.23", error.reason, subject="statement", missing=missing)]
        ) from error
    matches = match_rows(rows, bills=_references(place, term_id), seen=_seen(account))
    statement = _store(place, account, term_id, file_name, content, matches, actor, now)
    receipts = _receipts(matches, account, actor, now)
    BankLine.objects.bulk_create(
        [_line(statement, match, receipts.get(match.row)) for match in matches], batch_size=2_000
    )
    record(
        "statement.imported",
        actor=actor,
        place=place,
        subject=subject_of("statement", statement.id),
        now=now,
        detail=statement.counts,
    )
    return statement


@transaction.atomic
def assign_row(*, actor: Actor, now: datetime, row_id: UUID, bill_id: UUID) -> Receipt:
    """Say which bill an unmatched row of a statement pays. Raises UnableToRecord."""
    row = BankLine.objects.select_for_update(of=("self",)).select_related("statement").get(pk=row_id)
    require(TAKE_MONEY, actor, row.place)
    bill = Bill.objects.get(pk=bill_id, school_id=row.school_id)
    if row.outcome != BankLine.Outcome.UNMATCHED or row.amount_fen is None or row.paid_date is None:
        raise UnableToRecord([refusal("A9.22", "bank_row_not_waiting", subject="statement")])
    account = MoneyAccount.objects.get(pk=row.statement.account_id)
    payment = Payment(Receipt.Channel.BANK, Fen(row.amount_fen), row.paid_date, row.reference)
    receipt = store_receipt(bill, account, payment, actor=actor, now=now)
    row.receipt, row.outcome = receipt, BankLine.Outcome.MATCHED
    row.save(update_fields=["receipt", "outcome"])
    return receipt


def sealed_remark(text: str, row_id: UUID) -> bytes:
    """A remark as it is kept: people write names there."""
    return seal(text, key=house_key("bank"), bound_to=f"remark:{row_id}")


def _references(place: Place, term_id: UUID) -> dict[BillReference, UUID]:
    term = term_info(term_id)
    bills = Bill.objects.filter(school_id=place.school, term_id=term_id, cancelled_at=None)
    return {
        BillReference(term.year, term.half, number): bill_id
        for bill_id, number in bills.values_list("id", "number")
    }


def _seen(account: MoneyAccount) -> set[str]:
    """References that were taken in before, as receipts or as rows that still wait."""
    receipts = Receipt.objects.filter(account=account, reversed_at=None).values_list("reference", flat=True)
    waiting = BankLine.objects.filter(
        statement__account=account, outcome__in=[BankLine.Outcome.UNMATCHED, BankLine.Outcome.OUTGOING]
    )
    return {*receipts, *waiting.values_list("reference", flat=True)}


def _store(
    place: Place,
    account: MoneyAccount,
    term_id: UUID,
    file_name: str,
    content: bytes,
    matches: Sequence[Match],
    actor: Actor,
    now: datetime,
) -> BankStatement:
    kept = store(
        content,
        place=place,
        purpose="bank_statement",
        name=file_name,
        media_type="application/octet-stream",
        actor=actor,
        now=now,
        expires=local_day(now) + KEEP_FILE,
    )
    taken = sum(match.bank_row.income.amount for match in matches if match.bill_id and match.bank_row)
    return BankStatement.objects.create(
        county_code=place.code,
        school_id=place.school,
        account=account,
        term_id=term_id,
        file_id=kept.id,
        file_name=file_name[:200],
        file_hash=sha256(content).hexdigest(),
        counts=dict(Counter(match.outcome.value for match in matches)),
        taken_fen=taken,
        uploaded_by=actor.person,
        uploaded_at=now,
    )


def _receipts(
    matches: Sequence[Match], account: MoneyAccount, actor: Actor, now: datetime
) -> dict[int, Receipt]:
    wanted = [match for match in matches if match.outcome is Outcome.MATCHED and match.bank_row]
    bills = Bill.objects.in_bulk([match.bill_id for match in wanted])
    return {
        match.row: store_receipt(
            bills[match.bill_id], account, _payment(match.bank_row), actor=actor, now=now
        )
        for match in wanted
        if match.bank_row and match.bill_id
    }


def _payment(row: BankRow) -> Payment:
    return Payment(Receipt.Channel.BANK, row.income, row.paid_date, row.reference)


def _line(statement: BankStatement, match: Match, receipt: Receipt | None) -> BankLine:
    identity, row = new_id(), match.bank_row
    amount = (row.income or row.outgo) if row else None
    return BankLine(
        id=identity,
        county_code=statement.county_code,
        school_id=statement.school_id,
        statement=statement,
        receipt=receipt,
        row=match.row,
        outcome=match.outcome.value,
        column=match.column,
        reason=match.reason,
        amount_fen=amount.amount if amount else None,
        paid_date=row.paid_date if row else None,
        reference=row.reference if row else "",
        remark=sealed_remark(row.remark, identity) if row and match.outcome is Outcome.UNMATCHED else None,
    )
