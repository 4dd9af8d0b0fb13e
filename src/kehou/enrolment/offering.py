"""What a school offers in a term, from the approved version that the choice stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from kehou.agreements.public import Offer
from kehou.authority.public import parameters_for, waiver_rule
from kehou.enrolment.banding import offering_of
from kehou.enrolment.facts import Estimate, Offering, Wishes
from kehou.enrolment.rules import estimate, waived_part
from kehou.kernel.moments import SchoolCalendar
from kehou.kernel.places import Place
from kehou.plans.public import ApprovedPlan, PlanContent, approved_version
from kehou.registry.public import GENERAL_AID, aid_grounds

OFFERINGS_KEPT = 64
CALENDARS_KEPT = 64


def offering_at(version_id: UUID, *, known: ApprovedPlan | None = None) -> Offering:
    """The bands and options of an approved version, read unless it is the ``known`` one.

    Raises LookupError for one that nobody approved.
    """
    plan = known if known and known.version_id == version_id else approved_version(version_id)
    if plan is None:
        raise LookupError(f"{version_id} was not approved")
    return offering_in(plan)


def offering_in(plan: ApprovedPlan) -> Offering:
    """The bands and options of a plan; worked out once for what it says."""
    return _worked_out(_Said(plan.content_id, plan.content))


@dataclass(frozen=True, slots=True)
class _Said:
    """A plan's content under its id: what has the same id says the same."""

    id: UUID
    content: PlanContent = field(compare=False)


@lru_cache(maxsize=OFFERINGS_KEPT)
def _worked_out(said: _Said) -> Offering:
    return offering_of(said.content.courses, said.content.slots)


@lru_cache(maxsize=CALENDARS_KEPT)
def session_counts(calendar: SchoolCalendar) -> Mapping[int, int]:
    """How many school days a term has on each weekday; past the known calendars only the known ones."""
    counts: dict[int, int] = {}
    for day in calendar.known_school_days():
        counts[day.weekday()] = counts.get(day.weekday(), 0) + 1
    return MappingProxyType(counts)


def estimate_for(offer: Offer, wishes: Wishes, calendar: SchoolCalendar, *, on: date) -> Estimate:
    """What one pupil's wishes would cost at most in the term with these school days."""
    place, price = offer.plan.place, offer.price
    return estimate(
        wishes,
        offering_in(offer.plan),
        sessions=session_counts(calendar),
        period_minutes=_period(place, offer.pupil.grade, on),
        price_fen=price.price.amount if price else 0,
        ceiling_fen=price.per_pupil.amount if price else 0,
        waived=_waived(place, offer.pupil.id, on),
    )


def _waived(place: Place, pupil_id: UUID, on: date) -> Fraction:
    """The part of the fee that the county's rule takes off for a pupil; nothing before it (A9.40)."""
    grounds = aid_grounds([pupil_id]).get(pupil_id)
    rule = waiver_rule(place.code, on=on) if grounds else None
    return waived_part(grounds, rule.ratios, general=GENERAL_AID) if grounds and rule else Fraction(0)


def _period(place: Place, grade: int, on: date) -> int:
    parameters = parameters_for(place, on=on)
    junior = grade in parameters.numbers("stage_table", "junior")
    return parameters.minutes("period_len", "junior" if junior else "primary")
