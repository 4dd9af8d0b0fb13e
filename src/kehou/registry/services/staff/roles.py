"""Giving and ending roles at a school, and deputies for a while (A3.2, practice.md 1)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal
from kehou.platform.access.actions import require
from kehou.platform.access.holding import end_role, give_role, grants_of
from kehou.platform.access.models import RoleGrant
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.locks import hold
from kehou.platform.database.scope import Scope, scoped
from kehou.registry.access import KEEP_STAFF
from kehou.registry.models import School, SchoolClass, StaffMember
from kehou.registry.rules import GIVEN_BY_HEADS, kept_apart


class UnableToGiveRole(UnableTo):
    """The role is not the head's to give, or may not meet one that the person holds."""


@transaction.atomic
def give_staff_role(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    person_id: UUID,
    role: Role,
    from_date: date,
    until: date | None = None,
    class_code: str = "",
) -> RoleGrant:
    """Let someone of the school, or of its central school, hold a role there for a time.

    A class teacher's role names the class. Nobody gives a role to themselves. Raises UnableToGiveRole.
    """
    require(KEEP_STAFF, actor, place)
    _require_staff(person_id, place)
    hold(f"roles/{person_id}")
    _refuse(_obstacle(actor, place, person_id, role, from_date, until, class_code))
    row = give_role(person_id, role, place, from_date=from_date, detail=class_code, until=until)
    _note("role.given", row, place, actor=actor, now=now)
    return row


@transaction.atomic
def end_staff_role(*, actor: Actor, now: datetime, grant_id: UUID) -> None:
    """End a role today; what was done under it stays. Raises UnableToGiveRole for a role from above."""
    row, place = _grant(actor, grant_id)
    if Role(row.role) not in GIVEN_BY_HEADS:
        _refuse(refusal("A3.2", "role_from_above", subject="role"))
    end_role(row.id, on=local_day(now))
    _note("role.ended", row, place, actor=actor, now=now)


@transaction.atomic
def deputise(
    *, actor: Actor, now: datetime, grant_id: UUID, deputy_id: UUID, from_date: date, until: date
) -> RoleGrant:
    """Let someone stand in for the holder of a role from one day until another. Raises UnableToGiveRole."""
    held, place = _grant(actor, grant_id)
    _require_staff(deputy_id, place)
    hold(f"roles/{deputy_id}")
    role = Role(held.role)
    if held.person_id == deputy_id:
        _refuse(refusal("A3.2", "deputy_for_oneself", subject="role"))
    _refuse(_obstacle(actor, place, deputy_id, role, from_date, until, held.detail))
    row = give_role(
        deputy_id,
        role,
        place,
        from_date=from_date,
        until=until,
        detail=held.detail,
        deputy_for=held.person_id,
    )
    _note("role.deputised", row, place, actor=actor, now=now)
    return row


def _refuse(obstacle: Verdict | None) -> None:
    if obstacle:
        raise UnableToGiveRole([obstacle])


def _obstacle(
    actor: Actor,
    place: Place,
    person_id: UUID,
    role: Role,
    from_date: date,
    until: date | None,
    class_code: str,
) -> Verdict | None:
    if role not in GIVEN_BY_HEADS:
        return refusal("A3.2", "role_from_above", subject="role")
    if person_id == actor.person:
        return refusal("A3.2", "role_to_oneself", subject="role")
    if until is not None and until <= from_date:
        return refusal("A3.2", "role_without_time", subject="role")
    if role is Role.CLASS_TEACHER and not _has_class(place, class_code):
        return refusal("A3.2", "class_unknown", subject="role")
    held = [grant.role for grant in grants_of(person_id, on=from_date) if grant.place == place]
    apart = kept_apart(role, held)
    return refusal("A3.2", "roles_kept_apart", subject="role", role=role, held=apart) if apart else None


def _has_class(place: Place, code: str) -> bool:
    return SchoolClass.objects.filter(school_id=place.school, code=code).exists()


def _require_staff(person_id: UUID, place: Place) -> None:
    """Own staff, or staff of the central school, whose rows the teaching point does not otherwise see."""
    with scoped(Scope.of_places(shared_places(place))):
        if not StaffMember.objects.filter(pk=person_id, left_date=None).exists():
            raise Http404


def shared_places(place: Place) -> tuple[Place, ...]:
    """A school, and the central school above it, whose staff serve its teaching points too."""
    above = School.objects.filter(pk=place.school).values_list("legal_person_id", flat=True)
    return (place, *(Place(place.code, school) for school in above if school))


def _grant(actor: Actor, grant_id: UUID) -> tuple[RoleGrant, Place]:
    row = RoleGrant.objects.filter(pk=grant_id).first()
    if row is None or row.school_id is None:
        raise Http404
    place = Place(row.place_code, row.school_id)
    require(KEEP_STAFF, actor, place)
    return row, place


def _note(action: str, row: RoleGrant, place: Place, *, actor: Actor, now: datetime) -> None:
    record(
        action,
        actor=actor,
        place=place,
        subject=subject_of("person", row.person_id),
        now=now,
        clauses=["A3.2"],
        detail={"role": row.role, "from": str(row.from_date), "until": str(row.until_date or "")},
    )
