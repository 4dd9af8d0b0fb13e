"""The list in force on a day, and a provider as the list shows it (A6.8)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Min, QuerySet

from kehou.kernel.fen import Fen
from kehou.kernel.ids import ProviderId
from kehou.kernel.moments import SHANGHAI, local_day
from kehou.platform.database.questions import question
from kehou.platform.database.reading import read_once
from kehou.providers.models import ListEntry, ListVersion, Provider, ProviderStep
from kehou.rulebook.facts.provider import ListedItem, ProviderFacts, ProviderStatus


@read_once
def version_in_force(county_code: str, *, on: date) -> ListVersion | None:
    """The latest list of a county that was confirmed by a day and still holds."""
    return next(iter(_confirmed(county_code=county_code, by=_end_of(on), on=on).answer), None)


@question
def _confirmed(county_code: str, by: datetime, on: date) -> QuerySet[ListVersion]:
    rows = ListVersion.objects.filter(county_code=county_code, confirmed_at__lte=by, valid_until_date__gte=on)
    return rows.order_by("-number")[:1]


def entries_in_force(county_code: str, *, on: date) -> QuerySet[ListEntry]:
    """The lines of the list in force, of bodies that stand in it on the day."""
    version = version_in_force(county_code, on=on)
    rows = ListEntry.objects.filter(version=version) if version else ListEntry.objects.none()
    return rows.select_related("version").order_by("provider_name", "item")


@read_once
def listed_ids(county_code: str, *, on: date) -> frozenset[UUID]:
    """The bodies that stand in the list on a day and are neither suspended nor removed by then."""
    version = version_in_force(county_code, on=on)
    known = {body for (body,) in _bodies(version_id=version.id).answer} if version else set()
    if not known:
        return frozenset()
    halted = states_on(known, on=on)
    return frozenset(body for body in known if halted.get(body) == ProviderStatus.LISTED)


@question
def _bodies(version_id: UUID) -> QuerySet[ListEntry, Any]:
    return ListEntry.objects.filter(version_id=version_id).values_list("provider_id")


def states_on(providers: set[UUID], *, on: date) -> dict[UUID, str]:
    """The state of bodies at the end of a day, by their steps."""
    return dict(_steps(providers=list(providers), by=_end_of(on)).answer)


@question
def _steps(providers: list[UUID], by: datetime) -> QuerySet[ProviderStep, Any]:
    rows = ProviderStep.objects.filter(provider_id__among=providers, done_at__lte=by)
    return rows.order_by("done_at", "id").values_list("provider_id", "state")


def provider_facts(provider: Provider, *, item: str = "", on: date) -> ProviderFacts:
    """A body as the list in force shows it on a day; ``item`` narrows the day of its first publication."""
    entries = list(entries_in_force(provider.county_code, on=on).filter(provider=provider))
    state = states_on({provider.id}, on=on).get(provider.id, provider.state)
    return ProviderFacts(
        provider_id=ProviderId(provider.id),
        status=ProviderStatus(state)
        if entries or state != ProviderStatus.LISTED
        else ProviderStatus.SCREENED,
        list_published_date=_published(provider, item),
        items=tuple(ListedItem(row.item, Fen(row.price_fen), row.minutes) for row in entries),
        licence_domains=frozenset(provider.licence_domains),
        licence_to=provider.licence_to_date,
        list_until=entries[0].version.valid_until_date if entries else None,
    )


def _published(provider: Provider, item: str) -> date | None:
    """The day on which a body, with an item where one is named, first stood in a list in force."""
    rows = ListEntry.objects.filter(provider=provider).exclude(version__confirmed_at=None)
    if item:
        rows = rows.filter(item=item)
    moment: datetime | None = rows.aggregate(first=Min("version__confirmed_at"))["first"]
    return local_day(moment) if moment else None


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, tzinfo=SHANGHAI)
