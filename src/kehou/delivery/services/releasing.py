"""The way home, one child at a time (A10.8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.authority.public import judge_at
from kehou.delivery.collecting import PickUp, pick_ups
from kehou.delivery.custody import fold_of
from kehou.delivery.facts import Custody, Mark, MarkKind, ReleaseWay
from kehou.delivery.instead import moved_on
from kehou.delivery.models import Incident
from kehou.delivery.reach import in_afternoon_of, require_at_gate
from kehou.delivery.services.alerting import tell_families, tell_guards
from kehou.delivery.services.opening import open_incident
from kehou.delivery.services.storing import store_marks
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, stops
from kehou.platform.audit.trail import record, record_refusal, subject_of
from kehou.platform.database.rows import new_id
from kehou.platform.outbox.announcing import announce
from kehou.rulebook.facts.afternoon import ReleaseFacts, WayHome

IN_HAND = frozenset({Custody.CLASS, Custody.COURSE, Custody.GATE})
GONE = "孩子已经离校。"
TOLD = {ReleaseWay.BUS: "孩子已经上校车。", ReleaseWay.DORMITORY: "孩子已经回到宿舍，由宿管老师接收。"}


class UnableToRelease(UnableTo):
    """The person is not on the child's list, or the child may not leave in this way."""


@dataclass(frozen=True, slots=True)
class GateOutcome:
    """What came of somebody asking for a child: let go, or refused, with the incident where it happened all
    the same."""

    refusal: UnableToRelease | None = None
    incident_id: UUID | None = None


@transaction.atomic
def release_child(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    pupil_id: UUID,
    way: str,
    to_person_id: UUID | None = None,
    client_id: UUID | None = None,
    seen_at: datetime | None = None,
) -> None:
    """Let one child go, and tell its family. Raises UnableToRelease."""
    require_at_gate(actor, place, term_id, [pupil_id], on=local_day(now))
    how = ReleaseWay(way)
    refused = judge_release(place, term_id, [pupil_id], how, now=now, to_person_id=to_person_id)[pupil_id]
    if refused:
        raise UnableToRelease(refused)
    mark = Mark(
        client_id or new_id(), pupil_id, MarkKind.RELEASED, seen_at or now, way=how, to_person_id=to_person_id
    )
    let_go([mark], place=place, term_id=term_id, actor=actor, now=now)


def ask_at_gate(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    pupil_id: UUID,
    way: str,
    to_person_id: UUID | None = None,
    took_place: bool = False,
    who: str = "",
) -> GateOutcome:
    """Let a child go, or say why not. What was refused is written down in a second transaction.

    A release that took place all the same (``took_place``) is stored as it happened and opens an incident;
    somebody who must not collect sets off an alarm. Raises nothing of the rules.
    """
    try:
        release_child(
            actor=actor,
            now=now,
            place=place,
            term_id=term_id,
            pupil_id=pupil_id,
            way=way,
            to_person_id=to_person_id,
        )
    except UnableToRelease as refused:
        incident = _after_refusal(
            refused,
            actor=actor,
            now=now,
            place=place,
            term_id=term_id,
            pupil_id=pupil_id,
            way=ReleaseWay(way),
            to_person_id=to_person_id,
            took_place=took_place,
            who=who,
        )
        return GateOutcome(refused, incident)
    return GateOutcome()


def judge_release(
    place: Place,
    term_id: UUID,
    pupil_ids: Collection[UUID],
    way: ReleaseWay,
    *,
    now: datetime,
    to_person_id: UUID | None = None,
) -> Mapping[UUID, tuple[Verdict, ...]]:
    """What refuses each of some children to leave in a way, with a fixed number of queries.

    Who has no session that day is not handed over here; a child of another school is not known (DP3).
    """
    on = local_day(now)
    fold = fold_of(place.school, term_id, on, pupils=pupil_ids)
    known = pick_ups(place.school, pupil_ids, on=on)
    if not known.keys() >= set(pupil_ids):
        raise Http404
    in_afternoon = in_afternoon_of(pupil_ids, place, term_id, on=on)
    moved = moved_on(place.school, term_id, on, pupils=pupil_ids)
    found: dict[UUID, tuple[Verdict, ...]] = {}
    for pupil in pupil_ids:
        facts = _facts(
            known[pupil],
            way,
            to_person_id,
            is_expected=pupil in in_afternoon,
            is_here=fold.children[pupil].custody in IN_HAND,
            is_early=any(each.is_early(now) for each in moved.get(pupil, ())),
        )
        found[pupil] = stops(judge_at(place, facts, on=on))
    return found


def _facts(
    known: PickUp,
    way: ReleaseWay,
    to_person_id: UUID | None,
    *,
    is_expected: bool,
    is_here: bool,
    is_early: bool,
) -> ReleaseFacts:
    return ReleaseFacts(
        way=WayHome(way.value),
        grade=known.grade,
        is_expected=is_expected,
        is_here=is_here,
        is_early=is_early,
        collector=known.collector(to_person_id),
        has_consent=known.may_go_alone,
        has_barred=known.has_barred,
        rides_bus=known.rides_bus,
        boards=known.boards,
    )


def let_go(marks: Sequence[Mark], *, place: Place, term_id: UUID, actor: Actor, now: datetime) -> None:
    """Write down that children left in one way, and tell their families."""
    on = local_day(now)
    store_marks(marks, place=place, term_id=term_id, on=on, actor=actor, now=now)
    text = TOLD.get(marks[0].way or ReleaseWay.PERSON, GONE)
    tell_families([mark.pupil_id for mark in marks], place=place, on=on, kind="left", text=text, now=now)
    for mark in marks:
        subject = subject_of("pupil", mark.pupil_id)
        record("pupil.released", actor=actor, place=place, subject=subject, now=now)
        announce(
            "pupil.released",
            place=place,
            subject=subject,
            now=now,
            payload={"pupil": str(mark.pupil_id), "way": mark.way.value if mark.way else ""},
        )


@transaction.atomic
def _after_refusal(
    refused: UnableToRelease,
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    pupil_id: UUID,
    way: ReleaseWay,
    to_person_id: UUID | None,
    took_place: bool,
    who: str,
) -> UUID | None:
    on = local_day(now)
    record_refusal("release_child", actor=actor, place=place, refusal=refused, now=now)
    if any(verdict.reason == "collector_barred" for verdict in refused.verdicts):
        text = "有人要接走不得由其接走的学生，已被拦下。请马上到校门口。"
        tell_guards(place, on=on, kind="alarm", text=text, now=now)
    if not took_place:
        return None
    mark = Mark(new_id(), pupil_id, MarkKind.RELEASED, now, way=way, to_person_id=to_person_id)
    store_marks([mark], place=place, term_id=term_id, on=on, actor=actor, now=now, is_breach=True)
    incident = open_incident(
        place,
        term_id,
        kind=Incident.Kind.RELEASE_BREACH,
        is_serious=True,
        what=f"学生被名单外的人接走。{who[:200]}",
        pupil_id=pupil_id,
        mark_id=mark.client_id,
        actor=actor,
        now=now,
    )
    tell_guards(place, on=on, kind="alarm", text="有学生被名单外的人接走，请马上处理。", now=now)
    text = "孩子已经离校，接走的人不在您登记的名单里。请马上联系学校。"
    tell_families([pupil_id], place=place, on=on, kind="alarm", text=text, now=now)
    announce(
        "release.breach",
        place=place,
        subject=subject_of("incident", incident.id),
        now=now,
        payload={"incident": str(incident.id), "pupil": str(pupil_id), "clauses": list(refused.clauses)},
    )
    return incident.id
