"""What a file would change: nothing twice, nothing by absence, and no word of another school."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import UUID

import pytest

from factories.roll_files import checked, good_row, id_number, phone
from kehou.registry.rolls import IncomingRow, KnownPupil, RollProposal, RollRow, propose_changes, taken_over

TOM, ANN = UUID(int=1), UUID(int=2)


def hashed(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(f"token of {key}" for key in keys)


def arrival(*rows: dict[str, Any]) -> list[IncomingRow]:
    return [IncomingRow(row, hashed(row.match_keys())) for row in checked(*rows).accepted]


def known(pupil_id: UUID, row: RollRow, *, enrolled: bool = True) -> KnownPupil:
    return KnownPupil(pupil_id, hashed(row.match_keys()), row.pupil, enrolled)


def proposed(current: list[KnownPupil], incoming: list[IncomingRow], **options: Any) -> RollProposal:
    settings: dict[str, Any] = {"elsewhere": frozenset(), "also_named": frozenset(), "whole_roll": True}
    return propose_changes(current, incoming, **(settings | options))


def roll() -> list[KnownPupil]:
    rows = checked(good_row(31), good_row(32, 姓名="向秋实", 性别="2")).accepted
    return [known(TOM, rows[0]), known(ANN, rows[1])]


@pytest.mark.clause("A3.3")
def test_a_repeated_upload_changes_nothing() -> None:
    proposal = proposed(roll(), arrival(good_row(31), good_row(32, 姓名="向秋实", 性别="2")))
    assert [change.pupil_id for change in proposal.same] == [TOM, ANN]
    assert not any((proposal.new, proposal.changed, proposal.leavers_proposed, proposal.elsewhere))


def test_guardians_in_another_order_are_no_change() -> None:
    (tom, ann) = roll()
    turned = dataclasses.replace(tom.content, guardians=tom.content.guardians[::-1])
    current = [dataclasses.replace(tom, content=turned), ann]
    assert not proposed(current, arrival(good_row(31))).changed


def test_changes_are_named_field_by_field() -> None:
    row = good_row(31, 班号="202303", 就读方式="2", 成员1联系电话=phone(5))
    (change,) = proposed(roll(), arrival(row)).changed
    assert change.pupil_id == TOM
    assert change.fields == (
        "schooling.class_number", "schooling.class_label", "circumstances.boarding", "guardians",
    )  # fmt: skip
    after = taken_over(roll()[0].content, change.incoming.row.pupil)
    assert (after.schooling.class_number, after.circumstances.boarding) == (3, True)


def test_what_a_file_leaves_out_is_no_change_and_stays() -> None:
    before = roll()[0]
    told = dataclasses.replace(before.content.circumstances, left_behind=True)
    before = dataclasses.replace(before, content=dataclasses.replace(before.content, circumstances=told))
    silent = good_row(31, 是否留守儿童="", 成员1姓名="", 成员1联系电话="", 成员2姓名="", 成员2联系电话="")
    incoming = arrival(silent)
    assert not proposed([before], incoming).changed
    after = taken_over(before.content, incoming[0].row.pupil)
    assert after.circumstances.left_behind is True
    assert after.guardians == before.content.guardians


def test_nobody_is_removed_by_absence_only_proposed() -> None:
    proposal = proposed(roll(), arrival(good_row(31)))
    assert proposal.leavers_proposed == (ANN,)
    assert proposed(roll(), arrival(good_row(31)), whole_roll=False).leavers_proposed == ()


def test_a_pupil_of_a_refused_row_is_no_leaver() -> None:
    check = checked(good_row(31), good_row(32, 姓名="向秋实", 性别="2", 成员1联系电话="1"))
    incoming = [IncomingRow(row, hashed(row.match_keys())) for row in check.accepted]
    assert proposed(roll(), incoming, also_named=hashed(check.refused_keys)).leavers_proposed == ()


def test_someone_who_left_before_is_no_leaver_again_and_may_return() -> None:
    tom, ann = roll()
    gone = dataclasses.replace(ann, enrolled=False)
    assert proposed([tom, gone], arrival(good_row(31))).leavers_proposed == ()
    back = proposed([tom, gone], arrival(good_row(32, 姓名="向秋实", 性别="2")))
    assert [change.pupil_id for change in back.returned] == [ANN]


def test_a_pupil_at_another_school_is_told_without_saying_where() -> None:
    incoming = arrival(good_row(35))
    proposal = proposed(roll(), incoming, elsewhere=incoming[0].tokens)
    assert proposal.elsewhere == tuple(incoming)
    assert not proposal.new
    assert proposed(roll(), incoming).new == tuple(incoming)
    gone = dataclasses.replace(known(TOM, incoming[0].row), enrolled=False)
    assert proposed([gone], incoming, elsewhere=incoming[0].tokens).elsewhere == tuple(incoming)


def test_numbers_of_two_different_pupils_on_one_row_are_unclear() -> None:
    tom = checked(good_row(31)).accepted[0]
    ann = checked(good_row(32, 姓名="向秋实", 性别="2", 学籍号="G" + id_number(sequence=32))).accepted[0]
    mixed = arrival(good_row(31, 学籍号="G" + id_number(sequence=32)))
    assert proposed([known(TOM, tom), known(ANN, ann)], mixed).unclear == tuple(mixed)


def test_a_new_roll_number_is_matched_by_the_identity_number() -> None:
    (change,) = proposed(roll(), arrival(good_row(31, 学籍号="G" + id_number()))).same
    assert change.pupil_id == TOM
