"""The book against a plain model: whatever is done in whatever order, no fen is lost, made or doubled."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from factories.term_book import exported
from kehou.ledger.verify_book import verify
from property.ledger.playing import ACTS, Play

SEEDS, STEPS = 20, 2000


class LedgerMachine(RuleBasedStateMachine):
    """Hypothesis chooses the acts and their amounts."""

    def __init__(self) -> None:
        super().__init__()
        self.play = Play(lambda low, high: low)

    @rule(act=st.sampled_from(ACTS), data=st.data())
    def do(self, act: str, data: st.DataObject) -> None:
        self.play.choose = lambda low, high: data.draw(st.integers(low, high))
        getattr(self.play, act)()

    @invariant()
    def the_model_agrees(self) -> None:
        self.play.compare()


LedgerMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestLedgerMachine = pytest.mark.clause("A9.22")(LedgerMachine.TestCase)


def played(seed: int, steps: int) -> Play:
    """A play of many steps by one seed."""
    chance = Random(seed)
    play = Play(chance.randint)
    for _ in range(steps):
        getattr(play, chance.choice(ACTS))()
        play.compare()
    return play


@pytest.mark.clause("A9.22")
def test_a_long_play_is_sound_to_the_verifier() -> None:
    play = played(1, 200)
    assert play.refused > 5
    assert verify(json.loads(exported(play.book)) | {"ledger": "play"}, []) == []


@pytest.mark.slow
@pytest.mark.clause("A9.22")
@pytest.mark.parametrize("seed", range(SEEDS))
def test_two_thousand_steps(seed: int) -> None:
    play = played(seed, STEPS)
    assert len(play.book.entries) > STEPS // 2
    assert play.refused > 50
    assert verify(json.loads(exported(play.book)) | {"ledger": "play"}, []) == []
