"""Each class of dirt that a roll brings is refused at its column with its reason, and nothing else is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from factories.roll_files import SCHOOL, checked, good_row, id_number, new_pupil, phone
from kehou.registry.rolls import RollKind
from kehou.registry.rolls.wording import ROW_REASONS, say, say_missing

BORN = date(2017, 5, 12)
RIGHT = id_number()
WRONG_LAST = RIGHT[:-1] + ("1" if RIGHT[-1] != "1" else "2")

DIRT: list[tuple[str, Any, str]] = [
    ("姓名", "", "name_missing"),
    ("姓名", " \u200b\u3000", "name_missing"),
    ("姓名", "向禾苗3", "name_characters"),
    ("姓名", "=cmd|'/c calc'!A1", "name_characters"),
    ("姓名", "向禾?", "name_lost_characters"),
    ("姓名", "向*苗", "name_lost_characters"),
    ("姓名", "向", "name_length"),
    ("姓名", "向" * 51, "name_length"),
    ("姓名", 20170512, "name_characters"),
    ("性别", "", "sex_missing"),
    ("性别", "3", "value_unknown"),
    ("性别", "女", "sex_differs_from_id"),
    ("出生日期", "", "birth_missing"),
    ("出生日期", "二〇一七年五月", "birth_malformed"),
    ("出生日期", "201705", "birth_malformed"),
    ("出生日期", "20170230", "birth_impossible"),
    ("出生日期", "20170513", "birth_differs_from_id"),
    ("出生日期", 42867.0, "birth_malformed"),
    ("身份证件号", "", "id_missing"),
    ("身份证件号", float(id_number(sequence=33)[:17] + "0"), "number_lost_digits"),
    ("身份证件号", 439901201705120032, "number_lost_digits"),
    ("身份证件号", "4.39901E+17", "number_scientific"),
    ("身份证件号", "439901170512003", "id_old_form"),
    ("身份证件号", RIGHT[:-1], "id_length"),
    ("身份证件号", RIGHT + "1", "id_length"),
    ("身份证件号", "无", "id_characters"),
    ("身份证件号", RIGHT[:10] + "O" + RIGHT[11:], "id_characters"),
    ("身份证件号", id_number(region="439999"), "id_region"),
    ("身份证件号", "439901201702300319", "id_birth"),
    ("身份证件号", WRONG_LAST, "id_check_digit"),
    ("身份证件类型", "C", "value_unknown"),
    ("学校标识码", "", "school_missing"),
    ("学校标识码", "2143990002", "school_other"),
    ("学校标识码", "2.14399E+09", "school_other"),
    ("入学年月", "去年", "entry_malformed"),
    ("入学年月", "202313", "entry_malformed"),
    ("入学年月", "202609", "entry_future"),
    ("入学年月", "202409", "entry_differs_from_grade"),
    ("入学年月", "201409", "entry_differs_from_grade"),
    ("班号", "", "class_missing"),
    ("班号", "三年级的那个靠近操场的大班一共有四十五个人", "class_too_long"),
    ("班号", "2026-03-02", "class_became_date"),
    ("入学年月", "202009", "entry_differs_from_grade"),
    ("就读方式", "半走读", "value_unknown"),
    ("是否留守儿童", "3", "value_unknown"),
    ("残疾类型", "未知", "value_unknown"),
    ("上下学方式", "飞机", "value_unknown"),
    ("是否孤儿", "也许", "value_unknown"),
    ("是否享受一补", "2", "value_unknown"),
    ("是否需要乘坐校车", "#N/A", "value_unknown"),
    ("学籍辅号", 4.399012023003112e17, "number_lost_digits"),
    ("学籍辅号", "43990120230031@", "subnumber_form"),
    ("成员1姓名", "", "guardian_name_missing"),
    ("成员1姓名", "爸爸1", "name_characters"),
    ("成员1关系", "五十一", "value_unknown"),
    ("成员1是否监护人", "是的吧", "value_unknown"),
    ("成员1联系电话", "1540000001", "phone_form"),
    ("成员1联系电话", "12345678901", "phone_form"),
    ("成员1联系电话", f"{phone(1)}/{phone(2)}", "phone_two_numbers"),
    ("成员1联系电话", 73188887777, "phone_form"),
    ("成员1联系电话", 7318888777.0, "number_lost_digits"),
    ("成员1联系电话", "1.54E+10", "number_scientific"),
    ("成员2联系电话", "没有", "phone_form"),
]


@pytest.mark.clause("A3.3")
@pytest.mark.parametrize(("heading", "cell", "reason"), DIRT)
def test_dirt_is_refused_at_its_column(heading: str, cell: object, reason: str) -> None:
    clean = good_row(32, 性别="女", 姓名="向秋实")
    check = checked(good_row(**{heading: cell}), clean)
    found = [(refusal.row, refusal.column, refusal.reason) for refusal in check.refused]
    assert (2, heading, reason) in found
    assert {row for row, _, _ in found} == {2}
    assert [row.pupil.name for row in check.accepted] == ["向秋实"]


ROLL_NUMBERS: list[tuple[Any, str]] = [
    (RIGHT, "roll_number_form"),
    ("H" + RIGHT, "roll_number_form"),
    ("G" + RIGHT[:-1], "roll_number_form"),
    (439901201705120031, "number_lost_digits"),
    ("G439901201702300319", "roll_number_birth"),
    ("L999999201705120031", "roll_number_region"),
    ("G" + WRONG_LAST, "roll_number_check_digit"),
    ("J" + WRONG_LAST, "roll_number_check_digit"),
]


@pytest.mark.parametrize(("cell", "reason"), ROLL_NUMBERS)
def test_roll_numbers_that_cannot_be(cell: object, reason: str) -> None:
    check = checked(good_row(学籍号=cell))
    assert [(refusal.column, refusal.reason) for refusal in check.refused] == [("学籍号", reason)]


@pytest.mark.parametrize(
    "number", ["G" + RIGHT, "g" + RIGHT.lower(), "J" + id_number(sequence=77), "L439901201705121234", ""]
)
def test_roll_numbers_of_each_form_are_accepted(number: str) -> None:
    check = checked(good_row(学籍号=number))
    assert not check.refused
    assert check.accepted[0].identity.roll_number == number.upper()


def test_a_pupil_without_papers_needs_no_number() -> None:
    check = checked(good_row(身份证件类型="Z", 身份证件号=""))
    assert check.accepted[0].identity.id_number == ""


def test_other_papers_have_other_forms() -> None:
    assert checked(good_row(身份证件类型="A", 身份证件号="E12345678")).accepted
    assert [r.reason for r in checked(good_row(身份证件类型="A", 身份证件号="E!")).refused] == [
        "document_form"
    ]


@pytest.mark.parametrize("year", [1990, 2024])
def test_a_birth_year_outside_school_age_is_refused(year: int) -> None:
    birth = date(year, 5, 12)
    check = checked(good_row(出生日期=f"{birth:%Y%m%d}", 身份证件号=id_number(birth)))
    assert "birth_outside_school_age" in {refusal.reason for refusal in check.refused}


@pytest.mark.parametrize(
    ("grade", "reason"), [("五年级", "grade_differs_from_class"), ("大班", "grade_unreadable")]
)
def test_a_grade_column_must_agree(grade: str, reason: str) -> None:
    assert [refusal.reason for refusal in checked(good_row(年级=grade)).refused] == [reason]
    assert checked(good_row(年级="三年级")).accepted


def test_no_sign_of_a_grade_is_refused() -> None:
    assert [r.reason for r in checked(good_row(班号="2", 入学年月="")).refused] == ["grade_missing"]


def test_a_grade_that_the_school_does_not_run_is_refused() -> None:
    check = checked(good_row(), grades=frozenset({1, 2}))
    assert [(r.reason, r.facts["grade"]) for r in check.refused] == [("grade_not_run", 3)]


def test_a_column_of_truncated_numbers_is_refused_even_where_check_digits_pass() -> None:
    numbers = [
        id_number(date(2017, month, day), sequence=100) for month in range(1, 13) for day in range(1, 29)
    ]
    passing = [number for number in numbers if number.endswith("000")]
    rows = [
        good_row(2 * place, 身份证件号=number, 出生日期=number[6:14], 姓名="向禾苗")
        for place, number in enumerate(passing[:3], start=1)
    ]
    check = checked(*rows)
    assert {refusal.reason for refusal in check.refused} == {"id_column_lost_digits"}
    among_others = [good_row(sequence) for sequence in range(31, 331, 2)]
    assert not checked(*among_others, *rows).refused


@pytest.mark.clause("A3.3")
def test_a_pupil_on_two_rows() -> None:
    same = checked(good_row(), good_row())
    assert [(r.row, r.reason, r.facts["other_row"]) for r in same.refused] == [(3, "repeats_row", 2)]
    assert [row.row for row in same.accepted] == [2]
    different = checked(good_row(), good_row(就读方式="2"))
    assert [(r.row, r.reason) for r in different.refused] == [(2, "contradicts_row"), (3, "contradicts_row")]
    spoiled = checked(good_row(), good_row(成员1联系电话="1"))
    assert {r.reason for r in spoiled.refused if r.row == 2} == {"contradicts_row"}


def test_two_pupils_with_one_roll_number() -> None:
    number = "G" + RIGHT
    twice = checked(good_row(学籍号=number), good_row(33, 学籍号=number))
    assert {(r.row, r.column, r.reason) for r in twice.refused} == {
        (2, "学籍号", "contradicts_row"),
        (3, "学籍号", "contradicts_row"),
    }


def test_pupils_without_papers_are_told_apart_by_name_and_birth() -> None:
    no_papers = {"身份证件类型": "Z", "身份证件号": "", "学籍辅号": ""}
    same = checked(good_row(**no_papers), good_row(**no_papers))
    assert [r.reason for r in same.refused] == ["repeats_row"]


def test_one_row_tells_all_its_faults_at_once() -> None:
    check = checked(good_row(姓名="", 身份证件号=WRONG_LAST, 成员1联系电话="1"))
    assert {refusal.reason for refusal in check.refused} == {"name_missing", "id_check_digit", "phone_form"}
    assert (check.counts.rows, check.counts.accepted, check.counts.refused) == (1, 0, 1)


def test_every_reason_has_a_case_here() -> None:
    cases = {reason for _, _, reason in DIRT} | {reason for _, reason in ROLL_NUMBERS}
    elsewhere = {
        "document_form", "birth_outside_school_age", "grade_differs_from_class", "grade_unreadable",
        "grade_missing", "grade_not_run", "id_column_lost_digits", "repeats_row", "contradicts_row",
    }  # fmt: skip
    assert cases | elsewhere == set(ROW_REASONS)
    assert len(ROW_REASONS) >= 40


def test_every_refusal_says_what_was_found_and_how_to_mend_it() -> None:
    for heading, cell, _ in DIRT:
        for refusal in checked(good_row(**{heading: cell})).refused:
            sentence = say(refusal)
            assert sentence.endswith("。")
            assert "{" not in sentence
            assert "请" in sentence or "可以填" in sentence


def test_new_pupils_need_only_a_few_columns() -> None:
    check = checked(new_pupil(), kind=RollKind.NEW_PUPILS)
    (row,) = check.accepted
    assert (row.pupil.schooling.grade, row.pupil.birth_date) == (1, date(2020, 3, 8))
    assert row.pupil.guardians[0].phone == phone(31)
    junior = new_pupil(身份证号=id_number(date(2014, 3, 8)))
    assert checked(junior, kind=RollKind.NEW_PUPILS).accepted[0].pupil.schooling.grade == 7


def test_the_school_is_named_in_the_refusal() -> None:
    (refusal,) = checked(good_row(学校标识码="2143990002")).refused
    assert SCHOOL in say(refusal)


def test_missing_columns_are_named_as_choices() -> None:
    check = checked({"姓名": "向禾苗", "性别": "男", "出生日期": "20170512", "学校标识码": SCHOOL})
    sentence = say_missing(check.missing)
    assert "“身份证件号”或“学籍号”" in sentence
    assert sentence.endswith("。")
