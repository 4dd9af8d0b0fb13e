"""Whose names somebody at the gate works with: the gate's people all, a leader one's own (DP3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from kehou.delivery.access import GATE_OFFICE, KEEP_GATE
from kehou.delivery.custody import expected_on, sessions_of_day
from kehou.delivery.instead import kept_sessions
from kehou.delivery.models import DutyRecord, StoredMark
from kehou.delivery.rolls import Roster, guest_groups
from kehou.kernel.actor import Actor, Role
from kehou.kernel.places import Place
from kehou.platform.access.actions import require
from kehou.registry.public import classes_of, pupils_of

AT_GATE = (DutyRecord.Kind.LEADER, DutyRecord.Kind.GATE)


@dataclass(frozen=True, slots=True)
class Reach:
    """Everybody who is in the afternoon, or some children only."""

    is_whole: bool
    pupils: frozenset[UUID] = frozenset()

    def covers(self, pupil: UUID) -> bool:
        """Whether one works with a child's name."""
        return self.is_whole or pupil in self.pupils


def gate_reach(viewer: Actor, place: Place, term_id: UUID, *, on: date) -> Reach:
    """The children whom a viewer lets go on a day.

    All of them for the head, teaching and safety offices, the day's duty leader and whoever was posted at the
    gate; for others those of the sessions that they lead or watch, whom they keep instead of a cancelled one,
    and a class teacher's own class.
    """
    posted = DutyRecord.objects.filter(school_id=place.school, day_date=on, kind__in=AT_GATE)
    if viewer.holds_any(GATE_OFFICE, place) or posted.filter(person_id=viewer.person).exists():
        return Reach(is_whole=True)
    mine = Q(leader_id=viewer.person_id) | Q(supervisor_id=viewer.person_id)
    led = dict(sessions_of_day(place.school, on).filter(mine).values_list("id", "group_id"))
    kept = kept_sessions(place.school, on).filter(carer_id=viewer.person_id)
    guests = [group for found in guest_groups(led).values() for group in found]
    groups = [*led.values(), *guests, *kept.values_list("group_id", flat=True)]
    roster = Roster.of_term(place.school, term_id, groups=groups) if groups else Roster({})
    mine_today = {pupil for group in groups for pupil in roster.of(group, on)}
    return Reach(is_whole=False, pupils=frozenset(mine_today | _own_class(viewer, place)))


def require_at_gate(actor: Actor, place: Place, term_id: UUID, pupils: Iterable[UUID], *, on: date) -> None:
    """Whether an actor may let these children go. Raises Http404."""
    require(KEEP_GATE, actor, place)
    reach = gate_reach(actor, place, term_id, on=on)
    if not all(reach.covers(pupil) for pupil in pupils):
        raise Http404


def in_afternoon_of(pupils: Collection[UUID], place: Place, term_id: UUID, *, on: date) -> frozenset[UUID]:
    """Which of some children have a place in a session of the day, or were seen in its afternoon."""
    expected = expected_on(place.school, term_id, on, among=pupils)
    rows = StoredMark.objects.filter(school_id=place.school, day_date=on, pupil_id__in=list(pupils))
    return expected | frozenset(rows.values_list("pupil_id", flat=True))


def _own_class(viewer: Actor, place: Place) -> set[UUID]:
    codes = {
        grant.detail
        for grant in viewer.grants
        if grant.role is Role.CLASS_TEACHER and grant.place.contains(place)
    }
    if not codes:
        return set()
    own = [row.id for row in classes_of(place.school) if row.code in codes]
    return {pupil.id for row in own for pupil in pupils_of(place.school, class_id=row)}
