"""Guardians are one person only where phone and name agree; odd phones are questions."""

from __future__ import annotations

import pytest

from factories.roll_files import checked, good_row, phone
from kehou.registry.rolls import Families, gather_families


def token(number: str) -> str:
    return f"token of {number}"


def families(*rows: dict[str, str], staff: tuple[str, ...] = ()) -> Families:
    tokens = frozenset(map(token, staff))
    return gather_families(checked(*rows).accepted, staff_phone_tokens=tokens, token_of=token)


def sibling(sequence: int, **changes: str) -> dict[str, str]:
    same_parents = {"成员1联系电话": phone(1), "成员2联系电话": phone(2)}
    return good_row(sequence, **(same_parents | changes))


@pytest.mark.clause("A2.1")
def test_siblings_share_guardians_of_the_same_phone_and_name() -> None:
    found = families(sibling(31), sibling(33, 姓名="向秋实"))
    assert [(member.name, len(member.children), member.is_merged) for member in found.members] == [
        ("向远山", 2, True),
        ("彭秋月", 2, True),
    ]
    assert not found.shared_phones


@pytest.mark.clause("A2.1")
def test_one_phone_under_two_names_merges_nobody_and_is_a_question() -> None:
    found = families(sibling(31), sibling(33, 成员1姓名="向远峰"))
    assert [member.name for member in found.members] == ["向远山", "彭秋月", "向远峰"]
    (shared,) = found.shared_phones
    assert (shared.phone, shared.names, shared.rows) == (phone(1), ("向远山", "向远峰"), (2, 3))


def test_namesakes_with_other_phones_stay_apart() -> None:
    found = families(good_row(31), good_row(33))
    assert len(found.members) == 4


def test_guardians_without_a_phone_are_never_merged() -> None:
    found = families(sibling(31, 成员1联系电话=""), sibling(33, 成员1联系电话=""))
    assert [len(member.children) for member in found.members if not member.phone] == [1, 1]


def test_a_staff_members_phone_on_a_child_is_a_question() -> None:
    rows = (sibling(31), good_row(35))
    assert families(*rows, staff=(phone(1),)).staff_phone_rows == (2,)
    assert families(*rows, staff=(phone(99),)).staff_phone_rows == ()
