"""What every draw keeps, on random schools, and that each of these properties can fail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehou.allocation import Violation, properties, verify
from property.allocation import twins
from property.allocation.instances import school

SCHOOLS = st.integers(0, 1_000_000)


@settings(deadline=None)
@given(SCHOOLS)
def test_a_draw_oversells_nothing_leaves_no_free_seat_and_passes_nobody_over(number: int) -> None:
    assert verify(school(number).draw()) == ()


@pytest.mark.parametrize(
    ("twin", "code"),
    [
        (twins.never_full, "oversold"),
        (twins.first_come, "justified_envy"),
        (twins.one_wish_only, "free_seat_left"),
        (twins.nothing_closes, "below_minimum"),
        (twins.no_limits, "over_paid_limit"),
        (twins.no_limits, "over_x_limit"),
        (twins.half_a_bundle, "broken_bundle"),
        (twins.no_guarantee, "priority_without_place"),
        (twins.closes_on_paper, "closed_but_held"),
        (twins.old_seat_kept, "two_in_a_slot"),
        (twins.anywhere, "not_asked_for"),
    ],
)
def test_a_broken_twin_is_found(twin: twins.Twin, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    twin(monkeypatch)
    assert any(code in codes(verify(school(number).draw())) for number in range(200))


def test_no_kind_of_violation_is_without_a_twin() -> None:
    written = set(re.findall(r'Violation\(\s*"(\w+)"', Path(properties.__file__).read_text()))
    (mark,) = test_a_broken_twin_is_found.pytestmark  # type: ignore[attr-defined]
    assert {code for _, code in mark.args[1]} == written


def codes(violations: tuple[Violation, ...]) -> set[str]:
    """The kinds of violations."""
    return {violation.code for violation in violations}
