"""Counts that may be shown: none points at a few families, none follows from the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.consultation.counting import safe_each, safe_partition, safe_summary, tally
from kehou.consultation.facts import FamilyAnswer
from kehou.rulebook.facts.consultation import Answer

LEAST = 5


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({"yes": 50, "no": 9, "unsure": 6}, {"yes": 50, "no": 9, "unsure": 6}),
        ({"yes": 50, "no": 3, "unsure": 7}, {"yes": 50, "no": None, "unsure": None}),
        ({"yes": 50, "no": 4, "unsure": 4}, {"yes": 50, "no": None, "unsure": None}),
        ({"yes": 50, "no": 1, "unsure": 2}, {"yes": None, "no": None, "unsure": None}),
        ({"yes": 18, "no": 0, "unsure": 0}, {"yes": None, "no": None, "unsure": None}),
    ],
)
def test_small_cells_are_hidden_with_what_would_betray_them(
    cells: dict[str, int], shown: dict[str, int | None]
) -> None:
    assert safe_partition(cells, least=LEAST) == shown


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=6))
def test_no_hidden_cell_follows_from_the_total(cells: dict[str, int]) -> None:
    safe = safe_partition(cells, least=LEAST)
    hidden = [name for name, count in safe.items() if count is None]
    assert all(count is None or count >= LEAST for count in safe.values())
    if hidden and len(hidden) < len(cells):
        assert len(hidden) >= 2
        assert sum(cells[name] for name in hidden) >= LEAST


def test_options_that_stand_alone_are_hidden_alone() -> None:
    assert safe_each({"0": 12, "4": 4}, least=LEAST) == {"0": 12, "4": None}


def test_answers_are_counted_by_question() -> None:
    joining = FamilyAnswer(Answer.YES, days=(0, 2), courses=("chess",), price_view="lower", transport="bus")
    counted = tally([joining] * 6 + [FamilyAnswer(Answer.NO)] * 5 + [FamilyAnswer(Answer.UNSURE)] * 5)
    assert counted.answered == 16
    assert counted.choices == {"yes": 6, "no": 5, "unsure": 5}
    summary = safe_summary(counted, least=LEAST)
    assert summary["days"] == {"0": 6, "2": 6}
    assert summary["courses"] == {"chess": 6}
