"""What a school writes into a plan, and how it becomes the facts that the rulebook judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from kehou.rulebook.facts.bell import BellFacts
from kehou.rulebook.facts.courses import CourseFacts, LeaderFacts, SlotFacts
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
class Surroundings:
    """What a plan is judged against and the school cannot write: itself, its term, the authority's acts."""

    school: SchoolFacts
    term: TermFacts
    tariffs: Mapping[Stage, TariffReference]
    complaint_channel: str = ""
    exceptions: tuple[ExceptionFacts, ...] = ()
    has_demand_survey: bool = False
    previous: PreviousVersion | None = None


def plan_facts(content: PlanContent, around: Surroundings, *, version_id: UUID | None = None) -> PlanFacts:
    """The facts of one version; every price cites the tariff in force for its stage (A9.6)."""
    prices = tuple(replace(price, tariff=around.tariffs.get(price.stage)) for price in content.fees.prices)
    return PlanFacts(
        school=around.school,
        term=around.term,
        grades=content.grades,
        bells=content.bells,
        courses=content.courses,
        slots=content.slots,
        leaders=content.leaders,
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
