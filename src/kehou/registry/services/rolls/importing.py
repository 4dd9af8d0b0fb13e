"""Taking in a roll file: kept sealed, examined, shown. Nothing on the roll changes yet (A3.3)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.files.models import StoredFile
from kehou.platform.files.storing import FileTooLarge, store
from kehou.registry.access import IMPORT_ROLL
from kehou.registry.models import RollImport, Term
from kehou.registry.public.terms import current_term
from kehou.registry.rolls import RollKind
from kehou.registry.services.rolls import reporting
from kehou.registry.services.rolls.examining import examine

DAYS_KEPT = 30
_AUTUMN_STARTS = (9, 1)


class UnableToImportRoll(UnableTo):
    """The school or its county is not ready for a roll, or the file is too large."""


@transaction.atomic
def import_roll(
    *, actor: Actor, now: datetime, place: Place, file_name: str, content: bytes, kind: str
) -> RollImport:
    """Keep a roll file for thirty days and say what accepting it would do.

    ``kind`` is ``roll`` or ``new_pupils``. Raises UnableToReadRoll for a file that cannot be read, and
    UnableToImportRoll.
    """
    require(IMPORT_ROLL, actor, place)
    today, roll_kind = local_day(now), RollKind(kind)
    first = _term_first_date(place, roll_kind, today)
    raw = _keep(content, place=place, purpose="roll", name=file_name, actor=actor, now=now)
    found = examine(place, content, kind=roll_kind, term_first_date=first)
    report = reporting.written(reporting.report_of(found))
    row = RollImport.objects.create(
        county_code=place.code,
        school_id=place.school,
        kind=roll_kind.value,
        file_id=raw.id,
        report_id=_keep(report, place=place, purpose="roll_report", name="", actor=actor, now=now).id,
        term_first_date=first,
        file_name=raw.name,
        file_hash=raw.sha256,
        counts=reporting.counts_of(found),
        uploaded_by=actor.person,
        uploaded_at=now,
    )
    record(
        "roll.uploaded",
        actor=actor,
        place=place,
        subject=subject_of("roll_import", row.id),
        now=now,
        clauses=["A3.3"],
        detail=row.counts,
    )
    return row


def _keep(
    content: bytes, *, place: Place, purpose: str, name: str, actor: Actor, now: datetime
) -> StoredFile:
    expires = local_day(now) + timedelta(days=DAYS_KEPT)
    try:
        return store(
            content,
            place=place,
            purpose=purpose,
            name=name,
            media_type="application/octet-stream",
            actor=actor,
            now=now,
            expires=expires,
        )
    except FileTooLarge:
        raise UnableToImportRoll([refusal("A3.3", "roll_file_too_large", subject="file")]) from None


def _term_first_date(place: Place, kind: RollKind, today: date) -> date:
    """The first day of the term at hand; for expected pupils that of the autumn in which they come."""
    if kind is RollKind.NEW_PUPILS:
        ahead = Term.objects.filter(
            county_code=place.code, half=Term.Half.AUTUMN, last_date__gte=today
        ).order_by("first_date")
        term = ahead.first()
        return term.first_date if term else date(today.year, *_AUTUMN_STARTS)
    now_running = current_term(place.code, on=today)
    if now_running is None:
        raise UnableToImportRoll([refusal("A3.3", "roll_without_term", subject="term")])
    return now_running.first_date
