"""Surveys, hearings, inspections, listings and reports (process 10b, 10d)."""

from __future__ import annotations

from datetime import date

from kehou.rulebook.facts.supervision import (
    AggregateFacts,
    AnnualReportFacts,
    DetailExport,
    FindingFacts,
    HearingCount,
    InspectionPlanFacts,
    ListedBy,
    ListingFacts,
    PolicyReview,
    SurveyOpening,
    SurveyResult,
)
from kehou.rulebook.hunan_2024.art11_inspection import (
    detail_needs_a_case,
    enough_schools_are_seen,
    finding_is_proved,
    policy_follows_the_rules,
)
from kehou.rulebook.hunan_2024.art11_reports import (
    figures_come_from_closed_books,
    nobody_is_ranked,
    year_is_reported,
)
from kehou.rulebook.hunan_2024.art11_survey import (
    answers_stay_unknown,
    parents_are_heard,
    survey_is_the_countys,
)
from unit.rulebook.example import Example

CHANGED, LAST = date(2026, 2, 1), date(2026, 4, 2)
DUE = date(2026, 7, 31)

EXAMPLES = (
    Example("all families, by the county", survey_is_the_countys, SurveyOpening(False, 120, 120), met=True),
    Example(
        "by the school",
        survey_is_the_countys,
        SurveyOpening(True, 120, 120),
        met=False,
        reason="survey_run_by_school",
    ),
    Example(
        "one family left out",
        survey_is_the_countys,
        SurveyOpening(False, 120, 119),
        met=False,
        reason="survey_leaves_families_out",
    ),
    Example("nobody to ask", survey_is_the_countys, SurveyOpening(False, 0, 0), met=False),
    Example("five", answers_stay_unknown, SurveyResult(5, is_raw=False, reader_is_school=True), met=True),
    Example(
        "four",
        answers_stay_unknown,
        SurveyResult(4, is_raw=False, reader_is_school=False),
        met=False,
        reason="survey_result_of_few",
    ),
    Example(
        "single answers for the school",
        answers_stay_unknown,
        SurveyResult(80, is_raw=True, reader_is_school=True),
        met=False,
        reason="survey_read_by_school",
    ),
    Example("once", parents_are_heard, HearingCount(1), met=True),
    Example("never", parents_are_heard, HearingCount(0), met=False),
    Example("reviewed", policy_follows_the_rules, PolicyReview(CHANGED, CHANGED, date(2026, 9, 1)), met=True),
    Example("the last day", policy_follows_the_rules, PolicyReview(CHANGED, None, LAST), met=True),
    Example(
        "a day more",
        policy_follows_the_rules,
        PolicyReview(CHANGED, date(2026, 1, 31), date(2026, 4, 3)),
        met=False,
    ),
    Example("a third", enough_schools_are_seen, InspectionPlanFacts(9, 3), met=True),
    Example("a third of ten is four", enough_schools_are_seen, InspectionPlanFacts(10, 4), met=True),
    Example(
        "three of ten",
        enough_schools_are_seen,
        InspectionPlanFacts(10, 3),
        met=False,
        reason="inspections_too_few",
    ),
    Example(
        "one unseen for four terms",
        enough_schools_are_seen,
        InspectionPlanFacts(9, 3, ("school/1",)),
        met=False,
        reason="school_unseen",
    ),
    Example("proved", finding_is_proved, FindingFacts("A7.10", True, ("台账第3页",)), met=True),
    Example(
        "no statement",
        finding_is_proved,
        FindingFacts("A99.1", False, ("台账第3页",)),
        met=False,
        reason="finding_without_clause",
    ),
    Example(
        "no proof",
        finding_is_proved,
        FindingFacts("A7.10", True, (" ",)),
        met=False,
        reason="finding_without_evidence",
    ),
    Example("in a case", detail_needs_a_case, DetailExport(has_case=True), met=True),
    Example("out of curiosity", detail_needs_a_case, DetailExport(has_case=False), met=False),
    *(
        Example(f"by {by}", nobody_is_ranked, ListingFacts(True, by), met=met, clause=clause)
        for by, met in ((ListedBy.SCHOOL, True), (ListedBy.CLASS, False), (ListedBy.TEACHER, False))
        for clause in ("A2.2", "A8.9")
    ),
    Example(
        "records by teacher", nobody_is_ranked, ListingFacts(False, ListedBy.TEACHER), met=True, clause="A8.9"
    ),
    Example("all closed", figures_come_from_closed_books, AggregateFacts(()), met=True),
    Example("one open", figures_come_from_closed_books, AggregateFacts(("school/1",)), met=False),
    Example("on the day", year_is_reported, AnnualReportFacts(DUE, DUE, ("走教",)), met=True),
    Example(
        "late",
        year_is_reported,
        AnnualReportFacts(date(2026, 8, 1), DUE, ("走教",)),
        met=False,
        reason="report_late",
    ),
    Example(
        "nothing told",
        year_is_reported,
        AnnualReportFacts(DUE, DUE, (" ",)),
        met=False,
        reason="report_without_practice",
    ),
)
