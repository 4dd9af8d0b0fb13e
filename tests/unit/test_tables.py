"""Which event leads where and who may cause it stands in every table as it was read once."""

from __future__ import annotations

import json

import pytest

from unit.tables import FILE, all_tables

KEPT = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", KEPT)
def test_a_table_leads_where_it_was_read_to_lead(name: str) -> None:
    """Where a change is meant: ``python -m unit.tables``, then read what changed in the file."""
    assert all_tables()[name] == KEPT[name]


def test_the_tables_are_there() -> None:
    assert len(KEPT) > 8
    assert sum(map(len, KEPT.values())) > 80
