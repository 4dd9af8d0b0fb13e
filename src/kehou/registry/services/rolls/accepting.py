"""Accepting the good rows of a roll, all or none, in one transaction with bulk writes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.locks import hold
from kehou.platform.files.storing import FileGone, content_of
from kehou.platform.outbox.announcing import announce
from kehou.registry.access import IMPORT_ROLL
from kehou.registry.models import RollImport
from kehou.registry.rolls import RollKind
from kehou.registry.services.rolls.examining import Examination, examine
from kehou.registry.services.rolls.leaving import propose_leavers
from kehou.registry.services.rolls.reporting import counts_of
from kehou.registry.services.rolls.writing import write_rows


class UnableToAcceptRoll(UnableTo):
    """The roll was accepted before, its file has expired, or none of its rows is good."""


@transaction.atomic
def accept_import(*, actor: Actor, now: datetime, import_id: UUID) -> RollImport:
    """Accept the good rows of an uploaded roll (A3.3).

    The file is examined again, since the roll may have moved on since the preview. Pupils whom another
    school has, and rows that fit several pupils, are left out. Leavers are proposed and stay.
    Raises UnableToAcceptRoll; RollImport.DoesNotExist out of sight.
    """
    place = RollImport.objects.get(pk=import_id).place
    hold(f"roll/{place.school_id}")
    row = RollImport.objects.select_for_update().get(pk=import_id)
    require(IMPORT_ROLL, actor, place)
    if row.accepted_at is not None:
        raise UnableToAcceptRoll([refusal("A3.3", "roll_accepted_before", subject="file")])
    found = _examined(row, now)
    write_rows(place, found, is_new_list=row.kind == RollKind.NEW_PUPILS.value, today=local_day(now))
    propose_leavers(row, found.proposal, now=now)
    row.counts, row.accepted_by, row.accepted_at = counts_of(found), actor.person, now
    row.save(update_fields=["counts", "accepted_by", "accepted_at"])
    subject = subject_of("roll_import", row.id)
    record(
        "roll.accepted",
        actor=actor,
        place=place,
        subject=subject,
        now=now,
        clauses=["A3.3"],
        detail=row.counts,
    )
    announce("roll.accepted", place=place, subject=subject, now=now)
    return row


def _examined(row: RollImport, now: datetime) -> Examination:
    try:
        content = content_of(row.file_id, on=local_day(now))
    except FileGone:
        raise UnableToAcceptRoll([refusal("A3.3", "roll_file_expired", subject="file")]) from None
    found = examine(row.place, content, kind=RollKind(row.kind), term_first_date=row.term_first_date)
    if not found.check.accepted:
        raise UnableToAcceptRoll([refusal("A3.3", "roll_without_good_row", subject="file")])
    return found
