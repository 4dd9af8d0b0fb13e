"""Every fault of an input is named by row and field, all at once."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kehou.allocation import Lottery, Policy, Pupil, Section, UnusableInput, allocate
from unit.allocation.hand import asking, drawn

MON = Section("robots", ("mon",), 3)


def faults(
    sections: list[Section], pupils: list[Pupil], policy: Policy | None = None
) -> set[tuple[str, ...]]:
    """What a draw refuses."""
    with pytest.raises(UnusableInput) as refused:
        allocate(sections, pupils, policy or Policy(), Lottery("", "", ""))
    return {(fault.row, fault.field, fault.code) for fault in refused.value.faults}


def test_a_good_input_is_drawn() -> None:
    assert drawn([MON], asking(1, "robots")).seats


def test_rows_that_come_twice() -> None:
    found = faults([MON, MON], asking(1, "robots") * 2)
    assert {("sections/robots", "id", "twice"), ("pupils/p0", "id", "twice")} <= found


@pytest.mark.parametrize(
    ("section", "field", "code"),
    [
        (Section("a\nb", ("mon",), 1), "id", "bad_code"),
        (Section("a", (), 1), "slots", "none_or_twice"),
        (Section("a", ("mon", "mon"), 1), "slots", "none_or_twice"),
        (Section("a", ("mon",), 0), "capacity", "below_one"),
        (Section("a", ("mon",), 3, min_size=4), "min_size", "outside_capacity"),
        (Section("a", ("mon",), 3, fallback=True), "fallback", "limited"),
        (Section("a", ("mon",), paid=True, fallback=True), "fallback", "limited"),
    ],
)
def test_a_section_that_nobody_could_open(section: Section, field: str, code: str) -> None:
    assert (f"sections/{section.id}", field, code) in faults([section], [])


@pytest.mark.parametrize(
    ("pupil", "field", "code"),
    [
        (Pupil("", "f", 3), "id", "bad_code"),
        (Pupil("p", "", 3), "family", "bad_code"),
        (Pupil("p", "f", 3, tier=-1), "tier", "negative"),
        (Pupil("p", "f", 3, attends=frozenset({"sun"})), "slots/sun", "unknown_slot"),
        (Pupil("p", "f", 3, {"mon": ("none",)}), "wishes/mon", "unknown_section"),
        (Pupil("p", "f", 3, {"mon": ("robots", "robots")}), "wishes/mon", "twice"),
        (Pupil("p", "f", 3, {"tue": ("robots",)}), "wishes/tue", "not_in_this_slot"),
        (Pupil("p", "f", 3, {"mon": ("ballet",)}), "wishes/mon", "bundle_not_wished_in_every_slot"),
    ],
)
def test_a_pupil_whose_row_cannot_be_read(pupil: Pupil, field: str, code: str) -> None:
    sections = [MON, Section("ballet", ("mon", "tue"), 3)]
    assert (f"pupils/{pupil.id}", field, code) in faults(sections, [pupil])


@pytest.mark.parametrize(
    ("policy", "field", "code"),
    [
        (Policy(max_paid=-1), "max_paid", "negative"),
        (Policy(min_x_share=Fraction(3, 2)), "min_x_share", "not_a_share"),
        (Policy(reserves=Fraction(-1, 2)), "reserves", "not_a_share"),
        (Policy(course_class={"none": ("a",)}), "course_class/none", "unknown_section"),
    ],
)
def test_a_policy_that_makes_no_sense(policy: Policy, field: str, code: str) -> None:
    assert ("policy", field, code) in faults([MON], [], policy)
