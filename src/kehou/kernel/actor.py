"""Who acts: a person and what that person may be at which place. Always an argument, never a global."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kehou.kernel.places import Place, Tier


class Role(StrEnum):
    """What a person is at a place (processes.md 0.1)."""

    PROVINCE_EDU = "province_edu"
    CITY_PRICE = "city_price"
    CITY_EDU = "city_edu"
    CITY_FINANCE = "city_finance"
    CITY_GOVERNMENT = "city_government"
    COUNTY_OFFICER = "county_officer"
    COUNTY_APPROVER = "county_approver"
    COUNTY_FINANCE = "county_finance"
    COUNTY_PERSONNEL = "county_personnel"
    COUNTY_MARKET = "county_market"
    SCHOOL_HEAD = "school_head"
    SCHOOL_PLAN = "school_plan"
    SCHOOL_TEACHING = "school_teaching"
    SCHOOL_SAFETY = "school_safety"
    SCHOOL_CASHIER = "school_cashier"
    SCHOOL_ACCOUNTANT = "school_accountant"
    CLASS_TEACHER = "class_teacher"
    TEACHER = "teacher"
    PROVIDER = "provider"
    GUARDIAN = "guardian"
    PUBLIC = "public"
    SYSTEM = "system"


class Nobody(RuntimeError):
    """A person had to act, and nobody did."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One role held at one place; ``detail`` narrows it (a class code for a class teacher)."""

    role: Role
    place: Place
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Ward:
    """A pupil for whom a guardian or entrusted carer may act now, and in what.

    ``guardian_id`` is the person who signs at that pupil's school.
    """

    pupil_id: UUID
    guardian_id: UUID
    place: Place
    may_sign: bool = True
    may_collect: bool = True


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, or the public or the system, with the roles and wards of now."""

    person_id: UUID | None
    grants: tuple[Grant, ...]
    wards: tuple[Ward, ...] = ()

    @property
    def person(self) -> UUID:
        """The person who acts. Raises Nobody for the public and the system, who sign nothing."""
        if self.person_id is None:
            raise Nobody
        return self.person_id

    def ward(self, pupil_id: UUID) -> Ward | None:
        """The link to a pupil, or None for somebody else's child."""
        return next((ward for ward in self.wards if ward.pupil_id == pupil_id), None)

    def holds(self, role: Role, place: Place) -> bool:
        """Whether the actor holds a role at a place or above it."""
        return any(grant.role is role and grant.place.contains(place) for grant in self.grants)

    def holds_any(self, roles: frozenset[Role], place: Place) -> bool:
        """Whether the actor holds any of the roles at a place or above it."""
        return any(grant.role in roles and grant.place.contains(place) for grant in self.grants)

    def places(self, roles: frozenset[Role]) -> tuple[Place, ...]:
        """The places at which the actor holds any of the roles."""
        return tuple(dict.fromkeys(grant.place for grant in self.grants if grant.role in roles))

    def tiers(self) -> frozenset[Tier]:
        """The levels at which the actor holds any role."""
        return frozenset(grant.place.tier for grant in self.grants)


def system_actor(province_code: str = "43") -> Actor:
    """The actor for scheduled work that no person starts."""
    return Actor(None, (Grant(Role.SYSTEM, Place(province_code)),))


def public_actor(province_code: str = "43") -> Actor:
    """Anyone at all, not signed in."""
    return Actor(None, (Grant(Role.PUBLIC, Place(province_code)),))
