"""Accounts of a body's people: named by the county, opened and closed by the body's contact (A6.8, A6.17).

Whoever signs in for a body holds one role, at the schools of its contracts, for that body, as long as they
run. It ends with the contract, with the body's removal, or by the contact's word.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import ONE_DAY, local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.holding import account_of, give_role, identities_of
from kehou.platform.access.models import Account, RoleGrant
from kehou.platform.access.passwords import LoginTaken, give_first_password, open_account_of
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.scope import at, scoped
from kehou.providers.access import NAME_CONTACT
from kehou.providers.models import Agent, Contract, PersonFile, Provider
from kehou.registry.public import enter_person, same_people
from kehou.rulebook.facts.provider import ProviderStatus


class UnableToOpenAgent(UnableTo):
    """The body is not on the list or holds no contract, the login is taken, or the person has an account."""


class UnableToCloseAgent(UnableTo):
    """The account is one's own, or was closed before."""


@transaction.atomic
def name_contact(*, actor: Actor, now: datetime, provider_id: UUID, name: str, phone: str, login: str) -> str:
    """The county lets somebody speak for a body and keep its accounts; the first password, shown once.

    Raises UnableToOpenAgent.
    """
    provider = _provider(provider_id)
    if not NAME_CONTACT.permits(actor, Place(provider.county_code)):
        raise Http404
    contracts = _running(provider, on=local_day(now))
    _require_standing(provider, bool(contracts))
    person = enter_person(contracts[0].place, name=name, phone=phone)
    return _open(
        provider, contracts, contracts[0].place, person, login, is_contact=True, actor=actor, now=now
    )


@transaction.atomic
def open_agent(*, actor: Actor, now: datetime, provider_id: UUID, file_id: UUID, login: str) -> str:
    """Let one of a body's own people sign in at the school of their file; the first password, shown once.

    Who signs in for the body already, with a file at another school, signs in by the same account at this
    school too: there is no further login, and no password. Raises UnableToOpenAgent.
    """
    provider = _provider(provider_id)
    require_keeper(actor, provider)
    file = PersonFile.objects.filter(pk=file_id, provider=provider).first()
    if file is None:
        raise Http404
    contracts = [row for row in _running(provider, on=local_day(now)) if row.school_id == file.school_id]
    _require_standing(provider, bool(contracts))
    same = account_at_another_school(file)
    if same is not None:
        _join(same, file, contracts, actor=actor, now=now)
        return ""
    return _open(
        provider, contracts, file.place, file.person_id, login, is_contact=False, actor=actor, now=now
    )


@transaction.atomic
def reset_agent(*, actor: Actor, now: datetime, agent_id: UUID) -> str:
    """Give an account a new first password; the former one no longer opens it. Raises UnableToCloseAgent."""
    agent = _agent(actor, agent_id)
    if agent.closed_at is not None:
        raise UnableToCloseAgent([refusal("A6.17", "agent_closed_before", subject="account")])
    account = account_of(agent.person_id)
    if account is None:
        raise UnableToCloseAgent([refusal("A6.17", "agent_closed_before", subject="account")])
    password = give_first_password(account)
    _note("agent.reset", agent, actor=actor, now=now)
    return password


@transaction.atomic
def close_agent(*, actor: Actor, now: datetime, agent_id: UUID) -> Agent:
    """Take an account away today; what was done with it stays. Raises UnableToCloseAgent."""
    agent = _agent(actor, agent_id)
    if agent.person_id == actor.person_id:
        raise UnableToCloseAgent([refusal("A6.17", "agent_closes_oneself", subject="account")])
    if agent.closed_at is not None:
        raise UnableToCloseAgent([refusal("A6.17", "agent_closed_before", subject="account")])
    _close(agent, actor=actor, now=now)
    return agent


def account_at_another_school(file: PersonFile) -> Account | None:
    """The account by which the person of a file signs in for its body already, known at another school.

    The same identity number, sealed at both schools, says that it is the same person.
    """
    people = set(same_people(file.person_id, file.county_code)) - {file.person_id}
    open_there = Agent.objects.filter(provider=file.provider_id, person_id__in=people, closed_at=None)
    agent = open_there.order_by("opened_at", "id").first()
    return account_of(agent.person_id) if agent else None


def require_keeper(actor: Actor, provider: Provider) -> None:
    """Whether an actor keeps a body's accounts: the county's office, or its own contact. Raises Http404."""
    if NAME_CONTACT.permits(actor, Place(provider.county_code)):
        return
    speaks = any(grant.role is Role.PROVIDER and grant.detail == str(provider.id) for grant in actor.grants)
    contact = Agent.objects.filter(provider=provider, person_id=actor.person, is_contact=True, closed_at=None)
    if not (speaks and contact.exists()):
        raise Http404


def admit_contacts(contract: Contract) -> None:
    """A new contract: the body's contacts see this school too."""
    with scoped(at(Place(contract.county_code))):
        people = Agent.objects.filter(provider=contract.provider_id, is_contact=True, closed_at=None)
        for person in people.values_list("person_id", flat=True):
            _give(person, [contract])


def end_access(contract: Contract, *, on: date) -> None:
    """A contract is over: nobody acts for the body at this school any more, unless by another contract."""
    others = [row for row in _running(contract.provider, on=on) if row.school_id == contract.school_id]
    if not others:
        body = str(contract.provider_id)
        _end(RoleGrant.objects.filter(detail=body, school_id=contract.school_id), on)


def close_agents(provider: Provider, *, actor: Actor, now: datetime) -> None:
    """A body left the list: every account of it is closed."""
    for agent in Agent.objects.filter(provider=provider, closed_at=None):
        _close(agent, actor=actor, now=now)


def _open(
    provider: Provider,
    contracts: Iterable[Contract],
    home: Place,
    person: UUID,
    login: str,
    *,
    is_contact: bool,
    actor: Actor,
    now: datetime,
) -> str:
    if account_of(person):
        raise UnableToOpenAgent([refusal("A3.2", "account_exists", subject="account")])
    try:
        password = open_account_of(person, login=login)
    except LoginTaken:
        raise UnableToOpenAgent([refusal("A3.2", "login_taken", subject="account")]) from None
    _give(person, contracts)
    _keep(provider.id, home, person, login, is_contact=is_contact, actor=actor, now=now)
    return password


def _join(
    account: Account, file: PersonFile, contracts: Iterable[Contract], *, actor: Actor, now: datetime
) -> None:
    """The same account opens this school too, under the name that is kept there."""
    known = account_of(file.person_id)
    if known is None:
        account.identities.create(person_id=file.person_id, added_at=now)
    elif known.id != account.id or _is_agent(file.person_id):
        raise UnableToOpenAgent([refusal("A3.2", "account_exists", subject="account")])
    _give(file.person_id, contracts)
    assert file.provider_id is not None  # a body's own file
    _keep(file.provider_id, file.place, file.person_id, account.login, is_contact=False, actor=actor, now=now)


def _is_agent(person: UUID) -> bool:
    return Agent.objects.filter(person_id=person, closed_at=None).exists()


def _keep(
    provider_id: UUID,
    home: Place,
    person: UUID,
    login: str,
    *,
    is_contact: bool,
    actor: Actor,
    now: datetime,
) -> None:
    agent = Agent.objects.create(
        county_code=home.code,
        school_id=home.school,
        provider_id=provider_id,
        person_id=person,
        login=login,
        is_contact=is_contact,
        opened_by=actor.person,
        opened_at=now,
    )
    _note("agent.opened", agent, actor=actor, now=now)


def _give(person: UUID, contracts: Iterable[Contract]) -> None:
    for row in contracts:
        until = row.last_date + ONE_DAY
        body = str(row.provider_id)
        give_role(person, Role.PROVIDER, row.place, from_date=row.first_date, detail=body, until=until)


def _close(agent: Agent, *, actor: Actor, now: datetime) -> None:
    agent.closed_by, agent.closed_at = actor.person_id, now
    agent.save(update_fields=["closed_by", "closed_at"])
    held = RoleGrant.objects.filter(person_id=agent.person_id, detail=str(agent.provider_id))
    _end(held, local_day(now))
    _end_sign_in(agent.person_id)
    _note("agent.closed", agent, actor=actor, now=now)


def _end_sign_in(person: UUID) -> None:
    """An identity signs in no longer; the account ends with its last one."""
    account = account_of(person)
    if account is None:
        return
    others = identities_of(person) - {person}
    account.identities.filter(person_id=person).delete()
    if not Agent.objects.filter(person_id__in=others, closed_at=None).exists():
        account.identities.all().delete()
        account.is_active = False
        account.save(update_fields=["is_active"])


def _end(grants: QuerySet[RoleGrant], on: date) -> None:
    mine = grants.filter(role=Role.PROVIDER.value)
    mine.filter(from_date__gt=on).delete()
    mine.filter(Q(until_date=None) | Q(until_date__gt=on)).update(until_date=on)


def _require_standing(provider: Provider, has_contract: bool) -> None:
    if provider.state != ProviderStatus.LISTED:
        raise UnableToOpenAgent([refusal("A6.8", "agent_body_not_listed", subject="account")])
    if not has_contract:
        raise UnableToOpenAgent([refusal("A6.8", "agent_without_contract", subject="account")])


def _running(provider: Provider, *, on: date) -> list[Contract]:
    rows = Contract.objects.filter(provider=provider, last_date__gte=on).exclude(approved_at=None)
    return list(rows.filter(Q(ended_date=None) | Q(ended_date__gt=on)).order_by("first_date", "id"))


def _provider(provider_id: UUID) -> Provider:
    provider = Provider.objects.filter(pk=provider_id).first()
    if provider is None:
        raise Http404
    return provider


def _agent(actor: Actor, agent_id: UUID) -> Agent:
    agent = Agent.objects.select_for_update().filter(pk=agent_id).first()
    if agent is None:
        raise Http404
    require_keeper(actor, agent.provider)
    return agent


def _note(action: str, agent: Agent, *, actor: Actor, now: datetime) -> None:
    subject = subject_of("person", agent.person_id)
    record(action, actor=actor, place=agent.place, subject=subject, now=now)
