"""The class teacher hands the class over; a child is found, or its absence is explained (A10.9)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.delivery.access import EXPLAIN_ABSENCE, HAND_OVER, LEAD_SESSION, OFFICE
from kehou.delivery.custody import expected_on, fold_of
from kehou.delivery.facts import Custody, Mark, MarkKind
from kehou.delivery.models import Handover, Incident
from kehou.delivery.reach import in_afternoon_of
from kehou.delivery.services.opening import open_incident
from kehou.delivery.services.storing import store_marks
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id
from kehou.registry.public import ClassInfo, classes_of, pupils_of


class UnableToExplain(UnableTo):
    """There is no open question where the child is, or it has no session that day."""


def classes_of_actor(actor: Actor, place: Place) -> list[ClassInfo]:
    """The classes that an actor may hand over: all for the office, a class teacher's own (DP3)."""
    classes = classes_of(place.school)
    if actor.holds_any(OFFICE, place):
        return classes
    codes = {
        grant.detail
        for grant in actor.grants
        if grant.role is Role.CLASS_TEACHER and grant.place.contains(place)
    }
    return [row for row in classes if row.code in codes]


@transaction.atomic
def hand_over_class(
    *, actor: Actor, now: datetime, place: Place, term_id: UUID, class_id: UUID, away: Collection[UUID] = ()
) -> Handover:
    """Hand the pupils of a class over who are expected today, but for those who are away, with the count."""
    require(HAND_OVER, actor, place)
    if class_id not in {row.id for row in classes_of_actor(actor, place)}:
        raise Http404
    on = local_day(now)
    members = {pupil.id for pupil in pupils_of(place.school, class_id=class_id)}
    expected = expected_on(place.school, term_id, on) & members
    marks = [
        Mark(new_id(), pupil, MarkKind.AWAY if pupil in away else MarkKind.HANDED_OVER, now)
        for pupil in sorted(expected)
    ]
    store_marks(marks, place=place, term_id=term_id, on=on, actor=actor, now=now)
    record("class.handed_over", actor=actor, place=place, subject=subject_of("class", class_id), now=now)
    return Handover.objects.create(
        county_code=place.code,
        school_id=place.school,
        term_id=term_id,
        day_date=on,
        class_id=class_id,
        handed_count=sum(mark.kind is MarkKind.HANDED_OVER for mark in marks),
        handed_by=actor.person,
        handed_at=now,
    )


@transaction.atomic
def find_child(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    pupil_id: UUID,
    session_id: UUID | None = None,
) -> None:
    """A child that was missing is found and with a member of staff. Raises UnableToExplain.

    Only one of the day's afternoon: another would never be let go again and keep the day from closing.
    """
    require(LEAD_SESSION, actor, place)
    if not in_afternoon_of([pupil_id], place, term_id, on=local_day(now)):
        raise UnableToExplain([refusal("A10.9", "not_of_this_afternoon", subject="pupil")])
    _mark(MarkKind.FOUND, pupil_id, session_id, actor=actor, now=now, place=place, term_id=term_id)
    record("child.found", actor=actor, place=place, subject=subject_of("pupil", pupil_id), now=now)


@transaction.atomic
def explain_absence(
    *, actor: Actor, now: datetime, place: Place, term_id: UUID, pupil_id: UUID, words: str
) -> None:
    """Say where a child is that did not come, as its guardian or after calling the family.

    A child that the school had in hand and that is at home left unseen: that opens an incident.
    Raises UnableToExplain.
    """
    if actor.ward(pupil_id) is None:
        require(EXPLAIN_ABSENCE, actor, place)
    on: date = local_day(now)
    child = fold_of(place.school, term_id, on, pupils=[pupil_id]).children[pupil_id]
    if child.custody is not Custody.UNACCOUNTED or not words.strip():
        raise UnableToExplain([refusal("A10.9", "nothing_to_explain", subject="pupil")])
    _mark(MarkKind.EXPLAINED, pupil_id, None, actor=actor, now=now, place=place, term_id=term_id)
    record("absence.explained", actor=actor, place=place, subject=subject_of("pupil", pupil_id), now=now)
    if child.seen:
        open_incident(
            place,
            term_id,
            kind=Incident.Kind.LEFT_UNSEEN,
            is_serious=True,
            what=f"未经交接离校，后说明去向：{words[:200]}",
            pupil_id=pupil_id,
            actor=actor,
            now=now,
        )


def _mark(
    kind: MarkKind,
    pupil_id: UUID,
    session_id: UUID | None,
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
) -> None:
    mark = Mark(new_id(), pupil_id, kind, now, session_id)
    store_marks([mark], place=place, term_id=term_id, on=local_day(now), actor=actor, now=now)
