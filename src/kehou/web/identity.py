"""Who is asking: puts the actor of now on every request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from kehou.kernel.actor import Actor, public_actor
from kehou.platform.access.arriving import is_opened_by
from kehou.platform.access.holding import grants_of
from kehou.platform.access.models import Account
from kehou.platform.access.second_factor import is_demanded_of
from kehou.platform.clock.business import business_now, one_reading
from kehou.platform.database.guesses import Guesses
from kehou.registry.public import wards_of
from kehou.web.asking import STANDING_AS, AskedActor, Who, people_of

_lately = Guesses[str, Who](at_most=20_000)  # by the session's key


def identify(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: ``request.actor`` from the account that is signed in, else the public.

    With a first password nothing is open but choosing another (``passwords.py``), and where a second factor
    is demanded, nothing without it but binding one (``signing_in/second.py``).
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
    asked = _asked(session)
    if asked is None:
        return public_actor()
    account = asked.account.answer
    if account is None or not is_opened_by(account, session):
        return _as_django_says(request)
    request._cached_user = account  # type: ignore[attr-defined]
    if account.has_first_password:
        return public_actor()
    actor = asked.actor_of(account, chosen=session.get(STANDING_AS, ""))
    return public_actor() if lacks_second_factor(account, actor) else actor


def _asked(session: Any) -> AskedActor | None:
    """The answers about whom the session's row names; None where that is nobody."""
    guess = _lately.at(session.session_key)
    guessed = AskedActor.of(guess) if guess else None
    if guessed:
        row = session.asked()
        guessed.tell(row)
        session.take(row.answer)
    who = Who.of(session)
    if who is None:
        return None
    if guessed and guessed.who == who:
        return guessed
    asked = AskedActor.of(who)
    asked.tell()
    _lately.remember(session.session_key, who)
    return asked


def _as_django_says(request: HttpRequest) -> Actor:
    """A session that is not good by itself: Django ends it, or renews one signed with an earlier secret."""
    if not request.user.is_authenticated or request.user.has_first_password:
        return public_actor()
    actor = actor_of(request.user.person_id, guardians=request.session.get("guardians", ()))
    return public_actor() if lacks_second_factor(request.user, actor) else actor


def lacks_second_factor(account: Account, actor: Actor) -> bool:
    """Whether somebody must have a second factor and has none yet."""
    return not account.has_second_factor and is_demanded_of(grant.role for grant in actor.grants)


def actor_of(person_id: UUID, *, guardians: Iterable[Sequence[str]] = ()) -> Actor:
    """A person with the roles and wards of today.

    ``guardians`` are pairs of county code and guardian id that a phone was found to lead to.
    """
    today = business_now().date()
    by_county: dict[str, list[UUID]] = {}
    for county_code, guardian_id in people_of(guardians):
        by_county.setdefault(county_code, []).append(guardian_id)
    wards = [
        ward for county, people in by_county.items() for ward in wards_of(people, county=county, on=today)
    ]
    return Actor(person_id, grants_of(person_id, on=today), tuple(wards))
