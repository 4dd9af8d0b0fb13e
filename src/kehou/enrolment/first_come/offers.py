"""What is offered in a choice in order of arrival, as admission needs it. It never changes once opened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from kehou.allocation import Section
from kehou.allocation.arrivals import Hours, Offer
from kehou.enrolment.drawing import policy_in, sections_of
from kehou.enrolment.facts import Offering
from kehou.enrolment.models import ChoiceWindow
from kehou.enrolment.offering import offering_at
from kehou.enrolment.windows import rush_of, windows
from kehou.kernel.moments import SHANGHAI
from kehou.kernel.places import Place


@dataclass(frozen=True, slots=True)
class RushOffer:
    """One choice in order of arrival: where, what, when."""

    id: UUID
    window: UUID
    code: str
    place: Place
    offer: Offer
    offering: Offering

    @property
    def sections(self) -> dict[str, Section]:
        """What is offered, by id."""
        return dict(self.offer.sections)


def offer_of(window: ChoiceWindow) -> RushOffer:
    """The offer of a window. Raises Http404 where it is drawn instead."""
    rush_of(window)
    return _offer(window.id)


@lru_cache(maxsize=64)
def _offer(window_id: UUID) -> RushOffer:
    window = windows().get(pk=window_id)
    offering, rush = offering_at(window.version_id), rush_of(window)
    offer = Offer(
        sections={section.id: section for section in sections_of(offering)},
        policy=policy_in(window),
        hours=Hours(rush.opens_at.astimezone(SHANGHAI), window.closes_at.astimezone(SHANGHAI)),
        family_places=rush.family_places,
    )
    return RushOffer(rush.id, window.id, window.code, window.place, offer, offering)
