"""Two accounts of one person become one: opened before one account could serve several schools (A6.17)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.access.holding import account_of, identities_of
from kehou.platform.access.models import Account
from kehou.platform.audit.trail import record, subject_of
from kehou.providers.access import NAME_CONTACT
from kehou.providers.models import Agent
from kehou.registry.public import same_people


class UnableToMerge(UnableTo):
    """The accounts are of two people, or one account already."""


@transaction.atomic
def merge_agents(*, actor: Actor, now: datetime, provider_id: UUID, kept_id: UUID, other_id: UUID) -> Account:
    """Let one account serve what another of the same person did; the other's login and password end.

    The county does it, which sees both schools. That it is one person says the identity number, sealed at
    both. Raises UnableToMerge.
    """
    kept, other = (_open(provider_id, agent_id) for agent_id in (kept_id, other_id))
    for agent in (kept, other):
        require(NAME_CONTACT, actor, Place(agent.county_code))
    account, ending = account_of(kept.person_id), account_of(other.person_id)
    if account is None or ending is None or account.pk == ending.pk:
        raise UnableToMerge([refusal("A6.17", "agents_merged_before", subject="account")])
    if other.person_id not in same_people(kept.person_id, kept.county_code):
        raise UnableToMerge([refusal("A6.17", "agents_are_two_people", subject="account")])
    people = identities_of(other.person_id)
    _end(ending)
    for person in sorted(people):
        account.identities.create(person_id=person, added_at=now)
    for agent in Agent.objects.filter(person_id__in=people, closed_at=None):
        _follow(agent, account, actor=actor, now=now)
    return account


def _open(provider_id: UUID, agent_id: UUID) -> Agent:
    rows = Agent.objects.select_for_update().filter(provider_id=provider_id, pk=agent_id, closed_at=None)
    agent = rows.first()
    if agent is None:
        raise Http404
    return agent


def _follow(agent: Agent, account: Account, *, actor: Actor, now: datetime) -> None:
    """A row keeps the login it was opened with: it closes, and another opens with the one that stays."""
    agent.closed_by, agent.closed_at = actor.person, now
    agent.save(update_fields=["closed_by", "closed_at"])
    Agent.objects.create(
        county_code=agent.county_code,
        school_id=agent.school_id,
        provider_id=agent.provider_id,
        person_id=agent.person_id,
        login=account.login,
        is_contact=agent.is_contact,
        opened_by=actor.person,
        opened_at=now,
    )
    subject = subject_of("person", agent.person_id)
    record("agent.merged", actor=actor, place=agent.place, subject=subject, now=now)


def _end(account: Account) -> None:
    account.identities.all().delete()
    account.is_active = False
    account.save(update_fields=["is_active"])
