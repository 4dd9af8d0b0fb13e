"""Changing a course after the draw, free of loss in the first school days (process 6.5, A2.4)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.enrolment.changes import Change, change_until, judge_change
from kehou.enrolment.checking import GroupJudge
from kehou.enrolment.drawing import by_code, give_up, history_of, next_turn, result_of
from kehou.enrolment.facts import Option
from kehou.enrolment.judging import judge_agreement, pupil_at
from kehou.enrolment.models import CourseChange, Group, Run, Seat
from kehou.enrolment.offering import offering_at
from kehou.enrolment.services.leaving import tell_moved_up
from kehou.enrolment.services.seating import (
    CHANGED,
    changed,
    emptiest_group,
    move_seats,
    open_group,
    write_outcomes,
)
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.outbox.announcing import announce
from kehou.registry.public import PupilInfo, pupils_of, term_info


class UnableToChangeCourse(UnableTo):
    """It is too late, the course is full or not for this pupil, or nothing was drawn yet."""


@transaction.atomic
def change_course(
    *, actor: Actor, now: datetime, place: Place, pupil_id: UUID, term_id: UUID, band: str, option_key: str
) -> CourseChange:
    """Move a pupil in one band to a course with a free seat, or out of the band with an empty key.

    The seat that falls free goes to the waiting list at once. Raises UnableToChangeCourse, and Http404 for
    somebody else's child. A carer who may not sign may not change.
    """
    ward = actor.ward(pupil_id)
    if ward is None or ward.place != place:
        raise Http404
    run = _run(place, term_id)
    pupil = pupil_at(place.school, pupil_id)
    if pupil is None or not ward.may_sign:
        raise UnableToChangeCourse([refusal("A2.4", "wish_not_by_family", subject="wishes")])
    seat = Seat.objects.filter(run=run, pupil_id=pupil_id, band=band, ended_at=None).first()
    option = _judge(run, pupil, band, option_key, seat, now)
    change = _give_up(run, pupil_id, band, seat, option_key, by=ward.guardian_id, now=now)
    if option is not None:
        _take(run, pupil, band, option, now)
    subject = subject_of("course_change", change.id)
    record("course.changed", actor=actor, place=place, subject=subject, now=now)
    announce("placement.changed", place=place, subject=subject, now=now, payload={"pupil": str(pupil_id)})
    return change


def _run(place: Place, term_id: UUID) -> Run:
    """The draw of a school's term, locked: seats change hands one after the other."""
    run = (
        Run.objects.select_for_update(of=("self",))
        .select_related("closing__window")
        .filter(school_id=place.school, closing__window__term_id=term_id)
        .first()
    )
    if run is None:
        raise UnableToChangeCourse([refusal("A7.1", "change_before_draw", subject="choice")])
    return run


def _judge(
    run: Run, pupil: PupilInfo, band: str, option_key: str, seat: Seat | None, now: datetime
) -> Option | None:
    """The option that is wanted, None for none. Raises UnableToChangeCourse."""
    window, today = run.closing.window, local_day(now)
    offering = offering_at(window.version_id)
    taken = Seat.objects.filter(run=run, option_key=option_key, ended_at=None).values("pupil_id").distinct()
    change = Change(
        pupil=pupil,
        band=band,
        held=offering.option(seat.option_key) if seat else None,
        wanted=offering.option(option_key) if option_key else None,
        is_formed=Group.objects.filter(run=run, option_key=option_key).exists(),
        taken=taken.count(),
        day=today,
        until=change_until(window.place, term_info(window.term_id), on=today),
    )
    refused = [*stops(judge_agreement(window, pupil.id, now=now)), *judge_change(change, offering, window)]
    if option_key and change.wanted is None:
        refused.append(refusal("A2.4", "wish_unknown", subject=f"option/{option_key}"))
    if refused:
        raise UnableToChangeCourse(refused)
    return change.wanted


def _give_up(
    run: Run, pupil_id: UUID, band: str, seat: Seat | None, option_key: str, *, by: UUID, now: datetime
) -> CourseChange:
    """Take the pupil out of the band, let the waiting lists move up, and write the change down."""
    people, turn = by_code(run.closing.codes), next_turn(run)
    code = run.closing.codes.get(str(pupil_id))
    change = CourseChange(
        county_code=run.county_code,
        school_id=run.school_id,
        run=run,
        turn=turn,
        pupil_id=pupil_id,
        band=band,
        from_option=seat.option_key if seat else "",
        to_option=option_key,
        changed_by=by,
        changed_at=now,
    )
    if seat is not None and seat.via == CHANGED:
        Seat.objects.filter(pk=seat.id).update(ended_at=now)
    if code is not None:
        before = result_of(run, history_of(run))
        after, gone = give_up(before, code, [band])
        change.given_up = list(gone.bands)
        moved = move_seats(run, after, people, now=now)
        write_outcomes(run, changed(before, after), people, turn=turn)
        tell_moved_up(run, moved, now)
    change.save()
    return change


def _take(run: Run, pupil: PupilInfo, band: str, option: Option, now: datetime) -> None:
    Seat.objects.create(
        county_code=run.county_code,
        school_id=run.school_id,
        run=run,
        group=_group_for(run, pupil, option, now),
        pupil_id=pupil.id,
        term_id=run.closing.window.term_id,
        band=band,
        option_key=option.key,
        via=CHANGED,
        since_at=now,
    )


def _group_for(run: Run, pupil: PupilInfo, option: Option, now: datetime) -> Group:
    """The emptiest group, if one pupil more leaves it within size and span, else a new one (A7.8)."""
    group = emptiest_group(run, option.key)
    present = group.seats.filter(ended_at=None).values_list("pupil_id", flat=True)
    grades = [each.grade for each in pupils_of(run.school_id, pupils=present)]
    verdicts = GroupJudge.at(run.place, now=now).verdicts(option, str(group.number), [*grades, pupil.grade])
    if not stops(verdicts):
        return group
    return open_group(run, option.key, Group.objects.filter(run=run, option_key=option.key).count() + 1)
