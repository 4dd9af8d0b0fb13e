"""Third-party bodies as the list in force shows them, and a school's contracts with them (A6.8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from kehou.kernel.fen import Fen
from kehou.providers.listing import entries_in_force, listed_ids, provider_facts
from kehou.providers.models import Contract, ListEntry, Provider
from kehou.rulebook.facts.provider import ProviderFacts


@dataclass(frozen=True, slots=True)
class ListedOffer:
    """One published line: an item with its price a pupil for so many minutes."""

    item: str
    domain: str
    price: Fen
    minutes: int


@dataclass(frozen=True, slots=True)
class ProviderInfo:
    """A body in the list in force, with its lines. ``scope`` are the domains that it is licensed for."""

    provider_id: UUID
    name: str
    offers: tuple[ListedOffer, ...]
    scope: frozenset[str]
    list_number: int
    list_until: date


@dataclass(frozen=True, slots=True)
class ContractInfo:
    """A contract in force. ``price`` is that of one session: a pupil's price times the places bought."""

    contract_id: UUID
    provider_id: UUID
    provider_name: str
    number: str
    course_key: str
    price: Fen
    minutes: int
    places: int
    staff_ids: frozenset[UUID]
    starts_date: date
    ends_date: date


def listed_provider(provider_id: UUID, *, on: date) -> ProviderInfo | None:
    """A body on the list version in force, or None where it is not listed on the day."""
    provider = Provider.objects.filter(pk=provider_id).first()
    if provider is None:
        return None
    return next(
        (row for row in providers_at(provider.county_code, on=on) if row.provider_id == provider_id), None
    )


def providers_at(county_code: str, *, on: date) -> tuple[ProviderInfo, ...]:
    """The bodies listed in a county on a day, by name."""
    listed = listed_ids(county_code, on=on)
    scopes = dict(Provider.objects.filter(pk__in=listed).values_list("id", "licence_domains"))
    lines: dict[UUID, list[ListEntry]] = {}
    for row in entries_in_force(county_code, on=on):
        if row.provider_id in listed:
            lines.setdefault(row.provider_id, []).append(row)
    return tuple(
        ProviderInfo(
            provider_id=body,
            name=rows[0].provider_name,
            offers=tuple(ListedOffer(row.item, row.domain, Fen(row.price_fen), row.minutes) for row in rows),
            scope=frozenset(scopes.get(body, ())),
            list_number=rows[0].version.number,
            list_until=rows[0].version.valid_until_date,
        )
        for body, rows in lines.items()
    )


def contract_of(school_id: UUID, *, course_key: str, term_id: UUID, on: date) -> ContractInfo | None:
    """The approved contract under which a course is given on a day, or None."""
    rows = contracts_of(school_id, term_id=term_id, on=on)
    return next((row for row in rows if row.course_key == course_key), None)


def contracts_of(school_id: UUID, *, term_id: UUID, on: date | None = None) -> tuple[ContractInfo, ...]:
    """A school's approved contracts of a term, on a day or in all, by course.

    On a day, one counts only while its body is listed and the contract has not ended.
    """
    rows = Contract.objects.filter(school_id=school_id, term_id=term_id).exclude(approved_at=None)
    rows = (
        rows.select_related("provider").prefetch_related("staff__file").order_by("course_key", "first_date")
    )
    if on is not None:
        rows = rows.filter(first_date__lte=on, last_date__gte=on)
        rows = rows.filter(Q(ended_date=None) | Q(ended_date__gt=on))
    found = list(rows)
    if on is not None and found:
        listed = listed_ids(found[0].county_code, on=on)
        found = [row for row in found if row.provider_id in listed]
    return tuple(map(_contract, found))


def bodies_named(names: Iterable[str], *, on: date) -> dict[str, ProviderFacts]:
    """The bodies that a plan's courses name by their id, as facts for the rulebook; others are left out."""
    ids = {}
    for name in names:
        try:
            ids[UUID(name)] = name
        except ValueError:
            continue
    return {ids[row.id]: provider_facts(row, on=on) for row in Provider.objects.filter(pk__in=ids)}


def _contract(row: Contract) -> ContractInfo:
    return ContractInfo(
        contract_id=row.id,
        provider_id=row.provider_id,
        provider_name=row.provider.name,
        number=row.number,
        course_key=row.course_key,
        price=Fen(row.price_fen * row.places),
        minutes=row.minutes,
        places=row.places,
        staff_ids=frozenset(named.file.person_id for named in row.staff.all()),
        starts_date=row.first_date,
        ends_date=row.last_date,
    )
