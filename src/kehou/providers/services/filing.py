"""Opening the file of someone who takes part in a school's service (A6.13)."""

from __future__ import annotations

from collections.abc import Iterable
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


@transaction.atomic
def file_outsider(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    name: str,
    kind: str,
    need: str,
    consented: date | None,
    phone: str = "",
    id_number: str = "",
    outside_kind: str = "",
    qualification: str = "",
    lender: str = "",
    sender_agreed: bool = False,
    is_serving_teacher: bool = False,
    provider_id: UUID | None = None,
    leader_key: str = "",
) -> PersonFile:
    """Open the file of someone from outside, whose name is kept sealed. Raises UnableToFile.

    ``id_number`` carries its kind in front. Whether the person may serve is judged when it is asked.
    """
    require(KEEP_PEOPLE, actor, place)
    faults = []
    if consented is None:
        faults.append(refusal("A6.13", "person_without_consent", subject="person"))
    if kind == PersonFile.Kind.THIRD_PARTY and is_serving_teacher:
        faults.append(refusal("A6.14", "provider_sends_serving_teacher", subject="person"))
    if kind == PersonFile.Kind.THIRD_PARTY:
        faults += _unknown_body(provider_id, place)
    if faults:
        raise UnableToFile(stops(faults))
    person = enter_person(place, name=name, phone=phone, id_number=id_number)
    if PersonFile.objects.filter(school_id=place.school, person_id=person).exists():
        raise UnableToFile([refusal("A7.11", "person_known", subject="person")])
    row = PersonFile.objects.create(
        county_code=place.code,
        school_id=place.school,
        person_id=person,
        leader_key=leader_key or str(person),
        kind=kind,
        outside_kind=outside_kind if kind == PersonFile.Kind.OUTSIDE else "",
        provider_id=provider_id if kind == PersonFile.Kind.THIRD_PARTY else None,
        lender=lender,
        sender_agreed=sender_agreed,
        need=need,
        qualification=qualification,
        is_serving_teacher=is_serving_teacher,
        consented_date=consented,
        filed_by=actor.person,
        filed_at=now,
    )
    record("person.filed", actor=actor, place=place, subject=subject_of("person", row.id), now=now)
    return row


def _unknown_body(provider_id: UUID | None, place: Place) -> list[Verdict]:
    known = Provider.objects.filter(pk__in=[provider_id], county_code=place.code).exists()
    return [] if known else [refusal("A6.6", "provider_not_listed", subject="person", found="")]
