"""Names stand as a Chinese reader looks for them."""

from __future__ import annotations

from kehou.kernel.names import name_order


def test_names_stand_by_their_sound_and_not_by_their_code() -> None:
    names = ["严芳", "云娟", "华磊", "卫涛", "陈勇", "安然", "赵丽", "陈刚"]
    assert sorted(names, key=name_order) == ["安然", "陈刚", "陈勇", "华磊", "卫涛", "严芳", "云娟", "赵丽"]
    assert sorted(names) != sorted(names, key=name_order)


def test_a_rare_character_has_its_place_too() -> None:
    assert sorted(["覃芳", "赵丽"], key=name_order) == ["赵丽", "覃芳"]
