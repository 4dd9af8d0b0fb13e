"""What must be asked to know who somebody is and what they may do today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from kehou.kernel.actor import Actor
from kehou.platform.access.arriving import account_named, asked_account
from kehou.platform.access.holding import asked_grants, held_on, standing_as
from kehou.platform.access.models import Account
from kehou.platform.clock.business import asked_offset, business_moment
from kehou.platform.database.questions import Asked, Rows
from kehou.platform.database.scope import Scope, within
from kehou.registry.public import asked_links, wards_on

STANDING_AS = "standing_as"  # which identity of an account acts, where it has several


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a session says it leads to: an account, and the people that a phone was found to be of."""

    account_id: UUID
    people: tuple[tuple[str, UUID], ...]

    @classmethod
    def of(cls, session: SessionBase) -> Who | None:
        """Whom a session names, or None where nobody is signed in by it."""
        account_id = account_named(session)
        return cls(account_id, people_of(session.get("guardians", ()))) if account_id else None


def people_of(guardians: Iterable[Sequence[str]]) -> tuple[tuple[str, UUID], ...]:
    """Pairs of county code and guardian, from a session's texts."""
    return tuple((county, UUID(person)) for county, person in guardians)


@dataclass(frozen=True, slots=True)
class AskedActor:
    """All that must be asked to know what somebody may do today."""

    who: Who
    account: Asked[Account | None]
    grants: Asked[Rows]
    offset: Asked[int]
    links: Asked[Rows]

    @classmethod
    def of(cls, who: Who) -> AskedActor:
        """The questions about somebody."""
        links = asked_links(person for _, person in who.people)
        return cls(who, asked_account(who.account_id), asked_grants(who.account_id), asked_offset(), links)

    def tell(self, *more: Asked[Any]) -> None:
        """Ask, and ``more`` at once, within the counties where the people are known."""
        scope = Scope(areas=frozenset(county for county, _ in self.who.people))
        within(scope, *more, self.account, self.grants, self.offset, self.links)

    def actor_of(self, account: Account, *, chosen: str) -> Actor:
        """The person with the roles and wards of today, as the identity ``chosen`` where it holds a role."""
        today = business_moment(self.offset.answer).date()
        wards = wards_on(self.links.answer, today, people=self.who.people)
        held = self.grants.answer
        person = standing_as(held, today, usual=account.person_id, chosen=chosen)
        return Actor(person, held_on(held, today, first=person), tuple(wards))
