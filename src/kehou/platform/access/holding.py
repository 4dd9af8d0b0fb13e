"""Which roles a person holds on a day, and giving them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kehou.kernel.actor import Grant, Role
from kehou.kernel.places import Place
from kehou.platform.access.models import Account, RoleGrant
from kehou.platform.database.questions import Asked, Rows, question


def grants_of(person_id: UUID, *, on: date) -> tuple[Grant, ...]:
    """The roles that a person holds on a day, wherever they lie."""
    rows = RoleGrant.objects.filter(person_id=person_id, from_date__lte=on).filter(
        Q(until_date=None) | Q(until_date__gt=on)
    )
    return tuple(
        Grant(Role(row.role), Place(row.place_code, row.school_id), row.detail)
        for row in rows.order_by("from_date", "id")
    )


def asked_grants(account_id: UUID) -> Asked[Rows]:
    """Every role that the person of an account ever held, for ``held_on``."""
    return _roles_of(account_id=account_id)


def held_on(rows: Rows, day: date) -> tuple[Grant, ...]:
    """The roles among those asked for that are held on a day."""
    return tuple(
        Grant(Role(role), Place(code, school), detail)
        for role, code, school, detail, first, until in rows
        if first <= day and (until is None or until > day)
    )


@question
def _roles_of(account_id: UUID) -> QuerySet[RoleGrant, Any]:
    person = Account.objects.filter(pk=account_id).values("person_id")
    rows = RoleGrant.objects.filter(person_id__in=person).order_by("from_date", "id")
    return rows.values_list("role", "place_code", "school_id", "detail", "from_date", "until_date")


def give_role(
    person_id: UUID,
    role: Role,
    place: Place,
    *,
    from_date: date,
    detail: str = "",
    until: date | None = None,
    deputy_for: UUID | None = None,
) -> RoleGrant:
    """Let a person hold a role at a place from a day on, for a deputy until another."""
    return RoleGrant.objects.create(
        person_id=person_id,
        role=role.value,
        place_code=place.code,
        school_id=place.school_id,
        detail=detail,
        deputy_for=deputy_for,
        from_date=from_date,
        until_date=until,
    )


def end_role(grant_id: UUID, *, on: date) -> int:
    """End a role that is still held; it no longer counts on that day. How many were ended."""
    held = Q(until_date=None) | Q(until_date__gt=on)
    return RoleGrant.objects.filter(held, pk=grant_id).update(until_date=on)


def grants_at(place: Place) -> list[RoleGrant]:
    """Every role that anyone holds or held at exactly this place, the latest first."""
    rows = RoleGrant.objects.filter(place_code=place.code, school_id=place.school_id)
    return list(rows.order_by("-from_date", "-id"))


def holders(role: Role, place: Place, *, on: date) -> list[UUID]:
    """Who holds a role at exactly this place on a day."""
    rows = RoleGrant.objects.filter(
        role=role.value, place_code=place.code, school_id=place.school_id, from_date__lte=on
    ).filter(Q(until_date=None) | Q(until_date__gt=on))
    return list(rows.order_by("from_date", "id").values_list("person_id", flat=True))
