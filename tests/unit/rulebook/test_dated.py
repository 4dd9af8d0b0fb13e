"""What a value was before, and since when it is another."""

from __future__ import annotations

from datetime import date

import pytest

from kehou.kernel.places import Tier
from kehou.rulebook.dated import ValueChange, changes
from kehou.rulebook.engine.layers import Layer, Setting
from kehou.rulebook.hunan_2024.edition import EDITION

BEGAN = EDITION.first_date


def _told(found: tuple[ValueChange, ...]) -> list[tuple[str, object, object]]:
    return [
        (change.definition.name, change.before.value if change.before else None, change.after.value)
        for change in found
    ]


@pytest.mark.clause("A13.3")
def test_the_provinces_later_rules_are_changes_and_its_first_values_are_none() -> None:
    found = changes(EDITION, since=BEGAN)
    assert sorted(_told(found), key=str) == [
        ("min_break", 10, 15),
        ("pe_daily_min", None, 40),
        ("rest_gap", 10, 15),
    ]
    assert {change.on for change in found} == {date(2025, 2, 1)}


def test_only_what_came_after_the_day_is_told_and_the_latest_first() -> None:
    rows = (Setting("approve_wd", 12, date(2025, 9, 1)), Setting("approve_wd", 10, date(2026, 9, 1)))
    county = Layer("县级方案", Tier.COUNTY, "430102", rows)
    assert _told(changes(EDITION, [county], since=date(2025, 2, 1))) == [
        ("approve_wd", 12, 10),
        ("approve_wd", 15, 12),
    ]
    assert _told(changes(EDITION, [county], since=date(2025, 9, 1))) == [("approve_wd", 12, 10)]


def test_an_entry_of_a_table_changes_by_itself() -> None:
    rows = (Setting("group_max", 40, date(2026, 1, 1), key="pe"),)
    county = Layer("县级方案", Tier.COUNTY, "430102", rows)
    (change,) = changes(EDITION, [county], since=date(2025, 12, 31))
    assert (change.key, change.layer.name) == ("pe", "县级方案")
