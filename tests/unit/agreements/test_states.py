"""Where a family stands with a term's offer, from what the rows say."""

from __future__ import annotations

from itertools import product

import pytest

from kehou.agreements.rules import State, state_of

YES_NO = (True, False)


@pytest.mark.clause("A2.1")
def test_whoever_signed_and_stays_takes_part_whatever_was_said_before() -> None:
    for declined in YES_NO:
        now = state_of(signed=True, withdrawn=False, current_version=True, declined=declined)
        assert now is State.ACTIVE


@pytest.mark.clause("A7.7")
def test_an_older_version_asks_for_a_new_signature() -> None:
    now = state_of(signed=True, withdrawn=False, current_version=False, declined=False)
    assert now is State.TO_SIGN_ANEW


@pytest.mark.clause("A2.1")
def test_leaving_ends_it_whatever_else_the_rows_say() -> None:
    for signed, current, declined in product(YES_NO, repeat=3):
        now = state_of(signed=signed, withdrawn=True, current_version=current, declined=declined)
        assert now is State.WITHDRAWN


@pytest.mark.clause("A2.1")
def test_without_a_signature_nobody_takes_part() -> None:
    for current, declined in product(YES_NO, repeat=2):
        now = state_of(signed=False, withdrawn=False, current_version=current, declined=declined)
        assert now is (State.DECLINED if declined else State.OFFERED)
