"""Process 3: the school's plan and fee scheme, to the county's approval."""

from __future__ import annotations

from refusals.row import row

_REFUSED = "tests/db/plans/test_refused_plans.py::test_what_is_not_allowed_is_refused[{}]"
_WARNED = "tests/db/plans/test_refused_plans.py::test_what_is_doubtful_is_accepted_with_a_warning[{}]"


def _refused(*cases: str) -> tuple[str, ...]:
    return tuple(_REFUSED.format(case) for case in cases)


ROWS = (
    row("a grade outside the compulsory nine", "R", "A4.1", *_refused("a senior grade")),
    row("a session on a day without lessons", "R", "A4.2", *_refused("a holiday")),
    row(
        "a session before the grade's last lesson ends",
        "R",
        "A4.3",
        *_refused("before the last lesson ends"),
    ),
    row(
        "early, noon or evening care, by category or by hour",
        "R",
        "A4.5 A4.6 A4.7",
        *_refused("early arrival", "noon", "evening study"),
    ),
    row(
        "a timetable with a shorter lunch or shorter breaks than before",
        "R",
        "A4.10 A4.11",
        *_refused("a shorter lunch", "shorter breaks"),
    ),
    row(
        "an end outside the usual window, or after the latest hour",
        "RW",
        "A4.4 A4.7",
        _WARNED.format("late in winter"),
        *_refused("too late"),
    ),
    row("bus riders without a bus home", "R", "A4.8", *_refused("no bus home")),
    row(
        "a session that is no whole number of periods",
        "R",
        "A4.15 A4.16",
        *_refused("a period and a quarter"),
        "tests/db/plans/test_refused_plans.py::test_a_junior_grade_is_counted_in_its_own_periods",
    ),
    row(
        "too little enrichment in a week, above all in grades 1 and 2",
        "R",
        "A5.11 A5.15",
        *_refused("little enrichment", "half of it in grade 2"),
    ),
    row("only one of the two kinds", "R", "A5.7 A5.10", *_refused("one kind only")),
    row(
        "tutoring that teaches ahead, lectures or drills",
        "R",
        "A5.4 A5.5 A5.6",
        *_refused("drill", "new lessons", "a whole class lectured"),
    ),
    row(
        "an enrichment course that is a subject by another name",
        "R",
        "A5.9",
        *_refused("a subject among X"),
    ),
    row("written homework for the youngest", "R", "A5.16", *_refused("written homework")),
    row("an outside body in tutoring", "R", "A6.18", *_refused("a body that tutors")),
    row(
        "outside bodies for all of a grade's week",
        "R",
        "A6.17",
        *_refused("a body that gives everything"),
    ),
    row(
        "outside bodies for a large share",
        "W",
        "A6.17",
        "tests/db/plans/test_refused_plans.py::test_a_third_by_a_listed_body_is_warned_about",
    ),
    row(
        "a person from outside without the county's approval or without clearance",
        "R",
        "A6.5 A6.14 A10.6",
        *_refused(
            "an outsider without approval", "an outsider without clearance", "a teacher without clearance"
        ),
    ),
    row(
        "boarders who do not join and whom nobody looks after",
        "W",
        "A4.18",
        "tests/db/plans/test_refused_plans.py::test_boarders_left_alone_are_warned_about",
    ),
    row(
        "a price above the tariff, or above cost less subsidy",
        "R",
        "A9.4 A9.6",
        *_refused("above the tariff", "above cost less subsidy"),
    ),
    row(
        "a cost that the fee may not pay",
        "R",
        "A9.19 A9.20 A9.32 A10.4",
        *_refused("gifts", "a canteen", "a management fee", "insurance"),
    ),
    row(
        "waivers laid on the families who pay",
        "R",
        "A9.39 A9.4",
        *_refused("waivers borne by others", "above cost less subsidy"),
    ),
    row(
        "a profit, or a surplus that stays",
        "R",
        "A2.7 A9.5",
        *_refused("a profit", "a surplus that stays"),
    ),
    row(
        "no safety rules, no emergency plan, or insurance for lessons only",
        "R",
        "A10.1 A10.3 A10.10",
        *_refused("no safety rules", "no emergency plan", "insured for lessons only"),
    ),
    row(
        "a leader who did not want to, or who would be in two rooms",
        "RW",
        "A4.12 A6.2",
        _WARNED.format("an unwilling leader"),
        *_refused("in two rooms at once"),
        "tests/db/plans/test_arranging.py::test_a_double_booking_is_refused_in_august_too",
    ),
    row(
        "a decision by whoever wrote or submitted the plan",
        "R",
        "A7.4",
        "tests/db/plans/test_approval.py::test_whoever_submitted_or_wrote_a_plan_does_not_decide_on_it",
    ),
    row(
        "a session that stems from no approved version",
        "R",
        "A7.1 A7.4",
        "tests/db/delivery/test_generating.py::test_nothing_is_planned_before_approval_and_draw",
    ),
)
