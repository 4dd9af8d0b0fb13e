"""Process 6: wishes, placement and groups."""

from __future__ import annotations

from refusals.row import row

_WISHES = "tests/db/enrolment/test_wishes.py::"
_PLACES = "tests/db/enrolment/test_placement.py::"
_GROUPS = "tests/db/enrolment/test_groups.py::"
_AWAY = "tests/db/enrolment/test_turning_away.py::test_need_is_no_ground_and_the_attempt_opens_a_case"
_ORDER = "tests/db/enrolment/test_first_come.py::"
_RIVALS = "tests/db/enrolment/test_first_come_race.py::"
_IMPORT = "tests/db/registry/test_roll_import.py::"

ROWS = (
    row(
        "a pupil of another school, or of a grade that the service is not for",
        "R",
        "A3.3 A4.1",
        _WISHES + "test_a_pupil_of_another_school_is_refused",
        "tests/db/registry/test_staff.py::test_schools_that_are_not_entered",
    ),
    row(
        "a pupil whom the school adds, or a course that nobody chose",
        "R",
        "A2.2 A2.4",
        _WISHES + "test_staff_do_not_choose_for_a_family",
        _ORDER + "test_there_are_no_wishes_where_places_are_given_in_order",
        _GROUPS + "test_nobody_is_put_into_a_course_that_the_family_did_not_choose",
    ),
    row(
        "a course that asks for another one",
        "R",
        "A9.16",
        "tests/db/plans/test_refused_plans.py::"
        "test_what_is_not_allowed_is_refused[a course that asks for another]",
    ),
    row(
        "two places at one time, or a group too large or over too many grades",
        "R",
        "A7.8",
        _GROUPS + "test_nobody_is_put_into_two_places_at_once",
        _RIVALS + "test_one_child_on_several_devices_gets_one_place",
        _RIVALS + "test_changes_and_requests_at_once_oversell_nothing_and_lose_nobodys_place",
        _RIVALS + "test_one_hot_course_is_never_oversold",
        _GROUPS + "test_a_group_over_the_limit_is_refused_and_an_even_one_is_formed",
        _GROUPS + "test_a_group_over_too_many_grades_is_refused",
        "tests/db/delivery/test_joining.py::test_a_group_that_takes_others_in_keeps_its_size_and_span",
    ),
    row(
        "a pupil of the priority groups without a place where another has one",
        "R",
        "A3.4",
        _PLACES + "test_a_pupil_of_the_priority_groups_always_has_a_place",
        "tests/db/enrolment/test_waiting_room.py::"
        "test_turns_are_drawn_once_those_who_come_first_ahead_and_later_families_follow",
        _ORDER + "test_order_of_arrival_is_refused_until_the_county_permits_it",
    ),
    row(
        "a second draw with another number",
        "R",
        "A7.11",
        _PLACES + "test_a_second_draw_is_refused_and_recorded",
        _ORDER + "test_places_become_seats_as_after_a_draw_and_a_withdrawal_lets_the_line_move_up",
    ),
    row(
        "tutoring groups by marks",
        "W",
        "A7.8 A5.6",
        _GROUPS + "test_a_tutoring_group_by_marks_is_warned_about_and_becomes_a_task",
    ),
    row(
        "where single applications opened a school, a pupil without one",
        "R",
        "A7.12",
        _WISHES + "test_where_single_applications_opened_a_school_only_applicants_wish",
    ),
    row(
        "a child turned away for a disability, for aid, or for unpaid fees",
        "RC",
        "A3.4 A9.15",
        f"{_AWAY}[disability]",
        f"{_AWAY}[aid]",
        f"{_AWAY}[arrears]",
    ),
    row(
        "rows of a roll that do not hold together",
        "R",
        "A3.3",
        _IMPORT + "test_what_cannot_be_accepted_is_refused_with_its_reason",
    ),
)
