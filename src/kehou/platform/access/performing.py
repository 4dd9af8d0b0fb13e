"""Acting outside a page: the same scope, transaction and record of refusals as an endpoint's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo
from kehou.platform.access.aftermath import follow
from kehou.platform.audit.trail import record_refusal
from kehou.platform.database.scope import Scope, scoped

Result = TypeVar("Result")


def perform(service: Callable[..., Result], *, actor: Actor, now: datetime, **arguments: Any) -> Result:
    """Call a service as an actor in its own transaction. Raises what the service raises.

    A refusal is recorded in a second transaction, since the first one was rolled back.
    """
    try:
        with scoped(Scope.of_actor(actor)):
            return service(actor=actor, now=now, **arguments)
    except UnableTo as refusal:
        remember_refusal(service.__name__, actor=actor, refusal=refusal, now=now)
        raise


def remember_refusal(action: str, *, actor: Actor, refusal: UnableTo, now: datetime) -> None:
    """Record a refused attempt at the place where the actor stands, and do what it leaves behind."""
    follow(refusal, actor=actor, now=now)
    place = _standing(actor)
    if place is None:
        return
    with scoped(Scope.of_places([place])):
        record_refusal(action, actor=actor, place=place, refusal=refusal, now=now)


def _standing(actor: Actor) -> Place | None:
    places = [grant.place for grant in actor.grants] + [ward.place for ward in actor.wards]
    return next((place for place in places if len(place.code) == 6), None)
