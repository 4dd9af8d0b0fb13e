"""Moving a provider along its states; suspending and removing it (A6.10)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kehou.authority.public import parameters_for
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.transitions import NoSuchTransition
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.outbox.announcing import announce
from kehou.providers.access import MOVE_PROVIDER
from kehou.providers.models import Contract, Provider, ProviderStep
from kehou.providers.rules import PROVIDER_STATES
from kehou.providers.services.agents import close_agents
from kehou.rulebook.facts.provider import ProviderStatus


class UnableToMove(UnableTo):
    """The step does not start from where the provider stands, or lacks its reason."""


@transaction.atomic
def move_provider(*, actor: Actor, now: datetime, provider_id: UUID, event: str, reason: str) -> Provider:
    """Suspend, lift or remove a listed provider, with the reason. Raises UnableToMove.

    A removal bans the body for the county's terms and ends its contracts the same day.
    """
    provider = Provider.objects.select_for_update().get(pk=provider_id)
    county = Place(provider.county_code)
    require(MOVE_PROVIDER, actor, county)
    if not reason.strip():
        raise UnableToMove([refusal("A6.10", "reason_missing", subject="provider")])
    step_to(provider, event, actor=actor, now=now, reason=reason)
    if provider.state == ProviderStatus.REMOVED:
        terms = parameters_for(county, on=local_day(now)).count("tp_ban_terms")
        provider.banned_until_date = half_years_after(local_day(now), terms)
        provider.save(update_fields=["banned_until_date"])
        _end_contracts(provider, on=local_day(now), reason=reason)
        close_agents(provider, actor=actor, now=now)
    announce(
        f"provider.{provider.state}",
        place=county,
        subject=subject_of("provider", provider.id),
        now=now,
        payload={"by": str(actor.person)},
    )
    return provider


def step_to(provider: Provider, event: str, *, actor: Actor, now: datetime, reason: str = "") -> ProviderStep:
    """Move a locked provider by one event of its table. Raises UnableToMove."""
    try:
        arrow = PROVIDER_STATES.arrow(provider.state, event)
    except NoSuchTransition:
        raise UnableToMove(
            [refusal("A6.7", "wrong_state", subject="provider", found=provider.state)]
        ) from None
    provider.state = arrow.target
    provider.save(update_fields=["state"])
    return write_step(provider, event, arrow.target, actor=actor, now=now, reason=reason)


def write_step(
    provider: Provider, event: str, state: str, *, actor: Actor, now: datetime, reason: str = ""
) -> ProviderStep:
    """Write down one step and its trace."""
    record(
        f"provider.{event}",
        actor=actor,
        place=Place(provider.county_code),
        subject=subject_of("provider", provider.id),
        now=now,
    )
    return ProviderStep.objects.create(
        county_code=provider.county_code,
        provider=provider,
        event=event,
        state=state,
        reason=reason,
        done_by=actor.person,
        done_at=now,
    )


def half_years_after(day: date, count: int) -> date:
    """The first day of the month that lies so many half years after a day's month."""
    months = day.year * 12 + day.month - 1 + 6 * count
    return date(months // 12, months % 12 + 1, 1)


def _end_contracts(provider: Provider, *, on: date, reason: str) -> None:
    running = Q(ended_date=None) & Q(last_date__gte=on)
    Contract.objects.filter(running, provider=provider).update(ended_date=on, ended_reason=reason)
