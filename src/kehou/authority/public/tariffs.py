"""Tariffs as facts: one version whole, and the line in force for a stage and area."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from kehou.authority.models import Tariff, TariffConsent, TariffLine
from kehou.kernel.fen import Fen
from kehou.kernel.ids import TariffId
from kehou.platform.database.questions import question
from kehou.platform.database.reading import read_once
from kehou.registry.public import terms_running
from kehou.rulebook.facts.authority import RunningTerm, TariffFacts
from kehou.rulebook.facts.authority import TariffLine as LineFacts
from kehou.rulebook.facts.fees import (
    EXTENDED_CARE_ITEM,
    SERVICE_ITEM,
    CareCeiling,
    Department,
    FeeUnit,
    TariffReference,
)
from kehou.rulebook.facts.school import Stage


def receipt_kind(city_code: str, *, on: date) -> str:
    """The kind of receipt that the tariff in force prescribes; empty where it says nothing (F-H5)."""
    tariff = _in_force(city_code, on)
    return tariff.receipt_kind if tariff else ""


@read_once
def tariff_in_force(city_code: str, *, area_class: str, on: date) -> dict[Stage, TariffReference]:
    """The published ceiling of each stage for an area class on a day; empty where there is none (A9.6)."""
    tariff = _in_force(city_code, on)
    if tariff is None:
        return {}
    lines = _lines(tariff_id=tariff.id, area_class=area_class).answer
    care = {line.stage: line for line in lines if line.item == EXTENDED_CARE_ITEM}
    return {
        Stage(line.stage): _reference(tariff, line, care.get(line.stage))
        for line in lines
        if line.item == SERVICE_ITEM
    }


def tariff_facts(tariff: Tariff) -> TariffFacts:
    """One version of a tariff with all its lines, set by those who have consented to it."""
    given = dict(tariff.consents.values_list("body", "consent_date"))
    consent = given.pop(TariffConsent.Body.GOVERNMENT.value, None)
    return TariffFacts(
        tariff_id=TariffId(tariff.id),
        document_number=tariff.document_number,
        set_by=frozenset(Department(body) for body in given),
        government_consent_date=consent,
        effective_from=tariff.effective_from_date,
        review_due_date=tariff.review_due_date,
        lines=tuple(_line(line) for line in tariff.lines.order_by("id")),
        replaced=_replaced(tariff),
        running_terms=tuple(
            RunningTerm(term.first_date, term.last_date)
            for term in terms_running(tariff.city_code, on=tariff.effective_from_date)
        ),
    )


def _replaced(tariff: Tariff) -> tuple[LineFacts, ...]:
    before = _in_force(tariff.city_code, tariff.effective_from_date - timedelta(days=1))
    return tuple(_line(line) for line in before.lines.order_by("id")) if before else ()


def _in_force(city_code: str, on: date) -> Tariff | None:
    return next(iter(_published(city_code=city_code, on=on).answer), None)


@question
def _published(city_code: str, on: date) -> QuerySet[Tariff]:
    lasting = Q(effective_to_date=None) | Q(effective_to_date__gte=on)
    rows = Tariff.objects.filter(lasting, city_code=city_code, effective_from_date__lte=on)
    return rows.exclude(published_at=None).order_by("-effective_from_date", "-id")[:1]


@question
def _lines(tariff_id: UUID, area_class: str) -> QuerySet[TariffLine]:
    wanted = [SERVICE_ITEM, EXTENDED_CARE_ITEM]
    return TariffLine.objects.filter(tariff_id=tariff_id, item__in=wanted, area_class=area_class)


def _reference(tariff: Tariff, line: TariffLine, care: TariffLine | None) -> TariffReference:
    return TariffReference(
        document_number=tariff.document_number,
        area_class=line.area_class,
        unit=FeeUnit(line.unit),
        ceiling=Fen(line.ceiling_fen),
        effective_from=tariff.effective_from_date,
        effective_to=tariff.effective_to_date,
        government_consent_date=tariff.consent_date,
        day_cap=_cap(line.day_cap_fen),
        term_cap=_cap(line.term_cap_fen),
        set_by=frozenset(Department(name) for name in tariff.set_by),
        private_may_charge=bool(tariff.private_may_charge),
        items=frozenset({SERVICE_ITEM} | ({EXTENDED_CARE_ITEM} if care else set())),
        care=_care(care) if care else None,
    )


def _care(line: TariffLine) -> CareCeiling:
    return CareCeiling(Fen(line.ceiling_fen), _cap(line.day_cap_fen), _cap(line.term_cap_fen))


def _line(line: TariffLine) -> LineFacts:
    return LineFacts(
        item=line.item,
        stage=Stage(line.stage),
        area_class=line.area_class,
        unit=FeeUnit(line.unit),
        ceiling=Fen(line.ceiling_fen),
        grades=frozenset(),
        day_cap=_cap(line.day_cap_fen),
        term_cap=_cap(line.term_cap_fen),
    )


def _cap(amount_fen: int | None) -> Fen | None:
    return None if amount_fen is None else Fen(amount_fen)
