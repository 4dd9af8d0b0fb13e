"""A term of withdrawals in any order: what holds after the draw holds after each of them."""

from __future__ import annotations

import json

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

from kehou.allocation import Result, Via, Withdrawal, verify, withdraw
from kehou.allocation.reading import claim
from kehou.allocation.recording import record
from kehou.allocation.verify_draw import differences
from property.allocation import twins
from property.allocation.instances import school


class Term(RuleBasedStateMachine):
    """One school from its draw on."""

    result: Result

    @initialize(number=st.integers(0, 1_000_000))
    def drawn(self, number: int) -> None:
        self.result = school(number, pupils=14).draw()

    @precondition(lambda self: self.result.seats)
    @rule(data=st.data(), stays=st.booleans())
    def leave(self, data: st.DataObject, stays: bool) -> None:
        seat = data.draw(st.sampled_from(self.result.seats))
        rooms = {section.id for section in self.result.instance.sections.values() if section.fallback}
        event = Withdrawal(seat.pupil, seat.slot, stays and seat.section not in rooms)
        before = self.result
        self.result = withdraw(before, [event])
        kept = {(other.slot, other.pupil) for other in before.seats if other.pupil != seat.pupil}
        assert kept <= {(other.slot, other.pupil) for other in self.result.seats}

    @precondition(lambda self: self.result.waitlists)
    @rule(data=st.data())
    def leave_a_queue(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(sorted(self.result.waitlists)))
        slot = self.result.instance.sections[code].slots[0]
        pupil = data.draw(st.sampled_from(self.result.waitlists[code]))
        self.result = withdraw(self.result, [Withdrawal(pupil, slot)])
        assert not any(seat.pupil == pupil and seat.slot == slot for seat in self.result.seats)

    @rule()
    def write_and_read(self) -> None:
        content = record(self.result)
        assert record(claim(json.loads(content)).again) == content

    @invariant()
    def nothing_is_wrong(self) -> None:
        assert verify(self.result) == ()

    @invariant()
    def the_verifier_agrees(self) -> None:
        assert differences(record(self.result)) == []

    @invariant()
    def nobody_is_put_into_a_paid_course_unasked(self) -> None:
        paid = {section.id for section in self.result.instance.sections.values() if section.paid}
        assert not any(seat.section in paid for seat in self.result.seats if seat.via is not Via.WISH)


TestTerm = Term.TestCase
TestTerm.settings = settings(max_examples=15, stateful_step_count=6, deadline=None)


@pytest.mark.parametrize("twin", [twins.all_anew, twins.never_full, twins.first_come])
def test_a_term_with_a_broken_engine_is_found(twin: twins.Twin, monkeypatch: pytest.MonkeyPatch) -> None:
    twin(monkeypatch)
    tried = settings(
        max_examples=60,
        stateful_step_count=6,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],  # that it is found is enough; no need to make it small
    )
    with pytest.raises((AssertionError, ExceptionGroup)):
        run_state_machine_as_test(Term, settings=tried)
