"""Looking at a class that signs within minutes, and the meeting that explains it (A2.2, practice.md 7)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kehou.agreements.access import RECORD_MEETING
from kehou.agreements.models import Agreement, ParentsMeeting
from kehou.authority.public import judge_at
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.duties.owing import discharge, owe, was_owed
from kehou.platform.outbox.announcing import announce
from kehou.registry.public import classes_of, pupils_of
from kehou.rulebook.facts.agreement import ClassSignings, Meeting

SIGNED_AT_ONCE = "class_signed_at_once"
LONGEST = timedelta(hours=12)


class UnableToRecordMeeting(UnableTo):
    """The meeting is still to come, or longer than any meeting."""


@transaction.atomic
def look_at_class(*, place: Place, class_id: UUID, term_id: UUID, now: datetime) -> Verdict | None:
    """What the rulebook says of how a class signed; None where it says nothing against it.

    A signal opens a duty for the county and is announced once, so that a case can be opened. It asks and
    accuses nobody: a meeting on record answers it.
    """
    verdict = _judge(place, class_id, term_id, now)
    if verdict is None:
        return None
    subject = _subject(class_id, term_id)
    if not was_owed(SIGNED_AT_ONCE, subject=subject):
        owe(
            SIGNED_AT_ONCE,
            place=place,
            clause=verdict.clause,
            owner=Role.COUNTY_OFFICER,
            subject=subject,
            due=None,
            now=now,
        )
        payload = {"class": str(class_id), "term": str(term_id), "joined": verdict.facts["found"]}
        announce("agreement.class_at_once", place=place, subject=subject, now=now, payload=payload)
    return verdict


@transaction.atomic
def record_meeting(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    class_id: UUID | None,
    starts_at: datetime,
    ends_at: datetime,
    note: str,
) -> ParentsMeeting:
    """Put a parents' meeting on record, which answers the signals that it explains.

    Raises UnableToRecordMeeting.
    """
    require(RECORD_MEETING, actor, place)
    if not starts_at < ends_at <= now or ends_at - starts_at > LONGEST:
        raise UnableToRecordMeeting([refusal("A2.2", "meeting_times_unlikely", subject="meeting")])
    meeting = ParentsMeeting.objects.create(
        county_code=place.code,
        school_id=place.school,
        term_id=term_id,
        class_id=class_id,
        starts_at=starts_at,
        ends_at=ends_at,
        note=note,
        recorded_by=actor.person,
        recorded_at=now,
    )
    subject = subject_of("meeting", meeting.id)
    record("agreement.meeting_recorded", actor=actor, place=place, subject=subject, now=now)
    for each in [class_id] if class_id else [row.id for row in classes_of(place.school)]:
        if _judge(place, each, term_id, now) is None:
            discharge(
                SIGNED_AT_ONCE,
                subject=_subject(each, term_id),
                actor=actor,
                now=now,
                evidence=subject,
            )
    return meeting


def _judge(place: Place, class_id: UUID, term_id: UUID, now: datetime) -> Verdict | None:
    facts = _signings(place, class_id, term_id)
    found = judge_at(place, facts, on=local_day(now))
    return next((verdict for verdict in found if not verdict.met), None)


def _signings(place: Place, class_id: UUID, term_id: UUID) -> ClassSignings:
    pupils = [pupil.id for pupil in pupils_of(place.school, class_id=class_id)]
    rows = Agreement.objects.filter(school_id=place.school, term_id=term_id, pupil_id__in=pupils)
    first = {row.pupil_id: row.signed_at for row in rows.order_by("-signed_at")}
    meetings = ParentsMeeting.objects.filter(
        Q(class_id=class_id) | Q(class_id=None), school_id=place.school, term_id=term_id
    )
    return ClassSignings(
        class_code=next((each.code for each in classes_of(place.school) if each.id == class_id), ""),
        pupil_count=len(pupils),
        joined_at=tuple(first.values()),
        meetings=tuple(Meeting(row.starts_at, row.ends_at) for row in meetings),
    )


def _subject(class_id: UUID, term_id: UUID) -> str:
    return f"{class_id}/{term_id}"
