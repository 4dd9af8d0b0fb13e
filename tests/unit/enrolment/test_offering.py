"""From a timetable to bands and options, and what wishes must be."""

from __future__ import annotations

from datetime import time
from fractions import Fraction

import pytest

from factories.plan_facts import FIRST_BAND, SECOND_BAND, a_course, a_homework_course, a_plan
from kehou.enrolment.banding import offering_of
from kehou.enrolment.facts import Offering, Wishes
from kehou.enrolment.grouping import GroupLimits, split
from kehou.enrolment.rules import estimate, judge_offering, judge_wishes, spread, waived_part
from kehou.rulebook.facts.courses import SlotFacts

COURSES = (a_homework_course(), a_course("chess"), a_course("choir", requires_course="chess"))


def _slot(key: str, course: str, span: tuple[time, time], *grades: int) -> SlotFacts:
    return SlotFacts(key, course, 0, *span, grades=frozenset(grades or range(1, 7)))


def _offering(*slots: SlotFacts) -> Offering:
    return offering_of((a_homework_course(), a_course("chess"), a_course("choir")), slots)


def _reasons(found: object) -> list[str]:
    return [verdict.reason for verdict in found]  # type: ignore[attr-defined]


def test_courses_side_by_side_share_a_band() -> None:
    offering = _offering(
        _slot("h", "homework", FIRST_BAND), _slot("a", "chess", SECOND_BAND), _slot("b", "choir", SECOND_BAND)
    )
    assert [band.key for band in offering.bands] == ["0-1615-1", "0-1710-1"]
    assert {option.key: option.bands for option in offering.options} == {
        "h": ("0-1615-1",),
        "a": ("0-1710-1",),
        "b": ("0-1710-1",),
    }


def test_a_long_course_takes_all_the_bands_that_it_overlaps() -> None:
    long = _slot("long", "choir", (time(16, 15), time(17, 50)))
    offering = _offering(long, _slot("h", "homework", FIRST_BAND), _slot("a", "chess", SECOND_BAND))
    option = offering.option("long")
    assert option
    assert option.bands == ("0-1615-1", "0-1710-1")
    assert not option.fallback


def test_grades_with_other_hours_have_bands_of_their_own() -> None:
    young = (time(15, 50), time(16, 30))
    offering = _offering(_slot("y", "homework", young, 1, 2), _slot("o", "homework", FIRST_BAND, 3, 4))
    assert [band.key for band in offering.bands_of(1)] == ["0-1550-1"]
    assert [band.key for band in offering.bands_of(3)] == ["0-1615-3"]


@pytest.mark.clause("A3.4")
def test_every_band_and_grade_has_a_room_for_all() -> None:
    plan = a_plan()
    offering = offering_of(plan.courses, plan.slots)
    for grade in range(1, 7):
        for band in offering.bands_of(grade):
            assert any(option.fallback for option in offering.in_band(band.key, grade))


@pytest.mark.clause("A9.16")
def test_no_course_requires_another() -> None:
    assert _reasons(judge_offering(offering_of(COURSES, (_slot("c", "choir", SECOND_BAND),)))) == [
        "option_requires_other"
    ]
    assert judge_offering(offering_of(COURSES, (_slot("a", "chess", SECOND_BAND),))) == ()


@pytest.mark.clause("A7.8")
def test_overlapping_courses_that_no_band_parts_are_refused() -> None:
    offering = _offering(
        _slot("first", "homework", (time(16, 0), time(16, 20))),
        _slot("long", "chess", (time(16, 10), time(16, 50))),
        _slot("late", "choir", (time(16, 40), time(17, 20))),
        _slot("last", "homework", (time(16, 55), time(17, 10))),
    )
    assert _reasons(judge_offering(offering)) == ["timetable_overlaps"]


@pytest.mark.clause("A7.8")
def test_a_long_course_is_wished_in_all_its_bands_or_clashes() -> None:
    long = _slot("long", "choir", (time(16, 15), time(17, 50)))
    offering = _offering(long, _slot("h", "homework", FIRST_BAND), _slot("a", "chess", SECOND_BAND))
    wishes = Wishes({"0-1615-1": ("long",), "0-1710-1": ("a",)})
    days = frozenset({0})
    assert _reasons(judge_wishes(wishes, offering, grade=3, days=days)) == ["wish_clashes"]
    assert judge_wishes(spread(wishes, offering), offering, grade=3, days=days) == ()


@pytest.mark.clause("A4.15", "A9.6")
def test_the_estimate_counts_whole_periods_and_stops_at_the_ceiling() -> None:
    plan = a_plan()
    offering = offering_of(plan.courses, plan.slots)
    wishes = Wishes({"0-1615-1": ("homework-0",), "0-1710-1": ("ball-0",)})
    counted = {"sessions": {0: 16}, "period_minutes": 40, "price_fen": 200, "waived": Fraction(0)}
    found = estimate(wishes, offering, ceiling_fen=10_000, **counted)  # type: ignore[arg-type]
    assert (found.units, found.due_fen, found.capped) == (32, 6_400, False)
    capped = estimate(wishes, offering, ceiling_fen=5_000, **counted)  # type: ignore[arg-type]
    assert (capped.due_fen, capped.capped) == (5_000, True)


@pytest.mark.clause("A9.39")
@pytest.mark.parametrize(
    ("part", "waived_fen", "due_fen"),
    [(Fraction(1), 5_000, 0), (Fraction(1, 2), 2_500, 2_500), (Fraction(1, 3), 1_667, 3_333)],
)
def test_the_waiver_is_taken_off_after_the_ceiling(part: Fraction, waived_fen: int, due_fen: int) -> None:
    plan = a_plan()
    wishes = Wishes({"0-1615-1": ("homework-0",), "0-1710-1": ("ball-0",)})
    found = estimate(
        wishes,
        offering_of(plan.courses, plan.slots),
        sessions={0: 16},
        period_minutes=40,
        price_fen=200,
        ceiling_fen=5_000,
        waived=part,
    )
    assert (found.waived_fen, found.due_fen) == (waived_fen, due_fen)


@pytest.mark.clause("A9.39")
@pytest.mark.parametrize(
    ("grounds", "part"),
    [
        ({"orphan"}, Fraction(1)),
        ({"orphan", "disabled"}, Fraction(1)),
        ({"disabled"}, Fraction(1, 2)),
        ({"aid"}, Fraction(1, 4)),
        ({"aid", "disabled"}, Fraction(1, 2)),
        ({"migrant"}, Fraction(0)),
        (set(), Fraction(0)),
    ],
)
def test_the_best_ground_counts_and_an_unnamed_one_gives_the_least(grounds: set[str], part: Fraction) -> None:
    ratios = {"orphan": Fraction(1), "disabled": Fraction(1, 2), "at_risk_of_poverty": Fraction(1, 4)}
    assert waived_part(grounds, ratios, general="aid") == part
    assert waived_part(grounds, {}, general="aid") == 0


@pytest.mark.clause("A7.8")
def test_groups_keep_size_and_span_and_are_even() -> None:
    members = [(1 + place % 6, place) for place in range(70)]
    groups = split(members, GroupLimits(size=30, span=3))
    assert [len(group) for group in groups] == [18, 18, 17, 17]
    assert all(max(m % 6 for m in group) - min(m % 6 for m in group) < 3 for group in groups)
    assert len(split(members, GroupLimits(size=100, span=None))) == 1
