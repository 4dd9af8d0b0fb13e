"""Opening the file of someone who takes part in a school's service (A6.13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.providers.access import KEEP_PEOPLE
from kehou.providers.models import PersonFile, Provider
from kehou.registry.public import enter_person


class UnableToFile(UnableTo):
    """The person did not consent, has a file, or may not serve on the ground that was given."""


@transaction.atomic
def file_staff(
    *, actor: Actor, now: datetime, place: Place, people: Iterable[UUID], keys: Iterable[str] = ()
) -> list[PersonFile]:
    """Open the files of a school's own staff that have none yet; ``keys`` are what the plan calls them."""
    require(KEEP_PEOPLE, actor, place)
    wanted = list(dict.fromkeys(people))
    named = dict(zip(wanted, keys, strict=False))
    known = set(PersonFile.objects.filter(person_id__in=wanted).values_list("person_id", flat=True))
    rows = [
        PersonFile(
            county_code=place.code,
            school_id=place.school,
            person_id=person,
            leader_key=named.get(person) or str(person),
            kind=PersonFile.Kind.OWN,
            filed_by=actor.person,
            filed_at=now,
        )
        for person in wanted
        if person not in known
    ]
    PersonFile.objects.bulk_create(rows)
    for row in rows:
        record("person.filed", actor=actor, place=place, subject=subject_of("person", row.id), now=now)
    return rows


@dataclass(frozen=True, slots=True)
class Outsider:
    """Someone from outside whose file is opened: what they are needed for, and the day they agreed to checks.

    ``id_number`` carries its kind in front. Who is lent has a ``lender``, who is sent by a body its
    ``provider_id``; ``leader_key`` is the name under which a plan already has them lead.
    """

    name: str
    kind: str
    need: str
    consented: date | None
    phone: str = ""
    id_number: str = ""
    outside_kind: str = ""
    qualification: str = ""
    lender: str = ""
    sender_agreed: bool = False
    is_serving_teacher: bool = False
    provider_id: UUID | None = None
    leader_key: str = ""


@transaction.atomic
def file_outsider(*, actor: Actor, now: datetime, place: Place, outsider: Outsider) -> PersonFile:
    """Open the file of someone from outside, whose name is kept sealed. Raises UnableToFile.

    Whether the person may serve is judged when it is asked.
    """
    require(KEEP_PEOPLE, actor, place)
    faults = []
    if outsider.consented is None:
        faults.append(refusal("A6.13", "person_without_consent", subject="person"))
    if outsider.kind == PersonFile.Kind.THIRD_PARTY and outsider.is_serving_teacher:
        faults.append(refusal("A6.14", "provider_sends_serving_teacher", subject="person"))
    if outsider.kind == PersonFile.Kind.THIRD_PARTY:
        faults += _unknown_body(outsider.provider_id, place)
    if faults:
        raise UnableToFile(stops(faults))
    person = enter_person(place, name=outsider.name, phone=outsider.phone, id_number=outsider.id_number)
    if PersonFile.objects.filter(school_id=place.school, person_id=person).exists():
        raise UnableToFile([refusal("A7.11", "person_known", subject="person")])
    row = PersonFile.objects.create(
        county_code=place.code,
        school_id=place.school,
        person_id=person,
        leader_key=outsider.leader_key or str(person),
        kind=outsider.kind,
        outside_kind=outsider.outside_kind if outsider.kind == PersonFile.Kind.OUTSIDE else "",
        provider_id=outsider.provider_id if outsider.kind == PersonFile.Kind.THIRD_PARTY else None,
        lender=outsider.lender,
        sender_agreed=outsider.sender_agreed,
        need=outsider.need,
        qualification=outsider.qualification,
        is_serving_teacher=outsider.is_serving_teacher,
        consented_date=outsider.consented,
        filed_by=actor.person,
        filed_at=now,
    )
    record("person.filed", actor=actor, place=place, subject=subject_of("person", row.id), now=now)
    return row


def _unknown_body(provider_id: UUID | None, place: Place) -> list[Verdict]:
    known = Provider.objects.filter(pk__in=[provider_id], county_code=place.code).exists()
    return [] if known else [refusal("A6.6", "provider_not_listed", subject="person", found="")]
