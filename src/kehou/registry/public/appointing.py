"""The first people of an installation: officers above the schools, whom no page names."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kehou.kernel.actor import Role, system_actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place, Tier
from kehou.platform.access.passwords import LoginTaken, open_account_of
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.scope import at, scoped
from kehou.registry.data.divisions import UnknownDivision
from kehou.registry.public.divisions import division_name
from kehou.registry.services.organising import hire

OFFICERS = tuple(
    role for role in Role if role.value.partition("_")[0] in (Tier.PROVINCE, Tier.CITY, Tier.COUNTY)
)


class UnableToAppoint(ValueError):
    """No such division, a role of another level, or a login that is taken."""


def appoint_officer(*, place_code: str, role: Role, name: str, login: str, now: datetime) -> str:
    """Enter an officer with a role from today and an account; its first password. Raises UnableToAppoint."""
    place = _division(place_code)
    if role not in OFFICERS or role.value.partition("_")[0] != place.tier:
        raise UnableToAppoint(f"{role} is no role of a {place.tier}")
    try:
        with scoped(at(place)), transaction.atomic():
            person = hire(place, name=name, roles=[(role, place, "")], since=local_day(now))
            password = open_account_of(person, login=login)
            subject = subject_of("person", person)
            record("officer.appointed", actor=system_actor(), place=place, subject=subject, now=now)
    except LoginTaken:
        raise UnableToAppoint(f"the login {login} is taken") from None
    return password


def _division(code: str) -> Place:
    try:
        division_name(code)
        return Place(code)
    except (UnknownDivision, ValueError):
        raise UnableToAppoint(f"{code} is no division of 2, 4 or 6 digits") from None
