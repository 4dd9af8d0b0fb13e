"""What a good row becomes: values read from code or word, rare names kept, the file's silence respected."""

from __future__ import annotations

from datetime import date

import pytest

from factories.roll_files import SCHOOL, checked, good_row, id_number, new_pupil, phone
from kehou.registry.rolls import Circumstances, Guardian, Relation, RollKind, Sex, Travel, check_roll
from kehou.registry.rolls.class_names import read_class_name, read_grade_name


def test_a_good_row_is_read_whole() -> None:
    (row,) = checked(good_row()).accepted
    assert (row.pupil.name, row.pupil.sex, row.pupil.birth_date) == ("向禾苗", Sex.MALE, date(2017, 5, 12))
    schooling = row.pupil.schooling
    assert (schooling.grade, schooling.class_number, schooling.class_label) == (3, 2, "202302")
    assert schooling.entry_month == "2023-09"
    assert row.pupil.circumstances == Circumstances(
        False, False, False, False, False, False, Travel.WALK, False
    )
    assert row.pupil.guardians == (
        Guardian("向远山", Relation.FATHER, phone(31), True),
        Guardian("彭秋月", Relation.MOTHER, phone(1031), True),
    )


@pytest.mark.clause("A3.4", "A4.8")
@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("就读方式", "2", "boarding", True),
        ("就读方式", "2-住校", "boarding", True),
        ("就读方式", "住校", "boarding", True),
        ("就读方式", 1.0, "boarding", False),
        ("就读方式", "", "boarding", None),
        ("是否留守儿童", "1", "left_behind", True),
        ("是否留守儿童", "双亲留守儿童", "left_behind", True),
        ("是否留守儿童", "非留守儿童", "left_behind", False),
        ("是否进城务工人员随迁子女", "是", "migrant", True),
        ("是否进城务工人员随迁子女", "TRUE", "migrant", True),
        ("残疾类型", "听力残疾", "disabled", True),
        ("随班就读", "智力残疾随班就读", "disabled", True),
        ("是否孤儿", "１", "orphan", True),
        ("是否享受一补", "否", "aid", False),
        ("上下学方式", "公共交通（含城市公交、农村客运和地铁）", "travel", Travel.PUBLIC),
        ("是否需要乘坐校车", "1", "bus", True),
    ],
)
def test_circumstances_are_read_from_code_or_word(
    heading: str, cell: object, field: str, value: object
) -> None:
    (row,) = checked(good_row(**{heading: cell})).accepted
    assert getattr(row.pupil.circumstances, field) == value


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("向 禾 苗", "向禾苗"),
        ("向禾苗\u200b\u202c", "向禾苗"),
        ("\ufeff向禾苗\t", "向禾苗"),
        ("古丽•阿依木", "古丽·阿依木"),
        ("古丽． 阿依木", "古丽·阿依木"),
        ("王䶮", "王䶮"),
        ("李𬱖", "李𬱖"),
        ("卡斯木·依明江·买买提", "卡斯木·依明江·买买提"),
        ("Ｍary Ann O'Neil", "Mary Ann O'Neil"),
        ("ئەلى قاسىم", "ئەلى قاسىم"),
    ],
)
def test_names_are_tidied_and_rare_ones_kept(cell: str, name: str) -> None:
    (row,) = checked(good_row(姓名=cell)).accepted
    assert row.pupil.name == name


def test_a_private_character_is_a_question() -> None:
    check = checked(good_row(姓名="王\ue863"))
    assert [remark.reason for remark in check.remarks] == ["name_private_character"]
    assert check.accepted


@pytest.mark.parametrize(
    "cell",
    [
        "2017-05-12",
        "2017/5/12",
        "2017.5.12",
        "2017年5月12日",
        "２０１７０５１２",
        20170512,
        20170512.0,
        "2017-05-12 00:00:00",
    ],
)
def test_birth_dates_in_every_usual_form(cell: object) -> None:
    assert checked(good_row(出生日期=cell)).accepted


@pytest.mark.parametrize(
    "cell", ["202309", 202309.0, "2023-09", "2023.9", "2023年9月", "20230901", "2023-09-01"]
)
def test_months_of_entry_in_every_usual_form(cell: object) -> None:
    assert checked(good_row(入学年月=cell)).accepted[0].pupil.schooling.entry_month == "2023-09"


@pytest.mark.parametrize(
    "cell",
    [
        id_number().lower(),
        f" {id_number()} ",
        f"'{id_number()}",
        f'="{id_number()}"',
        "４" + id_number()[1:],
        f"{id_number()[:6]} {id_number()[6:14]} {id_number()[14:]}",
    ],
)
def test_guards_and_spaces_around_a_number_are_taken_off(cell: str) -> None:
    assert checked(good_row(身份证件号=cell)).accepted[0].identity.id_number == id_number()


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (15400000001, "15400000001"),
        (15400000001.0, "15400000001"),
        ("+86 154 0000 0001", "15400000001"),
        ("8615400000001", "15400000001"),
        ("154-0000-0001", "15400000001"),
        ("(0731)88887777", "073188887777"),
        ("0731-8888777", "07318888777"),
        ("", ""),
    ],
)
def test_phones_are_brought_to_digits(cell: object, number: str) -> None:
    assert checked(good_row(成员1联系电话=cell)).accepted[0].pupil.guardians[0].phone == number


@pytest.mark.parametrize(
    ("label", "grades", "number"),
    [
        ("202302", {3, 9}, 2),
        ("2023级2班", {3, 9}, 2),
        ("2023级（12）班", {3, 9}, 12),
        ("2302", {3, 9}, 2),
        ("三（2）班", {3}, 2),
        ("三年级2班", {3}, 2),
        ("三2班", {3}, 2),
        ("3年级12班", {3}, 12),
        ("3(2)班", {3}, 2),
        ("3.2班", {3}, 2),
        ("302", {3}, 2),
        ("0302", {3}, 2),
        ("初一3班", {7}, 3),
        ("初中一年级（3）班", {7}, 3),
        ("七年级十二班", {7}, 12),
        ("二十一班", set(range(1, 10)), 21),
        ("2班", set(range(1, 10)), 2),
        ("05", set(range(1, 10)), 5),
    ],
)
def test_class_names(label: str, grades: set[int], number: int) -> None:
    said = read_class_name(label, 2025)
    assert said is not None
    assert (set(said.grades), said.number) == (grades, number)


@pytest.mark.parametrize("label", ["向阳班", "", "2015届1班", "高一1班"])
def test_class_names_of_a_schools_own_making_say_nothing(label: str) -> None:
    assert read_class_name(label, 2025) is None


@pytest.mark.parametrize(
    ("label", "grades"),
    [("三年级", {3}), ("3", {3}), ("初二", {8}), ("九年级", {9}), ("2023级", {3, 9}), ("中班", None)],
)
def test_grade_names(label: str, grades: set[int] | None) -> None:
    found = read_grade_name(label, 2025)
    assert (None if found is None else set(found)) == grades


def test_the_age_tells_grade_3_from_grade_9() -> None:
    born = date(2011, 5, 12)
    older = good_row(出生日期=f"{born:%Y%m%d}", 身份证件号=id_number(born))
    assert checked(older).accepted[0].pupil.schooling.grade == 9
    assert checked(good_row()).accepted[0].pupil.schooling.grade == 3


def test_a_pupil_who_paused_is_a_question() -> None:
    check = checked(good_row(入学年月="202209"))
    assert check.accepted[0].pupil.schooling.grade == 3
    assert [remark.reason for remark in check.remarks] == ["grade_behind_entry"]


def test_the_same_month_of_entry_is_a_grade_higher_in_autumn() -> None:
    row = good_row()
    (autumn,) = checked(row, term_first_day=date(2026, 9, 1)).accepted
    assert autumn.pupil.schooling.grade == 4


def test_a_corrected_number_leaves_the_roll_number_as_a_question() -> None:
    check = checked(good_row(学籍号="G" + id_number(sequence=77)))
    assert [remark.reason for remark in check.remarks] == ["roll_number_differs_from_id"]
    born = date(2017, 5, 21)
    check = checked(good_row(学籍号="J" + id_number(born)))
    assert [remark.reason for remark in check.remarks] == ["roll_number_other_birth"]


@pytest.mark.clause("A2.1")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"成员1姓名": "", "成员1联系电话": "", "成员2姓名": "", "成员2联系电话": ""}, "guardian_missing"),
        ({"成员1联系电话": "", "成员2联系电话": ""}, "guardian_phone_missing"),
        ({"成员1是否监护人": "0", "成员2是否监护人": "0"}, "no_guardian_flagged"),
        ({"成员2姓名": "向远山", "成员2联系电话": phone(31)}, "guardian_twice"),
    ],
)
def test_a_family_that_is_not_clear_is_a_question(changes: dict[str, str], reason: str) -> None:
    check = checked(good_row(**changes))
    assert check.accepted
    assert [remark.reason for remark in check.remarks] == [reason]


def test_parents_are_guardians_where_the_file_is_silent_and_others_are_not() -> None:
    row = good_row(成员1是否监护人="", 成员2是否监护人="", 成员2关系="62")
    assert [g.is_guardian for g in checked(row).accepted[0].pupil.guardians] == [True, False]


def test_lists_with_columns_for_father_and_mother() -> None:
    row = new_pupil()
    for heading in ("监护人姓名", "与学生关系", "联系电话"):
        del row[heading]
    row |= {"父亲姓名": "向远山", "父亲电话": phone(1), "母亲姓名": "彭秋月", "母亲电话": ""}
    (accepted,) = checked(row, kind=RollKind.NEW_PUPILS).accepted
    assert [guardian.relation for guardian in accepted.pupil.guardians] == [Relation.FATHER, Relation.MOTHER]


def test_the_made_up_county_counts_only_where_it_is_named() -> None:
    from factories.roll_files import SPRING_2026, table_of

    check = check_roll(table_of(good_row()), school_code=SCHOOL, term_first_day=SPRING_2026)
    assert [refusal.reason for refusal in check.refused] == ["id_region"]
