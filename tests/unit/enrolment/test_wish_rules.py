"""What is said of wishes at fault, and what a term is estimated to cost, to the letter (A2.4, A7.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from fractions import Fraction

import pytest

from kehou.enrolment.facts import Band, Estimate, Offering, Option, Wishes
from kehou.enrolment.rules import (
    MAX_OWN_WORDS,
    days_of,
    estimate,
    judge_offering,
    judge_wishes,
    spread,
    waived_part,
)
from kehou.kernel.verdict import Verdict

FIRST = Band("0-1615", 0, time(16, 15), time(16, 55))
SECOND = Band("0-1710", 0, time(17, 10), time(17, 50))
TUESDAY = Band("1-1615", 1, time(16, 15), time(16, 55))


def _option(key: str, *bands: Band, minutes: int = 40, requires: str | None = None) -> Option:
    return Option(
        key=key,
        course_key=key,
        title=f"{key}课",
        about="",
        bands=tuple(band.key for band in bands),
        weekday=bands[0].weekday,
        starts=bands[0].starts,
        ends=bands[-1].ends,
        minutes=minutes,
        grades=frozenset({1, 2, 3}),
        capacity=30,
        minimum=1,
        domain="club",
        is_subject=False,
        by_class=False,
        is_paid_provider=False,
        requires_course=requires,
        leader_key=None,
        room="",
    )


CHESS, CHOIR = _option("chess", FIRST), _option("choir", SECOND)
LONG = _option("long", FIRST, SECOND, minutes=95)
RUN = _option("run", TUESDAY)
OFFERING = Offering((FIRST, SECOND, TUESDAY), (CHESS, CHOIR, LONG, RUN))


Ranked = dict[str, tuple[str, ...]]


def _judged(ranked: Ranked, *, grade: int = 3, days: tuple[int, ...] = (0, 1)) -> list[Verdict]:
    return list(judge_wishes(Wishes(ranked), OFFERING, grade=grade, days=frozenset(days)))


def _said(found: list[Verdict]) -> list[tuple[str, str, str]]:
    return [(verdict.clause, verdict.reason, verdict.subject) for verdict in found]


@pytest.mark.clause("A9.16")
def test_an_offering_at_fault_names_the_options() -> None:
    bound = _option("band", SECOND, requires="chess")
    loose = _option("loose", TUESDAY)
    offering = Offering(OFFERING.bands, (bound, RUN, replace(loose, bands=())))
    found = list(judge_offering(offering))
    assert _said(found) == [
        ("A9.16", "option_requires_other", "option/band"),
        ("A7.8", "timetable_overlaps", "option/run"),
    ]
    assert found[0].facts == {"title": "band课"}
    assert judge_offering(OFFERING) == ()


@pytest.mark.clause("A2.4")
def test_lawful_wishes_have_no_fault() -> None:
    assert _judged({FIRST.key: ("chess", "long"), SECOND.key: ("long", "choir"), TUESDAY.key: ("run",)}) == []


@pytest.mark.clause("A2.4")
def test_an_unknown_band_and_a_course_named_twice_are_said_and_the_rest_is_judged() -> None:
    found = _judged({"9-0000": ("chess",), FIRST.key: ("chess", "chess"), SECOND.key: ("run",)})
    assert _said(found) == [
        ("A2.4", "wish_unknown", "band/9-0000"),
        ("A2.4", "wish_unknown", f"band/{FIRST.key}"),
        ("A2.4", "wish_unknown", f"band/{SECOND.key}"),
    ]


@pytest.mark.clause("A2.4")
def test_an_unknown_course_is_said() -> None:
    assert _said(_judged({FIRST.key: ("nothing",)})) == [("A2.4", "wish_unknown", f"band/{FIRST.key}")]


@pytest.mark.clause("A2.4")
def test_a_wish_on_a_day_that_was_not_agreed_is_said_and_an_empty_one_is_not() -> None:
    assert _said(_judged({TUESDAY.key: ("run",)}, days=(0,))) == [
        ("A2.4", "wish_on_other_day", f"band/{TUESDAY.key}")
    ]
    assert _judged({TUESDAY.key: ()}, days=(0,)) == []


@pytest.mark.clause("A7.8")
def test_a_course_of_another_grade_is_said_with_its_title() -> None:
    found = _judged({FIRST.key: ("chess",)}, grade=4)
    assert _said(found) == [("A7.8", "wish_of_other_grade", "option/chess")]
    assert found[0].facts == {"title": "chess课"}


@pytest.mark.clause("A7.8")
def test_a_long_course_has_to_be_wished_in_each_band_that_it_takes() -> None:
    for ranked in ({FIRST.key: ("long",)}, {FIRST.key: ("long",), SECOND.key: ("choir",)}):
        found = _judged(ranked)
        assert _said(found) == [("A7.8", "wish_clashes", "option/long")]
        assert found[0].facts == {"title": "long课"}


@pytest.mark.clause("A2.4")
def test_own_words_may_fill_the_space_and_not_more() -> None:
    def said(length: int) -> list[Verdict]:
        wishes = Wishes({}, own_words="字" * length)
        return list(judge_wishes(wishes, OFFERING, grade=3, days=frozenset()))

    assert said(MAX_OWN_WORDS) == []
    (found,) = said(MAX_OWN_WORDS + 1)
    assert (found.clause, found.reason) == ("A2.4", "own_words_too_long")
    assert found.facts == {"found": MAX_OWN_WORDS + 1, "required": MAX_OWN_WORDS}


@pytest.mark.clause("A7.8")
def test_spreading_ranks_a_long_course_in_every_band_last_where_it_is_missing() -> None:
    wishes = spread(
        Wishes({FIRST.key: ("long", "nothing"), SECOND.key: ("choir",), TUESDAY.key: ()}), OFFERING
    )
    assert wishes.ranked == {FIRST.key: ("long", "nothing"), SECOND.key: ("choir", "long")}
    alone = spread(Wishes({FIRST.key: ("long",)}), OFFERING)
    assert alone.ranked == {FIRST.key: ("long",), SECOND.key: ("long",)}


@pytest.mark.clause("A2.4")
def test_the_days_wished_are_those_of_the_bands_asked_for() -> None:
    assert days_of(Wishes({TUESDAY.key: ("run",), SECOND.key: ("choir",), FIRST.key: ()}), OFFERING) == (0, 1)


def _estimate(ranked: Ranked, *, ceiling: int = 0, waived: str = "0") -> Estimate:
    return estimate(
        Wishes(ranked),
        OFFERING,
        sessions={0: 10},
        period_minutes=40,
        price_fen=300,
        ceiling_fen=ceiling,
        waived=Fraction(waived),
    )


@pytest.mark.clause("A4.15", "A9.11")
def test_an_estimate_counts_whole_periods_of_the_longest_wish_once() -> None:
    both = {FIRST.key: ("chess", "long", "nothing"), SECOND.key: ("long",)}
    assert _estimate(both) == Estimate(units=20, price_fen=300, gross_fen=6_000, ceiling_fen=0, due_fen=6_000)


@pytest.mark.clause("A9.11")
def test_a_day_without_sessions_costs_nothing() -> None:
    assert _estimate({TUESDAY.key: ("run",)}).units == 0
    assert _estimate({SECOND.key: ("long",)}).units == 0


@pytest.mark.clause("A9.6", "A9.39")
def test_the_ceiling_and_then_the_waiver_come_off() -> None:
    wishes = {FIRST.key: ("chess",)}
    assert _estimate(wishes, ceiling=2_000).due_fen == 2_000
    assert _estimate(wishes, ceiling=3_001).due_fen == 3_000
    half = _estimate(wishes, ceiling=2_000, waived="1/2")
    assert (half.due_fen, half.gross_fen, half.ceiling_fen, half.price_fen) == (1_000, 3_000, 2_000, 300)


@pytest.mark.clause("A9.39")
def test_the_most_that_one_ground_gives_is_taken_off() -> None:
    ratios = {"poor": Fraction(1), "disabled": Fraction(1, 2)}
    assert waived_part(["disabled", "poor"], ratios, general="aid") == 1
    assert waived_part(["disabled"], ratios, general="aid") == Fraction(1, 2)
    assert waived_part(["aid"], ratios, general="aid") == Fraction(1, 2)
    assert waived_part(["aid"], {}, general="aid") == 0
    assert waived_part(["other"], ratios, general="aid") == 0
