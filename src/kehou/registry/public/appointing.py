"""The first people of an installation: officers above the schools, whom no page names."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor, Grant, Role, system_actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.platform.access.models import Account, RoleGrant
from kehou.platform.access.passwords import LoginTaken, open_account_of
from kehou.platform.access.second_factor import ABOVE_SCHOOLS, unbind
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.scope import at, scoped
from kehou.registry.data.divisions import UnknownDivision
from kehou.registry.public.divisions import division_name
from kehou.registry.services.organising import hire


class UnableToAppoint(ValueError):
    """No such division, a role of another level, or a login that is taken."""


def appoint_officer(*, place_code: str, role: Role, name: str, login: str, now: datetime) -> str:
    """Enter an officer with a role from today and an account; its first password. Raises UnableToAppoint."""
    place = _division(place_code)
    if role not in ABOVE_SCHOOLS or role.value.partition("_")[0] != place.tier:
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


def release_second_factor(login: str, *, now: datetime) -> None:
    """Take a second factor away whose owner lost app and recovery codes. Raises UnableToAppoint."""
    account = Account.objects.filter(login=login, has_second_factor=True).first()
    if account is None:
        raise UnableToAppoint(f"no account {login} with a second factor")
    with transaction.atomic():
        unbind(account)
        note_of_account("account.second_factor_reset", account.person_id, now=now, actor=system_actor())


def note_of_account(action: str, person_id: UUID, *, now: datetime, actor: Actor | None = None) -> None:
    """Leave a trace, where an account's owner works, of what the owner or another did to it."""
    row = RoleGrant.objects.filter(person_id=person_id).order_by("from_date", "id").first()
    if row is None:
        return
    place = Place(row.place_code, row.school_id)
    by = actor or Actor(person_id, (Grant(Role(row.role), place, row.detail),))
    with scoped(at(place)):
        record(action, actor=by, place=place, subject=subject_of("person", person_id), now=now)


def _division(code: str) -> Place:
    try:
        division_name(code)
        return Place(code)
    except (UnknownDivision, ValueError):
        raise UnableToAppoint(f"{code} is no division of 2, 4 or 6 digits") from None
