"""Providers, competitions, lists and schools' requests as the county's desk and the public see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from kehou.kernel.actor import Actor
from kehou.platform.database.scope import Scope
from kehou.platform.ui.pieces import Tone
from kehou.providers.access import DECIDE_USE, SEE_PROVIDERS
from kehou.providers.listing import entries_in_force, listed_ids, version_in_force
from kehou.providers.models import Competition, Criteria, ListEntry, ListVersion, Provider, UseRequest
from kehou.providers.services.listing import confirm_from
from kehou.providers.wording import PROVIDER_STATES, PROVIDER_TONES
from kehou.registry.public import schools_by_id
from kehou.rulebook.facts.provider import ProviderStatus


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """A provider with its state in words."""

    provider: Provider

    @property
    def state_name(self) -> str:
        """The state in words."""
        return PROVIDER_STATES[ProviderStatus(self.provider.state)]

    @property
    def tone(self) -> Tone:
        """The state's meaning."""
        return Tone(PROVIDER_TONES[ProviderStatus(self.provider.state)])


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of the list with the first day on which it may be confirmed."""

    version: ListVersion
    confirm_from: date | None


@dataclass(frozen=True, slots=True)
class UseRow:
    """A school's request with the school's name."""

    request: UseRequest
    school: str


@dataclass(frozen=True, slots=True)
class PublicList:
    """The list in force as anyone reads it, the version that is being shown, and earlier ones."""

    version: ListVersion | None
    lines: tuple[ListEntry, ...]
    halted: frozenset[UUID]
    shown: ListVersion | None
    shown_lines: tuple[ListEntry, ...]
    earlier: tuple[ListVersion, ...]


def providers_of(viewer: Actor) -> list[ProviderRow]:
    """The providers of the viewer's counties, the latest first."""
    rows = Provider.objects.filter(SEE_PROVIDERS.rows_for(viewer)).order_by("-entered_at")
    return [ProviderRow(row) for row in rows[:200]]


def provider_at(provider_id: UUID, *, viewer: Actor) -> ProviderRow:
    """One provider. Raises Http404."""
    row = Provider.objects.filter(SEE_PROVIDERS.rows_for(viewer), pk=provider_id).first()
    if row is None:
        raise Http404
    return ProviderRow(row)


def competitions_of(viewer: Actor) -> QuerySet[Competition]:
    """The competitions of the viewer's counties, the latest first."""
    rows = Competition.objects.filter(SEE_PROVIDERS.rows_for(viewer)).select_related("award__bid")
    return rows.prefetch_related("bids", "evidence").order_by("-entered_at")


def versions_of(viewer: Actor) -> list[VersionRow]:
    """The versions of the viewer's lists, the latest first."""
    rows = ListVersion.objects.filter(SEE_PROVIDERS.rows_for(viewer)).order_by("-number")[:20]
    return [VersionRow(row, None if row.confirmed_at else confirm_from(row)) for row in rows]


def criteria_of(county_code: str) -> Criteria | None:
    """The latest criteria of a county."""
    return Criteria.objects.filter(county_code=county_code).order_by("issued_date", "id").last()


def open_uses(viewer: Actor) -> list[UseRow]:
    """The schools' requests that wait for a decision, the oldest first."""
    rows = UseRequest.objects.filter(DECIDE_USE.rows_for(viewer), decision=None)
    return _with_schools(list(rows.select_related("provider").order_by("asked_at")[:200]))


def use_at(request_id: UUID, *, viewer: Actor) -> UseRow:
    """One request that waits for a decision. Raises Http404."""
    rows = UseRequest.objects.filter(DECIDE_USE.rows_for(viewer), decision=None, pk=request_id)
    found = _with_schools(list(rows.select_related("provider")))
    if not found:
        raise Http404
    return found[0]


def public_list(county_code: str, *, on: date) -> PublicList:
    """What anyone may read of a county's list (A6.8)."""
    version = version_in_force(county_code, on=on)
    versions = list(ListVersion.objects.filter(county_code=county_code).order_by("-number")[:20])
    shown = next((row for row in versions if row.confirmed_at is None), None)
    lines = tuple(entries_in_force(county_code, on=on))
    listed = listed_ids(county_code, on=on)
    return PublicList(
        version=version,
        lines=lines,
        halted=frozenset(row.provider_id for row in lines) - listed,
        shown=shown,
        shown_lines=tuple(shown.entries.order_by("provider_name", "item")) if shown else (),
        earlier=tuple(row for row in versions if row.confirmed_at and row != version),
    )


def scope_of_county(county_code: str) -> Scope:
    """The scope of a public page of one county: what its schools may read of the county's own rows."""
    return Scope(counties=frozenset({county_code}))


def _with_schools(requests: list[UseRequest]) -> list[UseRow]:
    schools = schools_by_id(row.school_id for row in requests)
    return [UseRow(row, schools[row.school_id].name) for row in requests]
