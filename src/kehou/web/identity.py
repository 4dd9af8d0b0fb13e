"""Who is asking: puts the actor of now on every request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from kehou.kernel.actor import Actor, public_actor
from kehou.platform.access.holding import grants_of
from kehou.platform.clock.business import business_now, one_reading
from kehou.registry.public import wards_of


def identify(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: ``request.actor`` from the account that is signed in, else the public."""

    def run(request: HttpRequest) -> HttpResponse:
        with one_reading():
            request.actor = _actor(request)  # type: ignore[attr-defined]
            return get_response(request)

    return run


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return public_actor()
    return actor_of(request.user.person_id, guardians=request.session.get("guardians", ()))


def actor_of(person_id: UUID, *, guardians: Iterable[Sequence[str]] = ()) -> Actor:
    """A person with the roles and wards of today.

    ``guardians`` are pairs of county code and guardian id that a phone was found to lead to.
    """
    today = business_now().date()
    by_county: dict[str, list[UUID]] = {}
    for county_code, guardian_id in guardians:
        by_county.setdefault(county_code, []).append(UUID(guardian_id))
    wards = [
        ward for county, people in by_county.items() for ward in wards_of(people, county=county, on=today)
    ]
    return Actor(person_id, grants_of(person_id, on=today), tuple(wards))
