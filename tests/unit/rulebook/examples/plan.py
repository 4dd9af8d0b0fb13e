"""A plan's completeness, safety annex, content and people (A2.9, A2.11, A7.3, A10.1 to A10.10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from factories.authority_facts import CHECKED, a_clearance, a_person
from factories.plan_facts import a_plan, a_slot, with_course, with_fees, with_safety
from kehou.rulebook.facts.courses import LeaderFacts, LeaderKind
from kehou.rulebook.facts.plan import GradePlan, InsurancePolicy, PlanFacts
from kehou.rulebook.facts.provider import Check, CheckResult, PersonFacts
from kehou.rulebook.hunan_2024.art02_plan import (
    FIVE,
    courses_fit_the_school,
    five_managements_are_covered,
    leaves_time_before_bed,
)
from kehou.rulebook.hunan_2024.art07_plan import (
    every_grade_has_a_service,
    fee_scheme_is_complete,
    plan_is_complete,
)
from kehou.rulebook.hunan_2024.art10_clearance import five_checks_are_passed, named_teachers_are_cleared
from kehou.rulebook.hunan_2024.art10_plan import (
    courses_show_their_content,
    duties_are_signed,
    emergency_plan_exists,
    insurance_covers_the_service,
    safety_rules_exist,
)
from unit.rulebook.example import Example

PLAN = a_plan()
FIRST, LAST = PLAN.term.first_day, PLAN.term.last_day


def _insured(starts: date, ends: date, *, covers: bool = True) -> PlanFacts:
    return with_safety(PLAN, insurance=InsurancePolicy(covers, starts, ends))


def _led_by(**changes: Any) -> PlanFacts:
    return a_plan(leaders=(replace(LeaderFacts("t1", cleared_until=LAST), **changes),))


def _checked(check: Check, *, passed: bool = True, on: date = CHECKED) -> PersonFacts:
    """A person whose one check is replaced."""
    results = tuple(row for row in a_clearance().results if row.check is not check)
    return a_person(clearance=a_clearance(results=(*results, CheckResult(check, passed, on))))


def _never_checked(check: Check) -> PersonFacts:
    results = tuple(row for row in a_clearance().results if row.check is not check)
    return a_person(clearance=a_clearance(results=results))


HIRED = with_course(PLAN, "singing", leader_kind=LeaderKind.THIRD_PARTY, provider_key="p1")
NO_QUERY = a_person(clearance=a_clearance(sexual_offence_clear=None))
BAD_QUERY = a_person(clearance=a_clearance(sexual_offence_clear=False))
GRADE_7 = GradePlan(7, 4)
YEAR_BEFORE = date(2025, 4, 1)

PARTS: dict[str, dict[str, Any]] = {
    "goals": {"goals": " "},
    "grades": {"grades": ()},
    "bells": {"bells": PLAN.bells[:-1]},
    "courses": {"courses": (), "slots": ()},
    "slots": {"slots": ()},
    "complaint_channel": {"complaint_channel": ""},
}

EXAMPLES = (
    Example("all five", five_managements_are_covered, PLAN, met=True),
    *(
        Example(
            f"{item} left out",
            five_managements_are_covered,
            a_plan(five_management=frozenset(FIVE) - {item}),
            met=False,
            subject=f"managed/{item}",
        )
        for item in FIVE
    ),
    Example("hours before bed", leaves_time_before_bed, PLAN, met=True),
    Example(
        "the last slot ends as long before bed as asked",
        leaves_time_before_bed,
        PLAN,
        met=True,
        set={"sleep_margin": 210},
    ),
    Example("a minute less before bed", leaves_time_before_bed, PLAN, met=False, set={"sleep_margin": 211}),
    Example("grounds given", courses_fit_the_school, PLAN, met=True),
    Example("no grounds", courses_fit_the_school, with_course(PLAN, "books", why_here=""), met=False),
    Example("complete", plan_is_complete, PLAN, met=True),
    *(
        Example(f"without {part}", plan_is_complete, a_plan(**changes), met=False, subject=f"plan/{part}")
        for part, changes in PARTS.items()
    ),
    Example(
        "without safety",
        plan_is_complete,
        with_safety(PLAN, safety_rules_date=None),
        met=False,
        subject="plan/safety",
    ),
    Example("fee scheme complete", fee_scheme_is_complete, PLAN, met=True),
    *(
        Example(
            f"without {part}",
            fee_scheme_is_complete,
            with_fees(PLAN, **changes),
            met=False,
            subject=f"fees/{part}",
        )
        for part, changes in {
            "budget": {"cost_lines": ()},
            "sources": {"sources": ()},
            "refund_rule": {"refund_rule": ""},
            "waiver_rule": {"waiver_rule": ""},
        }.items()
    ),
    Example("every grade served", every_grade_has_a_service, PLAN, met=True),
    Example(
        "a grade without slots",
        every_grade_has_a_service,
        a_plan(grades=(*PLAN.grades, GRADE_7)),
        met=False,
        subject="grade/7",
    ),
    Example(
        "a slot for a grade not served",
        every_grade_has_a_service,
        a_plan(slots=(*PLAN.slots, a_slot("x", "books", grades=frozenset({8})))),
        met=False,
        subject="grade/8",
    ),
    Example("rules", safety_rules_exist, PLAN, met=True),
    Example("no rules", safety_rules_exist, with_safety(PLAN, safety_rules_date=None), met=False),
    Example(
        "rules of the first day", safety_rules_exist, with_safety(PLAN, safety_rules_date=FIRST), met=True
    ),
    Example(
        "rules to come", safety_rules_exist, with_safety(PLAN, safety_rules_date=date(2026, 3, 3)), met=False
    ),
    Example("all signed", duties_are_signed, PLAN, met=True),
    Example("one missing", duties_are_signed, with_safety(PLAN, duty_sheets_missing=1), met=False),
    Example("covered", insurance_covers_the_service, PLAN, met=True),
    Example("from first to last day", insurance_covers_the_service, _insured(FIRST, LAST), met=True),
    Example("uninsured", insurance_covers_the_service, with_safety(PLAN, insurance=None), met=False),
    Example("lessons only", insurance_covers_the_service, _insured(FIRST, LAST, covers=False), met=False),
    Example(
        "expired the day before",
        insurance_covers_the_service,
        _insured(date(2025, 3, 2), date(2026, 3, 1)),
        met=False,
        reason="insurance_not_valid",
    ),
    Example("starts a day late", insurance_covers_the_service, _insured(date(2026, 3, 3), LAST), met=False),
    Example(
        "ends a day early",
        insurance_covers_the_service,
        _insured(FIRST, date(2026, 6, 29)),
        met=False,
        reason="insurance_ends_in_term",
    ),
    Example("outlines given", courses_show_their_content, PLAN, met=True),
    Example(
        "no outline",
        courses_show_their_content,
        with_course(PLAN, "books", outline=" "),
        met=False,
        subject="course/books",
    ),
    Example(
        "third party without materials",
        courses_show_their_content,
        HIRED,
        met=False,
        reason="course_without_materials",
    ),
    Example(
        "third party with materials",
        courses_show_their_content,
        with_course(HIRED, "singing", materials=("songbook",)),
        met=True,
    ),
    Example("emergency plan", emergency_plan_exists, PLAN, met=True),
    Example(
        "no emergency plan", emergency_plan_exists, with_safety(PLAN, emergency_plan_date=None), met=False
    ),
    Example("cleared to the last day", named_teachers_are_cleared, PLAN, met=True),
    Example("nobody named yet", named_teachers_are_cleared, a_plan(leaders=()), met=True),
    Example("never cleared", named_teachers_are_cleared, _led_by(cleared_until=None), met=False),
    Example(
        "expired the day before",
        named_teachers_are_cleared,
        _led_by(cleared_until=date(2026, 3, 1)),
        met=False,
        reason="leader_not_cleared",
    ),
    Example(
        "expires in term",
        named_teachers_are_cleared,
        _led_by(cleared_until=FIRST),
        met=False,
        reason="clearance_ends_in_term",
    ),
    Example("all five passed", five_checks_are_passed, a_person(), met=True),
    *(
        Example(
            f"{check} missing",
            five_checks_are_passed,
            _never_checked(check),
            met=False,
            subject=f"check/{check}",
        )
        for check in Check
    ),
    Example(
        "failed",
        five_checks_are_passed,
        _checked(Check.HEALTH, passed=False),
        met=False,
        reason="check_failed",
    ),
    Example("365 days old", five_checks_are_passed, _checked(Check.HEALTH, on=YEAR_BEFORE), met=True),
    Example(
        "366 days old",
        five_checks_are_passed,
        _checked(Check.HEALTH, on=date(2025, 3, 31)),
        met=False,
        reason="check_too_old",
    ),
    Example("dated tomorrow", five_checks_are_passed, _checked(Check.HEALTH, on=date(2026, 4, 2)), met=False),
    Example("no query", five_checks_are_passed, NO_QUERY, met=False, reason="offence_query_missing"),
    Example("not clear", five_checks_are_passed, BAD_QUERY, met=False, reason="offence_query_not_clear"),
)
