"""How a session and an incident move, and which session an amendment keeps. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from kehou.delivery.facts import KnownSession, PlannedSession, Regeneration, SessionState
from kehou.kernel.transitions import Transition, TransitionTable

_S = SessionState

TRANSITIONS = TransitionTable(
    (
        Transition(_S.PLANNED, "start", _S.OPEN),
        Transition(_S.OPEN, "roll", _S.ROLL_DONE),
        Transition(_S.OPEN, "roll_complete", _S.RUNNING),
        Transition(_S.ROLL_DONE, "roll", _S.ROLL_DONE),
        Transition(_S.ROLL_DONE, "roll_complete", _S.RUNNING),
        Transition(_S.RUNNING, "roll", _S.ROLL_DONE),
        Transition(_S.RUNNING, "roll_complete", _S.RUNNING),
        Transition(_S.ROLL_DONE, "finish", _S.FINISHED),
        Transition(_S.RUNNING, "finish", _S.FINISHED),
        Transition(_S.FINISHED, "record", _S.RECORDED),
        Transition(_S.RECORDED, "record", _S.RECORDED),
        Transition(_S.RECORDED, "accept", _S.ACCEPTED),
        Transition(_S.PLANNED, "cancel", _S.CANCELLED),
        Transition(_S.OPEN, "cancel", _S.CANCELLED),
        Transition(_S.CANCELLED, "restore", _S.PLANNED),
    )
)

HELD = frozenset({_S.ROLL_DONE, _S.RUNNING, _S.FINISHED, _S.RECORDED, _S.ACCEPTED})
"""States of a session whose roll was called: it took place."""

FINAL = frozenset({_S.ACCEPTED, _S.CANCELLED})
"""States in which nothing of a session is left to do."""

INCIDENT_STEPS = ("reported", "guardian_told", "treated", "authority_told", "reviewed", "concluded")


def regenerate(planned: Iterable[PlannedSession], known: Iterable[KnownSession]) -> Regeneration:
    """Match the sessions that a plan asks for with those that exist and lie ahead.

    A session keeps its id where its group still meets on its date; one whose weekday or week moved keeps
    it within its week, in order. What is left over on either side is added or dropped.
    """
    wanted = {(row.group_id, row.on): row for row in planned}
    there = {(row.group_id, row.on): row for row in known}
    kept = [(there[key].id, wanted[key]) for key in wanted if key in there]
    moved_from = _by_week((row.group_id, row.on) for key, row in there.items() if key not in wanted)
    moved_to = _by_week((row.group_id, row.on) for key, row in wanted.items() if key not in there)
    for week, targets in moved_to.items():
        for source, target in zip(moved_from.get(week, ()), targets, strict=False):
            kept.append((there.pop(source).id, wanted[target]))
    matched = {(row.group_id, row.on) for _, row in kept}
    added = tuple(row for key, row in wanted.items() if key not in matched)
    kept_ids = {identity for identity, _ in kept}
    dropped = tuple(row.id for row in there.values() if row.id not in kept_ids)
    return Regeneration(added, tuple(kept), dropped)


def _by_week(keys: Iterable[tuple[UUID, date]]) -> dict[tuple[UUID, int, int], list[tuple[UUID, date]]]:
    found: dict[tuple[UUID, int, int], list[tuple[UUID, date]]] = defaultdict(list)
    for group_id, on in sorted(keys):
        year, week, _ = on.isocalendar()
        found[group_id, year, week].append((group_id, on))
    return found
