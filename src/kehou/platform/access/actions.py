"""Actions: who may do what, as data. One action an endpoint; denied unless a grant says otherwise.

The same action answers "may this actor act here?" and "which rows may this actor see?", so that a
list can never show what a page would refuse.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from kehou.kernel.actor import Actor, Role, Ward
from kehou.kernel.places import Place, Tier


@dataclass(frozen=True)
class Action:
    """Something that can be done, and the roles that may do it at a row's place or above.

    ``family`` admits those who act for a pupil: the row's pupil must be among the actor's wards.
    ``anyone`` admits the public; such rows hold no child's data.
    """

    name: str
    roles: frozenset[Role] = frozenset()
    family: bool = False
    anyone: bool = False

    def open_to(self, actor: Actor) -> bool:
        """Whether the actor may do this anywhere at all."""
        if self.anyone or (self.family and actor.wards):
            return True
        return any(grant.role in self.roles for grant in actor.grants)

    def permits(self, actor: Actor, place: Place) -> bool:
        """Whether the actor may do this at a place by a role."""
        return self.anyone or actor.holds_any(self.roles, place)

    def rows_for(self, actor: Actor, *, pupil: str = "pupil_id") -> Q:
        """The rows this action may touch, as a filter on county_code, school_id and the pupil's column."""
        if self.anyone:
            return Q()
        rows = Q(pk__in=[])
        for place in actor.places(self.roles):
            rows |= _rows_at(place)
        if self.family and actor.wards:
            rows |= Q(**{f"{pupil}__in": [ward.pupil_id for ward in actor.wards]})
        return rows


def _rows_at(place: Place) -> Q:
    if place.tier is Tier.SCHOOL:
        return Q(school_id=place.school_id)
    return Q(county_code__startswith=place.code)


def grants(name: str, roles: Iterable[Role] = (), *, family: bool = False, anyone: bool = False) -> Action:
    """Declare an action."""
    return Action(name, frozenset(roles), family, anyone)


def require(action: Action, actor: Actor, place: Place) -> None:
    """Answer 404 unless the action is permitted at a place: a stranger learns nothing."""
    if not action.permits(actor, place):
        raise Http404


def ward_of(actor: Actor, pupil_id: UUID) -> Ward:
    """The actor's link to a pupil. Raises Http404 for somebody else's child."""
    ward = actor.ward(pupil_id)
    if ward is None:
        raise Http404
    return ward
