"""The cheapest answer to a model without a clash, by OR-Tools CP-SAT (the extra ``planning``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from importlib.util import find_spec

from kehou.plans.clashes import Model

Choice = tuple[str, bool, str]  # slot, whether its room, what is taken
MOST_WORK = 5.0  # deterministic seconds of the solver, so that the answer does not hang on the machine


class NoSolver(RuntimeError):
    """The package ``ortools`` is not installed."""


def has_solver() -> bool:
    """Whether suggestions can be made here."""
    return find_spec("ortools") is not None


def solve(model: Model) -> dict[tuple[str, bool], str]:
    """The value of every question, by slot and whether it is a room. The same model, the same answer.

    Raises NoSolver. There is always an answer, since everything may stay open.
    """
    if not has_solver():
        raise NoSolver
    from ortools.sat.python import cp_model

    program = cp_model.CpModel()
    takes = {
        (question.slot_key, question.is_room, each.value): program.new_bool_var("")
        for question in model.questions
        for each in question.candidates
    }
    for question in model.questions:
        program.add_exactly_one(
            takes[question.slot_key, question.is_room, c.value] for c in question.candidates
        )
    for one, other in _not_both(model):
        program.add_at_most_one(takes[one], takes[other])
    costs = ((q.slot_key, q.is_room, each.value, each.cost) for q in model.questions for each in q.candidates)
    program.minimize(sum(cost * takes[slot, is_room, value] for slot, is_room, value, cost in costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, 1
    solver.parameters.max_deterministic_time = MOST_WORK
    if solver.solve(program) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}
    return {(slot, is_room): value for (slot, is_room, value), taken in takes.items() if solver.value(taken)}


def _not_both(model: Model) -> Iterator[tuple[Choice, Choice]]:
    """The choices that exclude each other: one person, or one room, in two slots at one time."""
    users: dict[tuple[bool, str], set[str]] = defaultdict(set)
    for question in model.questions:
        for each in question.candidates:
            if each.value:
                users[question.is_room, each.value].add(question.slot_key)
    for (is_room, value), slots in users.items():
        for one, other in model.together:
            if one in slots and other in slots:
                yield (one, is_room, value), (other, is_room, value)
