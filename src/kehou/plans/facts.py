"""What a school writes into a plan, and how it becomes the facts that the rulebook judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from kehou.rulebook.facts.bell import BellFacts
from kehou.rulebook.facts.courses import CourseFacts, LeaderFacts, LeaderKind, SlotFacts
from kehou.rulebook.facts.fees import FeeFacts, TariffReference
from kehou.rulebook.facts.plan import (
    BoarderArrangement,
    CareRequest,
    ExceptionFacts,
    GradePlan,
    PlanFacts,
    PreviousVersion,
    RouteFacts,
    SafetyFacts,
)
from kehou.rulebook.facts.school import SchoolFacts, Stage, TermFacts


@dataclass(frozen=True, slots=True)
class PlanContent:
    """One version of a plan as written by the school: no names, no tariff, nothing of the authority's.

    Courses, slots and routes carry keys that stay the same over all versions.
    """

    goals: str = ""
    grades: tuple[GradePlan, ...] = ()
    bells: tuple[BellFacts, ...] = ()
    courses: tuple[CourseFacts, ...] = ()
    slots: tuple[SlotFacts, ...] = ()
    leaders: tuple[LeaderFacts, ...] = ()
    transport: tuple[RouteFacts, ...] = ()
    boarders: tuple[BoarderArrangement, ...] = ()
    care_requests: tuple[CareRequest, ...] = ()
    fees: FeeFacts = field(default_factory=FeeFacts)
    safety: SafetyFacts = field(default_factory=SafetyFacts)
    flexible_hours_rule: str = ""
    third_party_need: str = ""
    five_management: frozenset[str] = frozenset()

    def course(self, key: str) -> CourseFacts | None:
        """The course of a key, or None."""
        return next((course for course in self.courses if course.key == key), None)


@dataclass(frozen=True, slots=True)
class KnownLeader:
    """What the files say of someone whom a plan names (A6.5, A10.6)."""

    kind: LeaderKind
    cleared_until: date | None
    county_approved: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a plan is judged against and the school cannot write: itself, its term, the authority's acts."""

    school: SchoolFacts
    term: TermFacts
    tariffs: Mapping[Stage, TariffReference]
    complaint_channel: str = ""
    exceptions: tuple[ExceptionFacts, ...] = ()
    has_demand_survey: bool = False
    previous: PreviousVersion | None = None
    leaders: Mapping[str, KnownLeader] = field(default_factory=dict)


def plan_facts(content: PlanContent, around: Surroundings, *, version_id: UUID | None = None) -> PlanFacts:
    """The facts of one version: prices cite the tariff in force (A9.6), people what their files say."""
    prices = tuple(replace(price, tariff=around.tariffs.get(price.stage)) for price in content.fees.prices)
    return PlanFacts(
        school=around.school,
        term=around.term,
        grades=content.grades,
        bells=content.bells,
        courses=content.courses,
        slots=content.slots,
        leaders=tuple(_as_known(row, around.leaders.get(row.key)) for row in content.leaders),
        transport=content.transport,
        boarders=content.boarders,
        care_requests=content.care_requests,
        fees=replace(content.fees, prices=prices),
        safety=content.safety,
        exceptions=around.exceptions,
        goals=content.goals,
        complaint_channel=around.complaint_channel,
        flexible_hours_rule=content.flexible_hours_rule,
        third_party_need=content.third_party_need,
        has_demand_survey=around.has_demand_survey,
        has_work_plan=bool(content.slots),
        five_management=content.five_management,
        plan_version_id=version_id,
        previous=around.previous,
    )


def _as_known(leader: LeaderFacts, known: KnownLeader | None) -> LeaderFacts:
    """A leader with what the files say; whoever has none is not cleared, whatever the plan says."""
    if known is None:
        return replace(leader, cleared_until=None, county_approved=False)
    return replace(
        leader,
        kind=known.kind,
        cleared_until=known.cleared_until,
        county_approved=known.county_approved,
    )
