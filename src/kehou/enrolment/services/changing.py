"""Changing a course after the draw, free of loss in the first school days (process 6.5, A2.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.enrolment.changes import Change, change_until, judge_change, touched
from kehou.enrolment.checking import GroupJudge
from kehou.enrolment.drawing import by_code, give_up, history_of, next_turn, result_of
from kehou.enrolment.facts import Option
from kehou.enrolment.judging import judge_agreement, pupil_at
from kehou.enrolment.models import CourseChange, Group, Run, Seat
from kehou.enrolment.offering import offering_at
from kehou.enrolment.paid import paid_beside
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
from kehou.platform.access.actions import ward_of
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

    A course over several bands is taken, and given up, in all of them: one row a band, the asked one first.
    The seat that falls free goes to the waiting list at once. Raises UnableToChangeCourse, and Http404 for
    somebody else's child. A carer who may not sign may not change.
    """
    ward = ward_of(actor, pupil_id)
    if ward.place != place:
        raise Http404
    run = locked_run(place, term_id)
    pupil = pupil_at(place.school, pupil_id)
    if pupil is None or not ward.may_sign:
        raise UnableToChangeCourse([refusal("A2.4", "wish_not_by_family", subject="wishes")])
    seats = {seat.band: seat for seat in Seat.objects.filter(run=run, pupil_id=pupil_id, ended_at=None)}
    asked = _judge(run, pupil, band, option_key, seats, now)
    (change,) = give_up_bands(run, [Leaving(asked, seats, ward.guardian_id)], now=now)
    if asked.wanted is not None:
        take_seats(run, pupil, asked.wanted, now)
    subject = subject_of("course_change", change.id)
    record("course.changed", actor=actor, place=place, subject=subject, now=now)
    announce("placement.changed", place=place, subject=subject, now=now, payload={"pupil": str(pupil_id)})
    return change


def locked_run(place: Place, term_id: UUID) -> Run:
    """The draw of a school's term, locked: seats change hands one after the other.

    Raises UnableToChangeCourse.
    """
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
    run: Run, pupil: PupilInfo, band: str, option_key: str, seats: Mapping[str, Seat], now: datetime
) -> Change:
    """The change that is asked for. Raises UnableToChangeCourse."""
    window, today = run.closing.window, local_day(now)
    offering = offering_at(window.version_id)
    taken = Seat.objects.filter(run=run, option_key=option_key, ended_at=None).values("pupil_id").distinct()
    held = {at: option for at, seat in seats.items() if (option := offering.option(seat.option_key))}
    wanted = offering.option(option_key) if option_key else None
    bands = touched(band, wanted, held)
    change = Change(
        pupil=pupil,
        band=band,
        bands=bands,
        held=held.get(band),
        wanted=wanted,
        is_formed=Group.objects.filter(run=run, option_key=option_key).exists(),
        taken=taken.count(),
        paid=paid_beside(held, bands),
        day=today,
        until=change_until(window.place, term_info(window.term_id), on=today),
    )
    refused = [*stops(judge_agreement(window, pupil.id, now=now)), *judge_change(change, offering, window)]
    if option_key and change.wanted is None:
        refused.append(refusal("A2.4", "wish_unknown", subject=f"option/{option_key}"))
    if refused:
        raise UnableToChangeCourse(refused)
    return change


@dataclass(frozen=True, slots=True)
class Leaving:
    """A pupil who gives up bands: the change asked for, the seats it has by band, and who asks."""

    asked: Change
    seats: Mapping[str, Seat]
    by: UUID


def give_up_bands(run: Run, leaving: Sequence[Leaving], *, now: datetime) -> list[CourseChange]:
    """Take pupils out of bands, let the waiting lists move up, and write it down: a row for each pupil."""
    people, turn, found = by_code(run.closing.codes), next_turn(run), list[CourseChange]()
    first = turn
    result = before = result_of(run, history_of(run))
    for each in leaving:
        ended = [s.id for band, s in each.seats.items() if band in each.asked.bands and s.via == CHANGED]
        Seat.objects.filter(pk__in=ended).update(ended_at=now)
        code, gone = run.closing.codes.get(str(each.asked.pupil.id)), tuple[str, ...]()
        if code is not None:
            result, given_up = give_up(result, code, each.asked.bands)
            gone = given_up.bands
        rows = _rows(run, each, gone, turn, now)
        turn += len(rows)
        found.append(CourseChange.objects.bulk_create(rows)[0])
    moved = move_seats(run, result, people, now=now)
    write_outcomes(run, changed(before, result), people, turn=first)
    tell_moved_up(run, moved, now)
    return found


def _rows(run: Run, each: Leaving, gone: tuple[str, ...], turn: int, now: datetime) -> list[CourseChange]:
    """One row a band, the asked one first, with all that the draw took out."""
    asked = each.asked
    entered = asked.wanted.bands if asked.wanted else ()
    return [
        CourseChange(
            county_code=run.county_code,
            school_id=run.school_id,
            run=run,
            turn=turn + place,
            pupil_id=asked.pupil.id,
            band=at,
            from_option=each.seats[at].option_key if at in each.seats else "",
            to_option=asked.wanted.key if asked.wanted and at in entered else "",
            given_up=[] if place else list(gone),
            changed_by=each.by,
            changed_at=now,
        )
        for place, at in enumerate(sorted(asked.bands, key=lambda at: at != asked.band))
    ]


def take_seats(run: Run, pupil: PupilInfo, option: Option, now: datetime) -> None:
    """Give a pupil a seat in every band of a course."""
    group = _group_for(run, pupil, option, now)
    Seat.objects.bulk_create(
        Seat(
            county_code=run.county_code,
            school_id=run.school_id,
            run=run,
            group=group,
            pupil_id=pupil.id,
            term_id=run.closing.window.term_id,
            band=band,
            option_key=option.key,
            via=CHANGED,
            since_at=now,
        )
        for band in option.bands
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
