"""Gathering what a plan is judged against, and asking the rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from kehou.authority.public import (
    asked_departures,
    county_policy,
    judge_at,
    parameters_for,
    tariff_in_force,
)
from kehou.consultation.public import asked_consulted
from kehou.kernel.ids import SchoolId
from kehou.kernel.verdict import Verdict
from kehou.plans.arranged import said_by
from kehou.plans.facts import KnownLeader, PlanContent, Surroundings, plan_facts
from kehou.plans.models import PlanVersion
from kehou.platform.database.questions import together
from kehou.providers.public import bodies_named, leaders_standing
from kehou.registry.public import SchoolInfo, TermInfo, asked_calendar, asked_count, school_info, term_info
from kehou.rulebook.facts.fees import TariffReference
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.provider import ProvidersOfPlan
from kehou.rulebook.facts.school import AuthorityTier, SchoolFacts, Stage, TermFacts


def school_facts(school: SchoolInfo, *, pupils: int) -> SchoolFacts:
    """A school as the rulebook knows it."""
    return SchoolFacts(
        school_id=SchoolId(school.id),
        county_code=school.county_code,
        grades=school.grades,
        is_public=school.is_public,
        urban_rural_code=school.urban_rural_code,
        has_boarders=school.has_boarders,
        pupil_count=pupils,
        authority=AuthorityTier.CITY if len(school.authority_code) == 4 else AuthorityTier.COUNTY,
        legal_person_id=SchoolId(school.legal_person_id) if school.is_point else None,
    )


def surroundings_of(
    school: SchoolInfo, term: TermInfo, *, on: date, content: PlanContent | None = None
) -> Surroundings:
    """Everything about a school's plan that the school cannot write itself.

    ``content`` names the people whose files are read, as they stand when the service begins.
    """
    keys = [row.key for row in content.leaders] if content else []
    policy = county_policy(school.county_code, on=on)
    count, days = asked_count(school.id), asked_calendar(school.id, term)
    granted, consulted = asked_departures(school.id, on=on), asked_consulted(school.id, term.id)
    together(count, days, granted, consulted)
    return Surroundings(
        school=school_facts(school, pupils=count.answer),
        term=TermFacts.whole(days.answer),
        tariffs=tariffs_for(school, on=max(on, term.first_date)),
        complaint_channel=policy.complaint_phone or policy.complaint_mailbox if policy else "",
        exceptions=granted.answer,
        has_demand_survey=consulted.answer,
        leaders=_known_leaders(school.id, keys, on=max(on, term.first_date)),
    )


def facts_of(version: PlanVersion, *, on: date) -> PlanFacts:
    """The facts of a stored version as they stand on a day."""
    school, term = school_info(version.school_id), term_info(version.plan.term_id)
    content = said_by(version)
    around = surroundings_of(school, term, on=on, content=content)
    return plan_facts(content, around, version_id=version.id)


def judge_content(
    content: PlanContent, school: SchoolInfo, term: TermInfo, *, on: date, version_id: UUID | None = None
) -> tuple[Verdict, ...]:
    """Every verdict on content that was read already, or is not stored yet: the pre-check as one types."""
    facts = plan_facts(content, surroundings_of(school, term, on=on, content=content), version_id=version_id)
    return _judged(school, facts, on=on)


def judge_version(version: PlanVersion, *, on: date) -> tuple[Verdict, ...]:
    """Every verdict on a stored version."""
    return _judged(school_info(version.school_id), facts_of(version, on=on), on=on)


def _judged(school: SchoolInfo, facts: PlanFacts, *, on: date) -> tuple[Verdict, ...]:
    """Every verdict on a plan, and on the bodies that its courses name (A6.6, A6.8)."""
    verdicts = judge_at(school.place, facts, on=on)
    named = {row.provider_key for row in facts.courses if row.provider_key}
    if not named:
        return verdicts
    bodies = bodies_named(named, on=max(on, facts.term.first_day))
    return (*verdicts, *judge_at(school.place, ProvidersOfPlan(facts, bodies), on=on))


def _known_leaders(school_id: UUID, keys: Iterable[str], *, on: date) -> dict[str, KnownLeader]:
    found = leaders_standing(school_id, keys, on=on)
    return {key: KnownLeader(row.kind, row.cleared_until, row.county_approved) for key, row in found.items()}


def tariffs_for(school: SchoolInfo, *, on: date) -> Mapping[Stage, TariffReference]:
    """The ceilings in force for each stage at a school on a day (A9.6)."""
    township = parameters_for(school.place, on=on).codes("township_codes")
    area = "township" if school.urban_rural_code in township else "urban"
    return tariff_in_force(school.county_code[:4], area_class=area, on=on)
