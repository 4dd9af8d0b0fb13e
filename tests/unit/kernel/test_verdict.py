"""Verdicts and the refusals that carry them; tables of states."""

from __future__ import annotations

import pytest

from kehou.kernel.transitions import NoSuchTransition, Transition, TransitionTable
from kehou.kernel.verdict import Effect, Modality, UnableTo, Verdict, refusal, stops


def verdict(met: bool | None, effect: Effect = Effect.STOP, clause: str = "A5.11") -> Verdict:
    return Verdict(clause, "tested", met, Modality.MUST, effect)


@pytest.mark.parametrize(
    ("met", "effect", "stopped", "warned"),
    [
        (True, Effect.STOP, False, False),
        (False, Effect.STOP, True, False),
        (None, Effect.STOP, True, False),  # undetermined is never taken for met
        (False, Effect.WARN, False, True),
        (None, Effect.WARN, False, True),
        (False, Effect.ADVISE, False, False),
    ],
)
def test_what_an_answer_does(met: bool | None, effect: Effect, stopped: bool, warned: bool) -> None:
    answer = verdict(met, effect)
    assert (answer.stops, answer.warns) == (stopped, warned)


def test_only_stops_refuse() -> None:
    stop = verdict(False)
    assert stops([verdict(True), stop, verdict(False, Effect.WARN)]) == (stop,)


def test_a_refusal_names_each_clause_once() -> None:
    refused = UnableTo([verdict(False), verdict(False, clause="A4.9"), verdict(False)])
    assert refused.clauses == ("A5.11", "A4.9")


def test_a_refusal_without_a_verdict_cannot_be() -> None:
    with pytest.raises(ValueError, match="at least one verdict"):
        UnableTo([])


def test_a_refusal_of_a_service_stops_and_keeps_what_was_found() -> None:
    found = refusal("A7.4", "not_yours", subject="plan/1", found=1, required=2)
    assert found.stops
    assert found.facts == {"found": 1, "required": 2}


TABLE = TransitionTable(
    [Transition("draft", "submit", "submitted"), Transition("submitted", "approve", "approved")]
)


def test_an_event_leads_on_from_its_own_state_only() -> None:
    assert TABLE.arrow("draft", "submit").target == "submitted"
    assert TABLE.events_from("submitted") == ("approve",)
    with pytest.raises(NoSuchTransition):
        TABLE.arrow("draft", "approve")


def test_an_event_cannot_lead_to_two_states() -> None:
    with pytest.raises(ValueError, match="two arrows"):
        TransitionTable([Transition("draft", "submit", "a"), Transition("draft", "submit", "b")])
