"""The city's fee standard: entered, consented to, published (A9.6 to A9.8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.access import CONSENT_TO_TARIFF, ENTER_TARIFF, PUBLISH_TARIFF, body_of
from kehou.authority.models import Tariff, TariffConsent, TariffLine
from kehou.authority.public.judging import judge_at
from kehou.authority.public.tariffs import tariff_facts
from kehou.kernel.actor import Actor
from kehou.kernel.ids import TariffId
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id
from kehou.rulebook.facts.authority import TariffFacts
from kehou.rulebook.facts.authority import TariffLine as LineFacts


class UnableToEnterTariff(UnableTo):
    """A tariff has no ceiling at all."""


class UnableToConsent(UnableTo):
    """The body has consented already, the version is published, or the day is still to come."""


class UnableToPublishTariff(UnableTo):
    """A tariff lacks what the Measures ask for before anyone may cite it."""


@transaction.atomic
def enter_tariff(
    *,
    actor: Actor,
    now: datetime,
    city_code: str,
    title: str,
    document_number: str,
    effective_from: date,
    lines: Iterable[LineFacts],
    effective_to: date | None = None,
    private_may_charge: bool | None = None,
    receipt_kind: str = "",
    review_due: date | None = None,
) -> UUID:
    """Enter a version of a city's tariff as a draft that nobody can cite yet.

    Raises UnableToEnterTariff without a single ceiling (A9.6), and for a ceiling of what is no after-school
    service of grades 1 to 9 (A4.1, A9.13, A9.18). Departments and government consent afterwards.
    """
    require(ENTER_TARIFF, actor, Place(city_code))
    rows = tuple(lines)
    if not rows:
        raise UnableToEnterTariff([refusal("A9.6", "tariff_without_lines", subject="tariff")])
    outside = [verdict for verdict in _judge_lines(city_code, rows, effective_from, now) if verdict.stops]
    if outside:
        raise UnableToEnterTariff(outside)
    tariff = Tariff.objects.create(
        city_code=city_code,
        title=title,
        document_number=document_number,
        effective_from_date=effective_from,
        effective_to_date=effective_to,
        private_may_charge=private_may_charge,
        receipt_kind=receipt_kind,
        review_due_date=review_due,
        entered_by=actor.person,
        entered_at=now,
    )
    TariffLine.objects.bulk_create([_row(tariff, line) for line in rows])
    city = Place(city_code)
    record("tariff.entered", actor=actor, place=city, subject=subject_of("tariff", tariff.id), now=now)
    return tariff.id


@transaction.atomic
def consent_to_tariff(
    *, actor: Actor, now: datetime, tariff_id: UUID, consented: date, document_number: str = ""
) -> UUID:
    """A department, or the city government, consents to a version at its own desk (A9.6, A9.7).

    Raises UnableToConsent a second time, after publication, or for a day that is still to come.
    """
    tariff = Tariff.objects.select_for_update().get(pk=tariff_id)
    city = Place(tariff.city_code)
    require(CONSENT_TO_TARIFF, actor, city)
    body = body_of(actor, city)
    if tariff.published_at is not None:
        raise UnableToConsent([refusal("A7.11", "tariff_published_before", subject="tariff")])
    if consented > local_day(now):
        raise UnableToConsent([refusal("A9.7", "consent_still_to_come", subject="tariff", found=consented)])
    if TariffConsent.objects.filter(tariff=tariff, body=body).exists():
        raise UnableToConsent([refusal("A7.11", "consent_given_before", subject="tariff")])
    consent = TariffConsent.objects.create(
        city_code=tariff.city_code,
        tariff=tariff,
        body=body,
        document_number=document_number,
        consent_date=consented,
        given_by=actor.person,
        given_at=now,
    )
    subject = subject_of("tariff", tariff.id)
    record("tariff.consented", actor=actor, place=city, subject=subject, now=now, detail={"body": body})
    return consent.id


def _judge_lines(
    city_code: str, lines: tuple[LineFacts, ...], effective_from: date, now: datetime
) -> list[Verdict]:
    """What the lines themselves may not price; who set them and who consented is asked when publishing."""
    facts = TariffFacts(
        tariff_id=TariffId(new_id()),
        document_number="",
        set_by=frozenset(),
        government_consent_date=None,
        effective_from=effective_from,
        review_due_date=None,
        lines=lines,
    )
    found = judge_at(Place(city_code), facts, on=local_day(now))
    return [verdict for verdict in found if verdict.subject.startswith("tariff/")]


@transaction.atomic
def publish_tariff(*, actor: Actor, now: datetime, tariff_id: UUID) -> None:
    """Publish a tariff. Raises UnableToPublishTariff while a department or the city government has not
    consented (A9.6, A9.7), where it is dearer within a running term (A9.10), or where one person did both.
    """
    tariff = Tariff.objects.select_for_update().get(pk=tariff_id)
    city = Place(tariff.city_code)
    require(PUBLISH_TARIFF, actor, city)
    if tariff.entered_by == actor.person_id:
        raise UnableToPublishTariff([refusal("A7.4", "publisher_entered_it", subject="tariff")])
    facts = tariff_facts(tariff)
    refused = stops(judge_at(city, facts, on=local_day(now)))
    if refused:
        raise UnableToPublishTariff(refused)
    tariff.set_by, tariff.consent_date = sorted(facts.set_by), facts.government_consent_date
    tariff.published_by, tariff.published_at = actor.person, now
    tariff.save(update_fields=["set_by", "consent_date", "published_by", "published_at"])
    record("tariff.published", actor=actor, place=city, subject=subject_of("tariff", tariff.id), now=now)


def _row(tariff: Tariff, line: LineFacts) -> TariffLine:
    return TariffLine(
        city_code=tariff.city_code,
        tariff=tariff,
        item=line.item,
        stage=line.stage.value,
        area_class=line.area_class,
        unit=line.unit.value,
        ceiling_fen=line.ceiling.amount,
        day_cap_fen=line.day_cap.amount if line.day_cap else None,
        term_cap_fen=line.term_cap.amount if line.term_cap else None,
    )
