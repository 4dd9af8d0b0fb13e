"""Article 7: the five steps are taken strictly in their order (A7.1, A7.4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kehou.rulebook.engine import Parameters, Verdict, cites
from kehou.rulebook.facts.approval import SessionSource, Step, StepOrder
from kehou.rulebook.hunan_2024.register import verdict


@cites("A7.1")
def steps_in_order(order: StepOrder, _: Parameters) -> Iterator[Verdict]:
    """A step is taken only when all steps before it are complete, one after the other (A7.1)."""
    done = dict(order.done_at)
    steps = [step for step in Step if order.needs_petition or step is not Step.PETITION]
    before = steps[: steps.index(order.next_step)]
    for step in before:
        met = step in done and done[step] <= order.at
        yield verdict("A7.1", "step_missing", met, subject=f"step/{step}", step=step, next=order.next_step)
    taken = [step for step in before if step in done]
    for earlier, later in pairwise(taken):
        met = done[earlier] < done[later]
        yield verdict("A7.1", "steps_out_of_order", met, subject=f"step/{later}", step=later, earlier=earlier)


@cites("A7.1", "A7.4")
def session_stems_from_approval(source: SessionSource, _: Parameters) -> Iterator[Verdict]:
    """Sessions and charges are made only from an approved version (A7.1, A7.4)."""
    approved = source.approved_version_id
    yield verdict("A7.4", "session_without_approval", approved is not None)
    yield verdict("A7.1", "session_of_other_version", source.plan_version_id == approved)
