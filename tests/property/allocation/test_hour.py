"""An hour of first come, first served, request by request: what holds is held after each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kehou.allocation import record
from kehou.allocation.arrivals import Request
from kehou.allocation.verify_draw import differences
from property.allocation import arrival_twins as twins
from property.allocation.arrivals import OPENS, Rush, rush
from property.allocation.test_arrivals import (
    bears_doubles,
    closes_as_it_stands,
    is_honest,
    keeps_its_limits,
    loses_nothing,
    moves_up_fairly,
)

LATER = OPENS + timedelta(minutes=10)


class Hour(RuleBasedStateMachine):
    """One choice from its opening on, as families ask, ask again and change."""

    case: Rush

    @initialize(number=st.integers(0, 1_000_000))
    def opened(self, number: int) -> None:
        self.case = replace(rush(number, pupils=8), requests=())

    @rule(data=st.data(), instead=st.booleans())
    def ask(self, data: st.DataObject, instead: bool) -> None:
        pupil = data.draw(st.sampled_from(self.case.pupils))
        section = data.draw(st.sampled_from(sorted(self.case.offer.sections)))
        asked = Request(pupil, section, LATER, OPENS, instead=instead)
        self.case = replace(self.case, requests=(*self.case.requests, asked))

    @precondition(lambda self: self.case.requests)
    @rule()
    def ask_again(self) -> None:
        before = self.case.answers()[0]
        self.case = replace(self.case, requests=(*self.case.requests, self.case.requests[-1]))
        answered = self.case.answers()[0]
        assert answered[:-1] == before
        assert not answered[-1].is_new

    @invariant()
    def what_holds_is_held(self) -> None:
        for kept in (keeps_its_limits, is_honest, loses_nothing, bears_doubles, moves_up_fairly):
            assert kept(self.case), kept.__name__

    def teardown(self) -> None:
        """At the end the closed list gives everyone what it stood with, and anyone can repeat it."""
        if not hasattr(self, "case"):
            return
        assert closes_as_it_stands(self.case)
        assert differences(record(self.case.drawn(self.case.answers()[0]))) == []


TestHour = Hour.TestCase
TestHour.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)


@pytest.mark.parametrize(
    "twin",
    [
        twins.one_too_many,
        twins.forgets_lines,
        twins.gives_back_first,
        twins.seat_of_the_line_given_away,
        twins.lines_stand_still,
        twins.lottery_after_all,
    ],
)
def test_an_hour_with_a_broken_twin_is_found(twin: twins.Twin, monkeypatch: pytest.MonkeyPatch) -> None:
    twin(monkeypatch)
    tried = settings(
        max_examples=400,
        stateful_step_count=25,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
    )
    with pytest.raises((AssertionError, ExceptionGroup)):
        run_state_machine_as_test(Hour, settings=tried)
