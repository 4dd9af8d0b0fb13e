"""Changing a place before the closing: the old one goes only for one that the child gets (A2.4, A7.8).

It goes past the door, a request at a time, and takes the same locks in the same order: the family, then the
courses by id. A seat for which others wait is kept for them until the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from kehou.allocation.arrivals import Answer, Answered, Standing, admit
from kehou.allocation.arrivals.model import Course
from kehou.enrolment.first_come.batches import Asked
from kehou.enrolment.first_come.offers import RushOffer
from kehou.enrolment.models import Claim, CourseCount, InLine, Party
from kehou.enrolment.services.claiming import is_closed
from kehou.kernel.actor import system_actor
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.scope import Scope, scoped


def exchange_place(*, rush: RushOffer, asked: Asked, now: datetime) -> Answered:
    """Answer one request that gives back what the child has at that time, if and only if it gets a seat."""
    request = replace(asked.request, instead=True)
    family = request.pupil.family
    with scoped(Scope.of_places([rush.place])), transaction.atomic():
        if is_closed(rush):
            return Answered(request, Answer.OVER)
        Party.objects.select_for_update(no_key=True).get(pk=family)
        claims = list(Claim.objects.filter(party_id=family, ended_at=None))
        mine = {claim.option_key for claim in claims if str(claim.pupil_id) == request.pupil.id}
        standing = _standing(rush, family, claims, {request.section, *mine})
        before = {key: replace(course) for key, course in standing.courses.items()}
        (answered,) = admit(rush.offer, standing, [request])
        if answered.is_new:
            _write(rush, replace(asked, request=request), answered, now)
            for key in sorted({request.section, *answered.given_back} & before.keys()):
                _count(rush, key, standing.courses[key], before[key])
            _record(rush, answered, now)
    return answered


def _standing(rush: RushOffer, family: str, claims: Iterable[Claim], keys: Iterable[str]) -> Standing:
    standing = Standing()
    counts = CourseCount.objects.filter(rush_id=rush.id, option_key__in=keys)
    for row in counts.select_for_update(no_key=True).order_by("id"):
        course = standing.courses[row.option_key]
        course.taken, course.asked, course.waiting = row.taken, row.asked, row.waiting
    for pupil, key in {(str(claim.pupil_id), claim.option_key) for claim in claims}:
        standing.seat(pupil, family, rush.offer.sections[key])
    for line in InLine.objects.filter(party_id=family):
        standing.courses[line.option_key].line[str(line.pupil_id)] = line.line_place
    return standing


def _write(rush: RushOffer, asked: Asked, answered: Answered, now: datetime) -> None:
    request, here = asked.request, {"county_code": rush.place.code, "school_id": rush.place.school}
    of_child = {"rush_id": rush.id, "party_id": request.pupil.family, "pupil_id": request.pupil.id}
    if answered.answer is Answer.FULL:
        InLine.objects.create(
            **here,
            **of_child,
            option_key=request.section,
            number=answered.number,
            line_place=answered.place,
            asked_by=asked.guardian,
            asked_at=now,
        )
        return
    Claim.objects.filter(**of_child, option_key__in=answered.given_back, ended_at=None).update(ended_at=now)
    Claim.objects.bulk_create(
        Claim(
            **here,
            **of_child,
            band=band,
            option_key=request.section,
            number=answered.number,
            chosen_by=asked.guardian,
            chosen_at=now,
        )
        for band in rush.offer.sections[request.section].slots
    )


def _count(rush: RushOffer, key: str, now: Course, before: Course) -> None:
    """What changed at one course."""
    CourseCount.objects.filter(rush_id=rush.id, option_key=key).update(
        taken=F("taken") + now.taken - before.taken,
        asked=F("asked") + now.asked - before.asked,
        waiting=F("waiting") + now.waiting - before.waiting,
    )


def _record(rush: RushOffer, answered: Answered, now: datetime) -> None:
    detail = {"answer": answered.answer.value, "given_back": list(answered.given_back)}
    subject = subject_of("rush", rush.id)
    record("place.changed", actor=system_actor(), place=rush.place, subject=subject, now=now, detail=detail)
