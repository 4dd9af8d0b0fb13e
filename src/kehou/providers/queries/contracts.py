"""A school's requests and contracts, and what a provider sees of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from kehou.kernel.actor import Actor, Role
from kehou.kernel.fen import Fen
from kehou.kernel.places import Place
from kehou.platform.access.actions import require
from kehou.platform.ui.pieces import Tone
from kehou.providers.access import SEE_CONTRACTS
from kehou.providers.listing import entries_in_force, listed_ids
from kehou.providers.models import Contract, ListEntry, PersonFile, UseRequest
from kehou.providers.queries.people import PersonRow, rows_of
from kehou.registry.public import names_of, schools_by_id


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract with where it stands on a day."""

    contract: Contract
    state_name: str
    tone: Tone

    @property
    def session_price(self) -> Fen:
        """What one session costs: a pupil's price times the places."""
        return Fen(self.contract.price_fen * self.contract.places)


@dataclass(frozen=True, slots=True)
class OwnContract:
    """A contract as its provider sees it, with its own people."""

    row: ContractRow
    school: str
    people: tuple[PersonRow, ...]


def uses_at(place: Place) -> list[UseRequest]:
    """A school's requests to use providers, the latest first."""
    rows = UseRequest.objects.filter(school_id=place.school).select_related("provider", "decision")
    return list(rows.order_by("-asked_at"))


def contracts_at(place: Place, *, on: date) -> list[ContractRow]:
    """A school's contracts, the latest first."""
    rows = Contract.objects.filter(school_id=place.school).select_related("provider", "entry")
    listed = listed_ids(place.code, on=on)
    return [_row(row, listed, on) for row in rows.order_by("-drafted_at")]


def contract_at(contract_id: UUID, *, viewer: Actor, on: date) -> ContractRow:
    """One contract. Raises Http404."""
    row = Contract.objects.filter(pk=contract_id).select_related("provider", "entry").first()
    if row is None:
        raise Http404
    require(SEE_CONTRACTS, viewer, row.place)
    return _row(row, listed_ids(row.county_code, on=on), on)


def staff_of_contract(contract: Contract, *, on: date) -> list[PersonRow]:
    """The people named in a contract."""
    files = list(PersonFile.objects.filter(contracts__contract=contract).select_related("provider"))
    return rows_of(files, contract.place, names_of(row.person_id for row in files), on=on)


def staff_to_name(contract: Contract) -> list[tuple[UUID, str]]:
    """The people of the provider with a file at the school who are not named yet."""
    files = PersonFile.objects.filter(school_id=contract.school_id, provider=contract.provider_id)
    found = list(files.exclude(contracts__contract=contract))
    names = names_of(row.person_id for row in found)
    return [(row.id, names.get(row.person_id, "")) for row in found]


def entries_to_contract(county_code: str, *, on: date) -> list[ListEntry]:
    """The lines of the list in force, of bodies that stand in it."""
    listed = listed_ids(county_code, on=on)
    return [row for row in entries_in_force(county_code, on=on) if row.provider_id in listed]


def own_contracts(viewer: Actor, *, on: date) -> list[OwnContract]:
    """The contracts of the bodies for which the viewer acts, at the schools of those contracts."""
    grants = [grant for grant in viewer.grants if grant.role is Role.PROVIDER and grant.detail]
    pairs = {(UUID(grant.detail), grant.place.school_id) for grant in grants}
    rows = Contract.objects.filter(provider__in=[body for body, _ in pairs]).exclude(approved_at=None)
    kept = [
        row
        for row in rows.select_related("provider", "entry").order_by("-first_date")
        if (row.provider_id, row.school_id) in pairs
    ]
    schools = schools_by_id(row.school_id for row in kept)
    listed = listed_ids(kept[0].county_code, on=on) if kept else frozenset()
    return [
        OwnContract(_row(row, listed, on), schools[row.school_id].name, tuple(staff_of_contract(row, on=on)))
        for row in kept
    ]


def _row(contract: Contract, listed: frozenset[UUID], on: date) -> ContractRow:
    if contract.ended_date and contract.ended_date <= on:
        return ContractRow(contract, "已终止", Tone.PLAIN)
    if contract.approved_at is None:
        return ContractRow(contract, "待校长批准", Tone.ATTENTION)
    if contract.provider_id not in listed:
        return ContractRow(contract, "机构已暂停", Tone.STOP)
    if on > contract.last_date:
        return ContractRow(contract, "已到期", Tone.PLAIN)
    return ContractRow(contract, "履行中" if on >= contract.first_date else "已批准", Tone.DONE)
