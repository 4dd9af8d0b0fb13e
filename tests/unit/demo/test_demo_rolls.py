"""The demo's roll files: the same each time, in the register's format, and dirty in the ways intended."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from itertools import combinations

import pytest

from kehou.demo.rolls import (
    POINT,
    REGIONS,
    SCHOOLS,
    TOWNSHIP,
    URBAN,
    DemoRollFile,
    DemoSchool,
    new_pupils_file,
    roll_file,
    teacher_phone,
)
from kehou.demo.rolls.columns import REGISTER_HEADINGS
from kehou.registry.data import divisions
from kehou.registry.rolls import RollCheck, RollKind, check_roll, gather_families, read_roll

PUPILS = {"urban": 1200, "township": 700, "point": 60, "river": 240, "maple": 120}
REFUSED = {"urban": 16, "township": 8, "point": 2, "river": 2, "maple": 1}


@cache
def made(school: DemoSchool, *, mended: bool = False) -> DemoRollFile:
    return roll_file(school, mended=mended)


@cache
def checked(school: DemoSchool, *, mended: bool = False) -> RollCheck:
    return check_roll(
        read_roll(made(school, mended=mended).data, kind=RollKind.ROLL),
        school_code=school.official_code,
        term_first_day=date(2026, 2, 26),
        grades=frozenset(school.grades),
        extra_regions=REGIONS,
    )


def test_the_county_is_made_up() -> None:
    counties = {county.code for county in divisions().counties}
    assert not counties & REGIONS
    assert {phone[:3] for school in SCHOOLS for phone in phones(school)} == {"154"}


def phones(school: DemoSchool) -> set[str]:
    return {member.phone for pupil in made(school).pupils for member in pupil.members if member.phone}


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.key)
def test_the_same_seed_makes_the_same_bytes(school: DemoSchool) -> None:
    assert roll_file(school).data == made(school).data
    assert new_pupils_file(school).data == new_pupils_file(school).data
    assert roll_file(school, seed=1).data != made(school).data


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.key)
def test_the_mended_roll_is_accepted_whole(school: DemoSchool) -> None:
    check = checked(school, mended=True)
    assert check.refused == ()
    assert check.counts.accepted == PUPILS[school.key] == len(made(school).pupils)
    assert {row.pupil.schooling.grade for row in check.accepted} == set(school.grades)


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.key)
def test_the_dirty_roll_loses_only_its_dirty_rows(school: DemoSchool) -> None:
    check = checked(school)
    assert check.counts.refused == REFUSED[school.key]
    assert check.counts.accepted > 0.95 * PUPILS[school.key]


def test_the_dirt_is_of_many_kinds() -> None:
    reasons = Counter(refusal.reason for school in SCHOOLS for refusal in checked(school).refused)
    assert set(reasons) == {
        "id_check_digit", "number_lost_digits", "number_scientific", "sex_differs_from_id",
        "birth_impossible",
        "phone_form", "phone_two_numbers", "name_lost_characters", "grade_not_run", "repeats_row",
        "contradicts_row", "class_became_date", "school_other", "value_unknown", "guardian_name_missing",
        "entry_future",
    }  # fmt: skip


def test_the_headings_are_those_of_the_register() -> None:
    assert len(REGISTER_HEADINGS) == 71
    first = made(TOWNSHIP).data.decode("gb18030").splitlines()[1]
    assert tuple(first.split(",")) == REGISTER_HEADINGS
    ignored = {column.heading for column in checked(URBAN).ignored_columns}
    assert {"民族", "家庭地址", "成员1身份证件号", "班主任"} <= ignored


def test_boarders_bus_riders_and_left_behind_children_are_where_they_live() -> None:
    def share(school: DemoSchool, field: str) -> float:
        rows = checked(school, mended=True).accepted
        return sum(bool(getattr(row.pupil.circumstances, field)) for row in rows) / len(rows)

    assert share(URBAN, "boarding") == 0 == share(POINT, "boarding")
    assert 0.25 < share(TOWNSHIP, "boarding") < 0.45
    assert 0.15 < share(TOWNSHIP, "bus") < 0.35
    assert share(URBAN, "left_behind") < 0.15 < 0.35 < share(POINT, "left_behind")
    boarders = [row for row in checked(TOWNSHIP, mended=True).accepted if row.pupil.circumstances.boarding]
    assert min(row.pupil.schooling.grade for row in boarders) == 3


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.key)
def test_siblings_share_guardians_and_two_phones_are_odd(school: DemoSchool) -> None:
    families = gather_families(
        checked(school, mended=True).accepted,
        staff_phone_tokens=frozenset({teacher_phone(school)}),
        token_of=str,
    )
    assert sum(member.is_merged for member in families.members) >= 5
    assert len(families.shared_phones) == 1
    assert len(families.staff_phone_rows) == 1


def test_one_pupil_of_the_township_is_on_the_urban_roll_too() -> None:
    rolls = [{row.identity.id_number for row in checked(school, mended=True).accepted} for school in SCHOOLS]
    urban, township, *others = rolls
    assert len(urban & township) == 1
    assert all(not one & other for one, other in combinations([urban | township, *others], 2))


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.key)
def test_new_pupils_enter_grade_1_in_autumn(school: DemoSchool) -> None:
    file = new_pupils_file(school)
    check = check_roll(
        read_roll(file.data, kind=RollKind.NEW_PUPILS),
        school_code=school.official_code,
        term_first_day=date(2026, 9, 1),
        extra_regions=REGIONS,
    )
    assert check.refused == ()
    assert {row.pupil.schooling.grade for row in check.accepted} == {1}
    assert len(check.accepted) == school.new_pupils
    known = {row.identity.id_number for row in checked(school, mended=True).accepted}
    assert not known & {row.identity.id_number for row in check.accepted}
