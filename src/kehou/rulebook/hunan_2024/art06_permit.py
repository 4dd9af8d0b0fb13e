"""Article 6, which schools may bring in third parties, how many, and which (A6.6, A6.8, A6.15, A6.16)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Parameters, Verdict, cites
from kehou.rulebook.facts.courses import CourseFacts
from kehou.rulebook.facts.provider import ProviderFacts, ProvidersOfPlan, ProviderStatus, ThirdPartyPermit
from kehou.rulebook.hunan_2024.leading import third_party_courses
from kehou.rulebook.hunan_2024.plan_parts import Fault, course_fault, each_fault
from kehou.rulebook.hunan_2024.register import verdict


@cites("A6.15")
def school_may_bring_in_third_parties(permit: ThirdPartyPermit, _: Parameters) -> Iterator[Verdict]:
    """The county has criteria for third parties and has approved this school's use of them (A6.15)."""
    yield verdict("A6.15", "third_party_criteria_missing", permit.criteria_issued)
    yield verdict("A6.15", "third_party_use_unapproved", permit.school_approved)


@cites("A6.16")
def numbers_stay_limited(permit: ThirdPartyPermit, parameters: Parameters) -> Iterator[Verdict]:
    """Schools, bodies and courses stay within the county's limits; without any, none (A6.16)."""
    found = {
        "tp_cap_schools": permit.approved_school_count,
        "tp_cap_per_school": permit.provider_count,
        "tp_cap_courses": permit.course_count,
    }
    for cap, count in found.items():
        required = parameters.count(cap)
        met = count <= required
        yield verdict(
            "A6.16", "third_party_cap_exceeded", met, subject=cap, cap=cap, found=count, required=required
        )


@cites("A6.6", "A6.8")
def bodies_of_a_plan_are_listed(facts: ProvidersOfPlan, parameters: Parameters) -> Iterator[Verdict]:
    """Each body that a plan names is on a published list and licensed for course and term (A6.6, A6.8)."""
    plan = facts.plan
    named = [
        (row, facts.providers.get(row.provider_key or "")) for row in third_party_courses(plan, parameters)
    ]
    unlisted = (course_fault(row) for row, body in named if not _is_listed(body))
    yield from each_fault("A6.6", "provider_of_course_not_listed", unlisted)
    unlicensed = (course_fault(row) for row, body in named if body and not _is_licensed(body, row, facts))
    yield from each_fault("A6.6", "provider_of_course_not_licensed", unlicensed)
    unpublished = (_unpublished(row, facts) for row, body in named if body and not _is_published(body, facts))
    yield from each_fault("A6.8", "provider_list_unpublished", unpublished)


def _is_listed(body: ProviderFacts | None) -> bool:
    return body is not None and body.status is ProviderStatus.LISTED


def _is_licensed(body: ProviderFacts, course: CourseFacts, facts: ProvidersOfPlan) -> bool:
    lasts = body.licence_to is not None and facts.plan.term.last_day <= body.licence_to
    return lasts and course.domain in body.licence_domains


def _is_published(body: ProviderFacts, facts: ProvidersOfPlan) -> bool:
    published = body.list_published_date
    return published is not None and published < facts.plan.term.first_day


def _unpublished(course: CourseFacts, facts: ProvidersOfPlan) -> Fault:
    return course_fault(course, required=facts.plan.term.first_day)
