"""Staff of a school with their roles and accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.kernel.actor import Role
from kehou.kernel.names import name_order
from kehou.kernel.places import Place
from kehou.platform.access.holding import grants_at
from kehou.platform.access.models import Account, RoleGrant
from kehou.platform.database.scope import Scope, scoped
from kehou.registry.models import SchoolClass, StaffMember
from kehou.registry.public.names import names_of
from kehou.registry.rules import GIVEN_BY_HEADS
from kehou.registry.services.staff.roles import shared_places
from kehou.registry.wording import ROLE_LABELS


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role of one person, with its days."""

    id: UUID
    person_id: UUID
    role: Role
    label: str
    detail: str
    from_date: date
    until_date: date | None
    deputy_for: str
    is_held: bool
    is_ours: bool


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Someone who works here, or is lent by the central school."""

    id: UUID
    name: str
    kind: str
    subject: str
    is_lent: bool
    login: str
    has_second_factor: bool
    roles: tuple[RoleRow, ...]


def staff_at(place: Place, *, on: date) -> list[StaffRow]:
    """The staff of a school with their roles there, the central school's after the own ones."""
    with scoped(Scope.of_places(shared_places(place))):
        members = list(StaffMember.objects.filter(left_date=None, school_id__in=_schools(place)))
        grants = grants_at(place)
        names = names_of({row.id for row in members} | {row.deputy_for for row in grants if row.deputy_for})
        classes = dict(SchoolClass.objects.filter(school_id=place.school).values_list("code", "name"))
    theirs = Account.objects.filter(person_id__in=[row.id for row in members], is_active=True)
    accounts = {row.person_id: row for row in theirs}
    rows = [
        StaffRow(
            id=row.id,
            name=names.get(row.id, ""),
            kind=row.get_kind_display(),
            subject=row.subject,
            is_lent=row.school_id != place.school_id,
            login=accounts[row.id].login if row.id in accounts else "",
            has_second_factor=row.id in accounts and accounts[row.id].has_second_factor,
            roles=tuple(_role(grant, names, classes, on) for grant in grants if grant.person_id == row.id),
        )
        for row in members
    ]
    return sorted(rows, key=lambda row: (row.is_lent, name_order(row.name)))


def _schools(place: Place) -> list[UUID]:
    return [shared.school for shared in shared_places(place)]


def _role(grant: RoleGrant, names: dict[UUID, str], classes: dict[str, str], on: date) -> RoleRow:
    role = Role(grant.role)
    return RoleRow(
        id=grant.id,
        person_id=grant.person_id,
        role=role,
        label=ROLE_LABELS.get(role, "其他岗位"),
        detail=classes.get(grant.detail, grant.detail),
        from_date=grant.from_date,
        until_date=grant.until_date,
        deputy_for=names.get(grant.deputy_for, "") if grant.deputy_for else "",
        is_held=grant.from_date <= on and (grant.until_date is None or on < grant.until_date),
        is_ours=role in GIVEN_BY_HEADS,
    )
