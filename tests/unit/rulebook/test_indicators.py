"""Indicators are exact fractions with the rows behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.kernel.fen import Fen
from kehou.rulebook.facts.cases import CaseKind
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.indicators import (
    CaseRow,
    ClassDay,
    ClassSigning,
    Compared,
    GateDay,
    HeldSession,
    PlanWeek,
    PriorityPlaces,
    ProviderPrice,
    Reading,
    RefundRow,
    SchoolReach,
    SurveyCount,
    TermMoney,
    holds,
)
from kehou.rulebook.facts.resources import ResourceKind
from kehou.rulebook.facts.supervision import LedSession, SchoolRisk
from kehou.rulebook.hunan_2024 import art03_coverage as reach
from kehou.rulebook.hunan_2024 import art06_resources as resources
from kehou.rulebook.hunan_2024 import art11_money as money
from kehou.rulebook.hunan_2024 import art11_service as service
from kehou.rulebook.hunan_2024 import art11_voices as voices
from kehou.rulebook.hunan_2024.art11_inspection import by_risk
from kehou.rulebook.hunan_2024.art11_reports import teacher_year

MONDAY = date(2026, 3, 2)
HALF = Fraction(1, 2)


def a_session(**changes: Any) -> HeldSession:
    """Forty minutes of X from 16:10 for grade 3, held and recorded in time."""
    session = HeldSession(
        key="session/1",
        day=MONDAY,
        starts=970,
        ends=1010,
        minutes=40,
        is_subject=False,
        domain="arts",
        is_outdoor=False,
        grades=frozenset({3}),
        kind=LeaderKind.OWN,
        is_held=True,
        is_recorded=True,
        is_late=False,
        expected=30,
        present=28,
    )
    return replace(session, **changes)


@pytest.mark.clause("A5.11")
def test_rooms_side_by_side_count_once_for_each_kind() -> None:
    subject = a_session(key="session/2", is_subject=True)
    twice = a_session(key="session/3", domain="pe")
    (share,) = service.delivered_x_shares([a_session(), twice, subject])
    assert share.subject == "grade/3/week/2026-03-02"
    assert share.value == HALF
    assert holds(share, Compared.AT_LEAST, HALF)
    assert not holds(share, Compared.MORE_THAN, HALF)
    (less,) = service.delivered_x_shares([a_session(minutes=39), subject])
    assert not holds(less, Compared.AT_LEAST, HALF)


@pytest.mark.clause("A5.11", "A5.15")
def test_weeks_and_grades_stand_apart_and_cancelled_sessions_count_nowhere() -> None:
    shares = service.delivered_x_shares(
        [
            a_session(grades=frozenset({1, 3})),
            a_session(key="session/2", day=date(2026, 3, 9), is_subject=True),
            a_session(key="session/4", is_held=False, is_subject=True),
        ]
    )
    assert [(share.subject, share.value) for share in shares] == [
        ("grade/1/week/2026-03-02", 1),
        ("grade/3/week/2026-03-02", 1),
        ("grade/3/week/2026-03-09", 0),
    ]


@pytest.mark.clause("A4.4")
@pytest.mark.parametrize(("ends", "fits"), [(1020, 1), (1019, 0), (1080, 1), (1081, 0)])
def test_both_ends_of_the_window_fit(ends: int, fits: int) -> None:
    reading = service.ends_that_fit(
        [a_session(ends=ends), a_session(key="session/2", ends=900)],
        early_tol=30,
        late_tol=30,
        off_work={"winter": 1050, "summer": 1080},
    )
    assert (reading.part, reading.whole) == (fits, 1)
    assert [row.is_adverse for row in reading.rows] == [not fits]


@pytest.mark.clause("A7.10", "A10.8", "A5.14", "A6.17", "A11.10", "A5.12", "A5.3")
def test_each_reading_tells_which_rows_speak_against_it() -> None:
    held = [
        a_session(),
        a_session(key="session/2", is_recorded=False, kind=LeaderKind.THIRD_PARTY, is_outdoor=True),
        a_session(key="session/3", is_late=True, is_on_school_day=False),
    ]
    assert service.complete_records(held).value == Fraction(2, 3)
    assert [row.subject for row in service.complete_records(held).rows if row.is_adverse] == ["session/2"]
    assert service.timely_records(held).value == HALF
    assert service.third_party_time(held).value == Fraction(1, 3)
    assert service.outdoor_time(held).value == Fraction(1, 3)
    assert service.sessions_on_free_days(held).part == 1
    assert service.attendance(held).value == Fraction(28, 30)
    gate = service.closed_departures([GateDay(MONDAY, 40, 40), GateDay(date(2026, 3, 3), 41, 40)])
    assert gate.value == Fraction(80, 81)
    assert not holds(gate, Compared.AT_LEAST, Fraction(1))
    days = [ClassDay("0301", MONDAY, False, True), ClassDay("0302", MONDAY, False, False)]
    assert service.exercise_days(days).value == HALF


@pytest.mark.clause("A5.11")
def test_a_plan_is_read_week_by_week() -> None:
    (planned,) = service.planned_x_shares([PlanWeek(2, 101, 100, (1, 2, 3))])
    assert planned.value == Fraction(101, 201)
    assert planned.subject == "grade/2/weeks/1"


@pytest.mark.clause("A6.12")
def test_a_price_is_compared_by_the_minute() -> None:
    (price,) = service.provider_prices([ProviderPrice("course/dance", Fen(800), 40, Fen(1_500), 60)])
    assert price.value == Fraction(800 * 60, 1_500 * 40) == Fraction(4, 5)
    assert holds(price, Compared.AT_MOST, Fraction(4, 5))


@pytest.mark.clause("A3.7", "A3.4")
def test_a_rural_school_nobody_asked_for_is_no_failure() -> None:
    schools = [
        SchoolReach("school/1", True, False, 100, 120),
        SchoolReach("school/2", False, True, 0, 0),
        SchoolReach("school/3", False, False, 50, 0),
    ]
    assert reach.coverage(schools).value == HALF
    assert reach.need_met(schools).value == Fraction(100, 150)
    assert reach.priority_need_met(PriorityPlaces(8, 7)).value == Fraction(7, 8)


BOOK = TermMoney(
    billed=Fen(100_000),
    at_ceiling=Fen(100_000),
    paid=Fen(100_000),
    periods=250,
    teachers=Fen(120_000),
    teacher_count=3,
    managers=Fen(80_000),
    manager_count=2,
    allowances=Fen(50_000),
    spending=Fen(100_000),
    surplus_pool=Fen(10_000),
    surplus_returned=Fen(9_999),
)


@pytest.mark.clause("A9.6", "A9.25", "A9.11", "A11.12")
def test_money_is_compared_to_the_fen() -> None:
    assert money.fee_burden(BOOK).value == 1
    assert holds(money.fee_burden(BOOK), Compared.AT_MOST, Fraction(1))
    assert not holds(money.fee_burden(replace(BOOK, billed=Fen(100_001))), Compared.AT_MOST, Fraction(1))
    assert money.fee_burden(replace(BOOK, at_ceiling=None)).value is None
    assert money.paid_per_period(BOOK).value == 400
    assert not holds(money.allowance_share(BOOK), Compared.MORE_THAN, HALF)
    assert holds(money.allowance_share(replace(BOOK, allowances=Fen(50_001))), Compared.MORE_THAN, HALF)
    assert not holds(money.surplus_returned(BOOK), Compared.AT_LEAST, Fraction(1))


@pytest.mark.clause("A9.26")
@pytest.mark.parametrize(("managers", "kept"), [(80_000, True), (80_001, False)])
def test_managers_get_the_mean_and_not_a_fen_more(managers: int, kept: bool) -> None:
    ratio = money.manager_ratio(replace(BOOK, managers=Fen(managers)))
    assert holds(ratio, Compared.AT_MOST, Fraction(1)) is kept


@pytest.mark.clause("A9.12")
def test_a_refund_that_is_not_due_is_not_counted() -> None:
    due = date(2026, 3, 20)
    rows = [
        RefundRow("refund/1", due, due),
        RefundRow("refund/2", due, date(2026, 3, 21)),
        RefundRow("refund/3", due, None),
    ]
    assert money.timely_refunds(rows, today=due).value == HALF
    assert money.timely_refunds(rows, today=date(2026, 3, 21)).value == Fraction(1, 3)


@pytest.mark.clause("A11.15", "A11.9", "A2.2", "A12.2")
def test_voices_are_counted_and_never_named() -> None:
    cases = [
        CaseRow("case/1", CaseKind.TEACHING, True, None),
        CaseRow("case/2", CaseKind.CHARGE, False, True),
        CaseRow("case/3", CaseKind.TEACHING, True, False),
    ]
    assert voices.timely_cases(cases).value == Fraction(2, 3)
    assert voices.upheld_cases(cases).value == HALF
    assert voices.complaint_rate(cases, pupils=1_500).value == 2
    assert voices.cases_about(cases, CaseKind.TEACHING).part == 1  # what was not upheld is no sign
    classes = [ClassSigning("0301", 40, 40, True), ClassSigning("0302", 40, 30)]
    assert voices.hurried_classes(classes).part == 1
    assert voices.answered_families(classes).value == Fraction(70, 80)


@pytest.mark.clause("A11.6")
@pytest.mark.parametrize(("answered", "value"), [(4, None), (5, Fraction(4, 5))])
def test_four_answers_say_nothing(answered: int, value: Fraction | None) -> None:
    count = SurveyCount(40, answered, 4)
    assert voices.satisfaction(count, min_cell=5).value == value
    assert voices.response(count).value == Fraction(answered, 40)


@pytest.mark.clause("A11.4", "A11.5")
def test_quality_is_a_plain_mean_with_its_components() -> None:
    index = voices.quality_index({"coverage": Fraction(2), "x_share": HALF, "satisfaction": None})
    assert index.value == Fraction(3, 4)
    assert index.components["satisfaction"] is None
    assert voices.quality_index({}).value is None
    lines = voices.inspection_lines({"coverage": [Reading(3, 4)], "attendance": [Reading(1, 2, "grade/3")]})
    assert lines == (("attendance", "grade/3", 1, 2), ("coverage", "", 3, 4))


@pytest.mark.clause("A8.9")
def test_a_teachers_year_is_sums_only() -> None:
    year = teacher_year(
        [LedSession(40, True, False), LedSession(40, True, True), LedSession(40, False, False)]
    )
    assert (year.sessions, year.minutes, year.recorded, year.recorded_late) == (3, 120, 2, 1)


@pytest.mark.clause("A11.2")
def test_long_unseen_and_troubled_schools_come_first() -> None:
    schools = [SchoolRisk("c", 1, 0, 0), SchoolRisk("a", 0, 1, 1), SchoolRisk("b", 1, 0, 0)]
    assert by_risk(schools) == ("a", "b", "c")


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.fractions(0, 1))
def test_a_comparison_is_exact(part: int, whole: int, target: Fraction) -> None:
    reading = Reading(part, whole)
    assert holds(reading, Compared.AT_LEAST, target) == (Fraction(part, whole) >= target)
    assert holds(reading, Compared.MORE_THAN, target) == (Fraction(part, whole) > target)
    assert holds(reading, Compared.AT_MOST, target) == (Fraction(part, whole) <= target)


def test_what_was_not_measured_keeps_every_target() -> None:
    assert all(holds(Reading(0, 0), compared, Fraction(1)) for compared in Compared)


@pytest.mark.clause("A6.19", "A6.20")
def test_the_use_of_resources_is_told_of_the_sessions_held() -> None:
    library = a_session(resources=frozenset({ResourceKind.LIBRARY, ResourceKind.NATIONAL_PLATFORM}))
    sessions = [
        library,
        a_session(key="session/2", resources=frozenset({ResourceKind.PROVINCIAL_PLATFORM})),
        a_session(key="session/3", resources=frozenset({ResourceKind.LOCAL_COLLECTION})),
        a_session(key="session/4", resources=library.resources, is_held=False),
    ]
    places, platforms = resources.free_place_use(sessions), resources.platform_use(sessions)
    assert (places.part, places.whole, platforms.part, platforms.whole) == (1, 3, 2, 3)
    assert [row.part for row in platforms.rows] == [1, 1, 0]
    assert not any(row.is_adverse for row in (*places.rows, *platforms.rows))
