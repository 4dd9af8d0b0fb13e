"""Accounts of staff: opened with a first password that is shown once, reset, closed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.access.models import Account, RoleGrant
from kehou.platform.access.passwords import LoginTaken, give_first_password, open_account_of
from kehou.platform.access.second_factor import unbind
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.access import KEEP_SCHOOLS, KEEP_STAFF
from kehou.registry.models import StaffMember
from kehou.registry.services.organising import hire


class UnableToOpenAccount(UnableTo):
    """The login is taken, or the person has an account."""


@transaction.atomic
def hire_staff(
    *, actor: Actor, now: datetime, place: Place, name: str, phone: str, kind: str, subject: str = ""
) -> UUID:
    """Enter someone who works at the school; the person's id."""
    require(KEEP_STAFF, actor, place)
    person = hire(place, name=name, phone=phone, kind=kind, roles=[], since=local_day(now))
    StaffMember.objects.filter(pk=person).update(subject=subject)
    _note("staff.entered", person, place, actor=actor, now=now)
    return person


@transaction.atomic
def open_account(*, actor: Actor, now: datetime, person_id: UUID, login: str) -> str:
    """Open an account; its first password, to be handed over and never kept. Raises UnableToOpenAccount."""
    place = _place(actor, person_id)
    if Account.objects.filter(person_id=person_id, is_active=True).exists():
        raise UnableToOpenAccount([refusal("A3.2", "account_exists", subject="account")])
    try:
        password = open_account_of(person_id, login=login)
    except LoginTaken:
        raise UnableToOpenAccount([refusal("A3.2", "login_taken", subject="account")]) from None
    _note("account.opened", person_id, place, actor=actor, now=now)
    return password


@transaction.atomic
def reset_password(*, actor: Actor, now: datetime, person_id: UUID) -> str:
    """Give an account a new first password. Raises Http404 without an account."""
    place = _place(actor, person_id)
    account = Account.objects.filter(person_id=person_id, is_active=True).first()
    if account is None:
        raise Http404
    password = give_first_password(account)
    _note("account.reset", person_id, place, actor=actor, now=now)
    return password


@transaction.atomic
def reset_second_factor(*, actor: Actor, now: datetime, person_id: UUID) -> None:
    """Take away the second factor of someone who lost it. Raises Http404 where there is none."""
    place = _place(actor, person_id)
    account = Account.objects.filter(person_id=person_id, is_active=True, has_second_factor=True).first()
    if account is None or person_id == actor.person:  # the own one goes by its own code
        raise Http404
    unbind(account)
    _note("account.second_factor_reset", person_id, place, actor=actor, now=now)


@transaction.atomic
def let_go(*, actor: Actor, now: datetime, person_id: UUID) -> None:
    """Record that someone left: roles at the school end, the account closes. Raises UnableToOpenAccount."""
    place, today = _place(actor, person_id), local_day(now)
    if person_id == actor.person:
        raise UnableToOpenAccount([refusal("A3.2", "role_to_oneself", subject="account")])
    StaffMember.objects.filter(pk=person_id).update(left_date=today)
    held = RoleGrant.objects.filter(person_id=person_id, school_id=place.school).exclude(
        until_date__lte=today
    )
    held.filter(from_date__lte=today).update(until_date=today)
    held.filter(from_date__gt=today).delete()
    Account.objects.filter(person_id=person_id).update(is_active=False)
    _note("staff.left", person_id, place, actor=actor, now=now)


def _place(actor: Actor, person_id: UUID) -> Place:
    member = StaffMember.objects.filter(pk=person_id, left_date=None).first()
    if member is None:
        raise Http404
    if not KEEP_SCHOOLS.permits(actor, member.place):  # the county opens the accounts of heads
        require(KEEP_STAFF, actor, member.place)
    return member.place


def _note(action: str, person: UUID, place: Place, *, actor: Actor, now: datetime) -> None:
    record(action, actor=actor, place=place, subject=subject_of("person", person), now=now)
