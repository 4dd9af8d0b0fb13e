"""Who is asking: puts the actor of now on every request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from kehou.kernel.actor import Actor, public_actor
from kehou.platform.access.arriving import account_named, asked_account, is_opened_by
from kehou.platform.access.holding import asked_grants, grants_of, held_on, standing_as
from kehou.platform.access.models import Account
from kehou.platform.clock.business import asked_offset, business_moment, business_now, one_reading
from kehou.platform.database.questions import Asked, Rows
from kehou.platform.database.scope import Scope, within
from kehou.registry.public import asked_links, wards_of, wards_on

Known = Sequence[tuple[str, UUID]]
STANDING_AS = "standing_as"  # which identity of an account acts, where it has several
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class _Who:
    """Whom a session says it leads to: an account, and the people that a phone was found to be of."""

    account_id: UUID
    people: tuple[tuple[str, UUID], ...]


# Whom each session led to when it was last read. Only a guess at what to ask for together with the session
# itself: nothing is believed of it before the session's row says the same again.
_lately: dict[str, _Who] = {}


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that must be asked to know what somebody may do today."""

    who: _Who
    account: Asked[Account | None]
    grants: Asked[Rows]
    offset: Asked[int]
    links: Asked[Rows]

    @classmethod
    def of(cls, who: _Who) -> _Asked:
        links = asked_links(person for _, person in who.people)
        return cls(who, asked_account(who.account_id), asked_grants(who.account_id), asked_offset(), links)

    def tell(self, *more: Asked[Any]) -> None:
        """Ask, and ``more`` at once, within the counties where the people are known."""
        scope = Scope(areas=frozenset(county for county, _ in self.who.people))
        within(scope, *more, self.account, self.grants, self.offset, self.links)

    def actor(self, request: HttpRequest) -> Actor:
        """The person with the roles and wards of today."""
        today = business_moment(self.offset.answer).date()
        found = self.account.answer
        if found is None or not is_opened_by(found, request.session):
            return _as_django_says(request)
        request._cached_user = found  # type: ignore[attr-defined]
        if found.has_first_password:
            return public_actor()
        wards = wards_on(self.links.answer, today, people=self.who.people)
        held, chosen = self.grants.answer, request.session.get(STANDING_AS, "")
        person = standing_as(held, today, usual=found.person_id, chosen=chosen)
        return Actor(person, held_on(held, today, first=person), tuple(wards))


def identify(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: ``request.actor`` from the account that is signed in, else the public.

    With a first password nothing is open but choosing another (``passwords.py``).
    What someone who is signed in was shown is kept by no browser: the next child at the school's machine
    would go back to it.
    """

    def run(request: HttpRequest) -> HttpResponse:
        with one_reading():
            request.actor = _actor(request)  # type: ignore[attr-defined]
            response = get_response(request)
        if request.actor.person_id is not None:  # type: ignore[attr-defined]
            patch_cache_control(response, no_store=True, private=True)
        return response

    return run


def _actor(request: HttpRequest) -> Actor:
    """Session, account, roles, wards and clock are asked anew for each request, in one round trip or two."""
    session: Any = request.session
    guess = _lately.get(session.session_key)
    asked = _Asked.of(guess) if guess else None
    if asked:
        row = session.asked()
        asked.tell(row)
        session.take(row.answer)
    who = _who(session)
    if who is None:
        return public_actor()
    if asked is None or who != guess:
        asked = _Asked.of(who)
        asked.tell()
        _remember(session.session_key, who)
    return asked.actor(request)


def _who(session: SessionBase) -> _Who | None:
    account_id = account_named(session)
    return _Who(account_id, tuple(_people(session.get("guardians", ())))) if account_id else None


def _remember(key: str, who: _Who) -> None:
    if len(_lately) >= _REMEMBERED:
        _lately.clear()
    _lately[key] = who


def _as_django_says(request: HttpRequest) -> Actor:
    """A session that is not good by itself: Django ends it, or renews one signed with an earlier secret."""
    if not request.user.is_authenticated or request.user.has_first_password:
        return public_actor()
    return actor_of(request.user.person_id, guardians=request.session.get("guardians", ()))


def _people(guardians: Iterable[Sequence[str]]) -> Known:
    return [(county, UUID(person)) for county, person in guardians]


def actor_of(person_id: UUID, *, guardians: Iterable[Sequence[str]] = ()) -> Actor:
    """A person with the roles and wards of today.

    ``guardians`` are pairs of county code and guardian id that a phone was found to lead to.
    """
    today = business_now().date()
    by_county: dict[str, list[UUID]] = {}
    for county_code, guardian_id in _people(guardians):
        by_county.setdefault(county_code, []).append(guardian_id)
    wards = [
        ward for county, people in by_county.items() for ward in wards_of(people, county=county, on=today)
    ]
    return Actor(person_id, grants_of(person_id, on=today), tuple(wards))
