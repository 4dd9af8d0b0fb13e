"""Who is asking: puts the actor of now on every request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from kehou.kernel.actor import Actor, public_actor
from kehou.platform.access.arriving import account_named, asked_account, is_opened_by
from kehou.platform.access.holding import asked_grants, grants_of, held_on, standing_as
from kehou.platform.clock.business import asked_offset, business_moment, business_now, one_reading
from kehou.platform.database.scope import Scope, within
from kehou.registry.public import asked_links, wards_of, wards_on

Known = Sequence[tuple[str, UUID]]
STANDING_AS = "standing_as"  # which identity of an account acts, where it has several


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
    """Account, roles, wards and clock are asked anew for each request, in one round trip."""
    account_id = account_named(request.session)
    if account_id is None:
        return public_actor()
    people = _people(request.session.get("guardians", ()))
    account, grants, offset = asked_account(account_id), asked_grants(account_id), asked_offset()
    links = asked_links(person for _, person in people)
    within(Scope(areas=frozenset(county for county, _ in people)), account, grants, offset, links)
    today = business_moment(offset.answer).date()
    found = account.answer
    if found is None or not is_opened_by(found, request.session):
        return _as_django_says(request)
    request._cached_user = found  # type: ignore[attr-defined]
    if found.has_first_password:
        return public_actor()
    wards = wards_on(links.answer, today, people=people)
    held, chosen = grants.answer, request.session.get(STANDING_AS, "")
    person = standing_as(held, today, usual=found.person_id, chosen=chosen)
    return Actor(person, held_on(held, today, first=person), tuple(wards))


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
