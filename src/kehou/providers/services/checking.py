"""Entering what checks said: five of the background, and the query for sexual offences (A10.6, A6.13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.outbox.announcing import announce
from kehou.providers.access import KEEP_PEOPLE
from kehou.providers.models import CheckEntry, PersonFile
from kehou.providers.services.filing import file_staff


class UnableToEnterCheck(UnableTo):
    """A check of oneself, from the future, or without the number of its paper."""


@dataclass(frozen=True, slots=True)
class CheckInput:
    """One check as it is entered: the result, its day, the number of its paper, until when it holds."""

    item: str
    passed: bool
    reference: str
    checked_date: date
    expires_date: date | None = None


@transaction.atomic
def record_checks(
    *, actor: Actor, now: datetime, file_id: UUID, checks: Iterable[CheckInput]
) -> list[CheckEntry]:
    """Enter checks of one person; a later entry of an item counts instead of the earlier one.

    Raises UnableToEnterCheck.
    """
    file = PersonFile.objects.select_for_update().get(pk=file_id)
    require(KEEP_PEOPLE, actor, file.place)
    rows = _entries([file], list(checks), actor=actor, now=now)
    _tell(file, actor=actor, now=now, failed=any(not row.passed for row in rows))
    return rows


@transaction.atomic
def record_screening(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    people: Iterable[UUID],
    reference: str,
    checked_date: date,
    keys: Iterable[str] = (),
) -> list[CheckEntry]:
    """Enter the yearly screening of own staff, all passed, with the number of its one document.

    Whoever did not pass is entered singly. Raises UnableToEnterCheck.
    """
    require(KEEP_PEOPLE, actor, place)
    wanted = list(people)
    file_staff(actor=actor, now=now, place=place, people=wanted, keys=keys)
    files = list(PersonFile.objects.filter(school_id=place.school, person_id__in=wanted))
    passed = [CheckInput(item, True, reference, checked_date) for item in CheckEntry.Item]
    rows = _entries(files, passed, actor=actor, now=now)
    record(
        "staff.screened",
        actor=actor,
        place=place,
        subject=subject_of("school", place.school),
        now=now,
        detail={"people": len(files)},
    )
    return rows


def _entries(
    files: list[PersonFile], checks: list[CheckInput], *, actor: Actor, now: datetime
) -> list[CheckEntry]:
    faults = _faults(files, checks, actor=actor, today=local_day(now))
    if faults:
        raise UnableToEnterCheck(faults)
    return CheckEntry.objects.bulk_create(
        CheckEntry(
            county_code=file.county_code,
            school_id=file.school_id,
            file=file,
            check_item=check.item,
            passed=check.passed,
            reference=check.reference,
            checked_date=check.checked_date,
            expires_date=check.expires_date,
            entered_by=actor.person,
            entered_at=now,
        )
        for file in files
        for check in checks
    )


def _faults(files: list[PersonFile], checks: list[CheckInput], *, actor: Actor, today: date) -> list[Verdict]:
    found = []
    if any(file.person_id == actor.person_id for file in files):
        found.append(refusal("A10.6", "check_by_oneself", subject="check"))
    for check in checks:
        if check.checked_date > today:
            found.append(
                refusal("A10.6", "check_in_future", subject=f"check/{check.item}", found=check.checked_date)
            )
        if not check.reference.strip():
            found.append(refusal("A6.13", "check_without_reference", subject=f"check/{check.item}"))
    return found


def _tell(file: PersonFile, *, actor: Actor, now: datetime, failed: bool) -> None:
    subject = subject_of("person", file.id)
    record("person.checked", actor=actor, place=file.place, subject=subject, now=now)
    if failed:
        announce(
            "clearance.ended",
            place=file.place,
            subject=subject,
            now=now,
            payload={"person": str(file.person_id)},
        )
