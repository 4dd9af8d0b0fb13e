"""The city's fee standard: entered, consented to, published (A9.6 to A9.8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.access import ENTER_TARIFF, PUBLISH_TARIFF
from kehou.authority.models import Tariff, TariffLine
from kehou.authority.public.judging import judge_at
from kehou.authority.public.tariffs import tariff_facts
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.facts.authority import TariffLine as LineFacts


class UnableToEnterTariff(UnableTo):
    """A tariff has no ceiling at all."""


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
    set_by: Iterable[str],
    consent_date: date | None,
    effective_from: date,
    lines: Iterable[LineFacts],
    effective_to: date | None = None,
    private_may_charge: bool | None = None,
    receipt_kind: str = "",
    review_due: date | None = None,
) -> UUID:
    """Enter a version of a city's tariff as a draft that nobody can cite yet.

    Raises UnableToEnterTariff without a single ceiling (A9.6).
    """
    require(ENTER_TARIFF, actor, Place(city_code))
    rows = tuple(lines)
    if not rows:
        raise UnableToEnterTariff([refusal("A9.6", "tariff_without_lines", subject="tariff")])
    tariff = Tariff.objects.create(
        city_code=city_code,
        title=title,
        document_number=document_number,
        set_by=sorted(set_by),
        consent_date=consent_date,
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
def publish_tariff(*, actor: Actor, now: datetime, tariff_id: UUID) -> None:
    """Publish a tariff. Raises UnableToPublishTariff without departments or consent (A9.6, A9.7), where it
    is dearer within a running term (A9.10), or where one person did both.
    """
    tariff = Tariff.objects.select_for_update().get(pk=tariff_id)
    city = Place(tariff.city_code)
    require(PUBLISH_TARIFF, actor, city)
    if tariff.entered_by == actor.person_id:
        raise UnableToPublishTariff([refusal("A7.4", "publisher_entered_it", subject="tariff")])
    refused = stops(judge_at(city, tariff_facts(tariff), on=local_day(now)))
    if refused:
        raise UnableToPublishTariff(refused)
    tariff.published_by, tariff.published_at = actor.person, now
    tariff.save(update_fields=["published_by", "published_at"])
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
