"""Leaving together: by the gate, the bus or to the dormitory, counted on arrival (A10.8, A10.9)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.delivery.facts import Mark, MarkKind, ReleaseWay
from kehou.delivery.reach import require_at_gate
from kehou.delivery.services.releasing import UnableToRelease, judge_release, let_go
from kehou.delivery.services.storing import store_marks
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import stops
from kehou.platform.database.rows import new_id
from kehou.registry.public import staff_of
from kehou.rulebook.facts.afternoon import LeavingGroup, WayHome

TOGETHER = frozenset({ReleaseWay.LINE, ReleaseWay.BUS, ReleaseWay.DORMITORY})


@transaction.atomic
def count_line(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    pupil_ids: Collection[UUID],
    counted: int,
) -> None:
    """A line reached the gate and was counted there; a wrong count is refused (A10.9)."""
    require_at_gate(actor, place, term_id, pupil_ids, on=local_day(now))
    _judge(place, term_id, pupil_ids, ReleaseWay.LINE, counted, now=now)
    marks = [Mark(new_id(), pupil, MarkKind.AT_GATE, now) for pupil in sorted(pupil_ids)]
    store_marks(marks, place=place, term_id=term_id, on=local_day(now), actor=actor, now=now)


@transaction.atomic
def release_together(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    pupil_ids: Collection[UUID],
    counted: int,
    way: str = ReleaseWay.LINE.value,
    keeper_id: UUID | None = None,
) -> None:
    """Let children leave as a group that was counted where it arrived.

    Boarders are handed to a member of the staff who takes them in (``keeper_id``), instead of to a guardian.
    Raises UnableToRelease.
    """
    require_at_gate(actor, place, term_id, pupil_ids, on=local_day(now))
    how = ReleaseWay(way)
    assert how in TOGETHER, f"nobody goes {how} in a group"
    if how is ReleaseWay.LINE:
        count_line(actor=actor, now=now, place=place, term_id=term_id, pupil_ids=pupil_ids, counted=counted)
    else:
        _judge(place, term_id, pupil_ids, how, counted, now=now, keeps=_keeps(keeper_id, actor, place))
    to = keeper_id if how is ReleaseWay.DORMITORY else None
    marks = [
        Mark(new_id(), pupil, MarkKind.RELEASED, now, way=how, to_person_id=to) for pupil in sorted(pupil_ids)
    ]
    let_go(marks, place=place, term_id=term_id, actor=actor, now=now)


def _judge(
    place: Place,
    term_id: UUID,
    pupil_ids: Collection[UUID],
    way: ReleaseWay,
    counted: int,
    *,
    now: datetime,
    keeps: bool = True,
) -> None:
    group = LeavingGroup(WayHome(way.value), len(pupil_ids), counted, keeps)
    refused = stops(judge_at(place, group, on=local_day(now)))
    if not refused:
        verdicts = judge_release(place, term_id, pupil_ids, way, now=now)
        refused = tuple(verdict for found in verdicts.values() for verdict in found)
    if refused:
        raise UnableToRelease(refused)


def _keeps(keeper_id: UUID | None, actor: Actor, place: Place) -> bool:
    """Whether somebody else of the staff takes the boarders in."""
    if keeper_id is None or keeper_id == actor.person_id:
        return False
    return any(one.id == keeper_id for one in staff_of(place.school))
