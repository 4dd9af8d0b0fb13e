"""Which roles a person holds on a day, and giving them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kehou.kernel.actor import Grant, Role
from kehou.kernel.places import Place
from kehou.platform.access.models import Account, AccountIdentity, RoleGrant
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
    """Every role that anybody of an account ever held, for ``held_on`` and ``standing_as``."""
    return _roles_of(account_id=account_id)


def held_on(rows: Rows, day: date, *, first: UUID | None = None) -> tuple[Grant, ...]:
    """The roles among those asked for that are held on a day; those of one identity ``first``."""
    held = [row for row in rows if _holds(row, day)]
    held.sort(key=lambda row: row[0] != first)
    return tuple(Grant(Role(role), Place(code, school), detail) for _, role, code, school, detail, *_ in held)


def standing_as(rows: Rows, day: date, *, usual: UUID, chosen: str = "") -> UUID:
    """Which identity of an account acts: the chosen one, else the usual one, whichever holds a role."""
    holding: dict[UUID, None] = dict.fromkeys(row[0] for row in rows if _holds(row, day))
    wanted = next((person for person in holding if str(person) == chosen), usual)
    return wanted if wanted in holding or not holding else next(iter(holding))


def identity_at(account_id: UUID, school_id: UUID, *, on: date) -> UUID | None:
    """The identity under which whoever signs in holds a role at a school on a day."""
    rows = asked_grants(account_id).answer
    return next((row[0] for row in rows if row[3] == school_id and _holds(row, on)), None)


def identities_of(person_id: UUID) -> frozenset[UUID]:
    """Every identity of whoever signs in as this person; the person alone without an account in use."""
    account = account_of(person_id)
    if account is None:
        return frozenset({person_id})
    return frozenset({account.person_id, *account.identities.values_list("person_id", flat=True)})


def account_of(person_id: UUID) -> Account | None:
    """The account in use by which a person signs in, as its first identity or as a further one."""
    rows = Account.objects.filter(is_active=True)
    own = rows.filter(person_id=person_id).first()
    return own or rows.filter(identities__person_id=person_id).first()


def _holds(row: Rows, day: date) -> bool:
    *_, first, until = row
    return bool(first <= day and (until is None or until > day))


@question
def _roles_of(account_id: UUID) -> QuerySet[RoleGrant, Any]:
    person = Account.objects.filter(pk=account_id).values("person_id")
    further = AccountIdentity.objects.filter(account_id=account_id).values("person_id")
    rows = RoleGrant.objects.filter(person_id__in=person.union(further, all=True))
    columns = ("person_id", "role", "place_code", "school_id", "detail", "from_date", "until_date")
    return rows.order_by("from_date", "id").values_list(*columns)


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
