"""Caps across slots, bundles and the X share, each with the reason that a family reads."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kehou.allocation import PRIORITY, Code, Policy, Pupil, Section, Via
from unit.allocation.hand import asking, codes, drawn, placed

DAYS = ("mon", "tue", "wed", "thu")


def wishing(**wishes: tuple[str, ...]) -> Pupil:
    """One pupil with wishes by slot."""
    return Pupil("p0", "f0", 3, wishes)


def test_the_paid_cap_holds_over_the_week_and_a_bundle_counts_once() -> None:
    sections = [
        Section("robots", ("mon", "tue"), 9, paid=True),
        Section("drums", ("wed",), 9, paid=True),
        Section("chess", ("thu",), 9),
    ]
    pupil = wishing(mon=("robots",), tue=("robots",), wed=("drums",), thu=("chess",))
    found = {
        code
        for section in ("robots", "drums")
        for code in codes(drawn(sections, [pupil], Policy(1)), section)
    }
    assert found == {Code.ASSIGNED, Code.PAID_LIMIT}
    free = drawn(sections, [pupil], Policy(2))
    assert {reason.code for reason in free.reasons} == {Code.ASSIGNED}


@pytest.mark.clause("A5.11")
def test_no_more_than_the_rest_of_the_x_share_is_other_than_enrichment() -> None:
    lessons = [Section(f"maths-{day}", (day,), 9, is_x=False) for day in DAYS]
    rooms = [Section(f"reading-{day}", (day,), fallback=True) for day in DAYS]
    pupil = Pupil("p0", "f0", 3, {day: (f"maths-{day}",) for day in DAYS}, attends=frozenset(DAYS))
    result = drawn([*lessons, *rooms], [pupil], Policy(min_x_share=Fraction(1, 2)))
    found = [reason.code for reason in result.reasons]
    assert (found.count(Code.ASSIGNED), found.count(Code.X_LIMIT)) == (2, 2)
    assert result.x_unmet == ()


@pytest.mark.clause("A3.4", "A5.11")
def test_a_priority_pupil_keeps_the_only_room_even_beyond_the_x_share() -> None:
    rooms = [Section(f"homework-{day}", (day,), is_x=False, fallback=True) for day in DAYS]
    policy = Policy(min_x_share=Fraction(1, 2))
    first = Pupil("p0", "f0", 3, tier=PRIORITY, attends=frozenset(DAYS))
    second = Pupil("p1", "f1", 3, attends=frozenset(DAYS))
    result = drawn(rooms, [first, second], policy)
    assert [sum(seat.pupil == pupil for seat in result.seats) for pupil in ("p0", "p1")] == [4, 2]
    assert result.x_unmet == ("p0", "p1")


def test_a_bundle_is_taken_whole_and_blocks_what_clashes() -> None:
    sections = [Section("ballet", ("mon", "tue"), 9), Section("chess", ("tue",), 9)]
    whole = drawn(sections, [wishing(mon=("ballet",), tue=("ballet", "chess"))])
    assert {(seat.slot, seat.section) for seat in whole.seats} == {("mon", "ballet"), ("tue", "ballet")}
    assert codes(whole, "chess") == [Code.GOT_BETTER]
    other = drawn(sections, [wishing(mon=("ballet",), tue=("chess", "ballet"))])
    found = {codes(other, "chess")[0], *codes(other, "ballet")}
    assert found in ({Code.ASSIGNED, Code.BUNDLE_CLASH}, {Code.ASSIGNED, Code.BUNDLE_CLASH, Code.GOT_BETTER})


def test_grade_and_entry_conditions_are_named() -> None:
    section = Section("swimming", ("mon",), 9, grades=frozenset({1, 2}), requires=frozenset({"swims"}))
    (reason,) = drawn([section], asking(1, "swimming")).reasons
    assert (reason.code, reason.facts["lacking"]) == (Code.INELIGIBLE, ["grade", "swims"])


def test_a_trial_goes_before_the_number() -> None:
    pupils = [
        *asking(3, "choir"),
        Pupil("best", "fx", 3, {"mon": ("choir",)}, qualifications=frozenset({"a"})),
    ]
    for beacon in "123456":
        result = drawn(
            [Section("choir", ("mon",), 1)], pupils, Policy(course_class={"choir": ("a",)}), beacon=beacon
        )
        assert placed(result, "choir") == {"best"}


def test_any_suitable_never_means_a_paid_course_or_a_closed_grade() -> None:
    sections = [
        Section("full", ("mon",), 1),
        Section("paid", ("mon",), 9, paid=True),
        Section("small", ("mon",), 9, grades=frozenset({1})),
        Section("chess", ("mon",), 9),
    ]
    result = drawn(sections, asking(4, "full", any_suitable=frozenset({"mon"})))
    assert len(placed(result, "full")) == 1
    assert len(placed(result, "chess")) == 3
    assert {seat.via for seat in result.seats if seat.section == "chess"} == {Via.ANY}
