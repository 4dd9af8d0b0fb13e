"""Changing a place before the closing: the old one goes only for one that the child gets (A2.4, A7.8).

It goes past the door, a request at a time, and takes the same locks in the same order: the family, then the
courses by id. A seat for which others wait is kept for them until the end. Nothing is changed as long as an
earlier turn may still ask in time: otherwise a child could give back one course and lose the other too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from kehou.allocation.arrivals import Answer, Answered, Hold, Passed, Request, Standing, admit
from kehou.allocation.arrivals.model import Course
from kehou.enrolment.first_come.batches import Asked
from kehou.enrolment.first_come.offers import RushOffer
from kehou.enrolment.first_come.turns import calm_at
from kehou.enrolment.models import Claim, CourseCount, InLine, Party, Rush
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
        mine = Claim.objects.filter(party_id=family, pupil_id=request.pupil.id, ended_at=None)
        keys = {request.section, *mine.values_list("option_key", flat=True)}
        standing = _standing(rush, request, keys)
        if _gives_back(rush, standing, request) and _is_unsettled(rush, now):
            return Answered(request, Answer.UNSETTLED)
        before = {key: replace(course) for key, course in standing.courses.items()}
        (answered,) = admit(rush.offer, standing, [request])
        if answered.is_new:
            _write(rush, replace(asked, request=request), answered, now)
            for key in sorted({request.section, *answered.given_back} & before.keys()):
                _count(rush, key, standing.courses[key], before[key])
            _record(rush, answered, now)
    return answered


def _gives_back(rush: RushOffer, standing: Standing, request: Request) -> bool:
    section, held = rush.offer.sections.get(request.section), standing.holds(request.pupil.id)
    return section is not None and any(held.get(slot, section) is not section for slot in section.slots)


def _is_unsettled(rush: RushOffer, now: datetime) -> bool:
    calm = calm_at(Rush.objects.get(pk=rush.id))
    return calm is None or now < calm


def _standing(rush: RushOffer, request: Request, keys: Iterable[str]) -> Standing:
    """What is known of these courses and this family, once it is locked.

    The family's places are read after their courses are locked: until then an earlier turn may take one.
    """
    standing, family = Standing(), request.pupil.family
    counts = CourseCount.objects.filter(rush_id=rush.id, option_key__in=keys)
    for row in counts.select_for_update(no_key=True).order_by("id"):
        course = standing.courses[row.option_key]
        course.taken, course.asked, course.waiting = row.taken, row.asked, row.waiting
    claims = Claim.objects.filter(party_id=family, ended_at=None)
    for pupil, key in set(claims.values_list("pupil_id", "option_key")):
        standing.seat(str(pupil), family, rush.offer.sections[key])
    later = Claim.objects.filter(
        rush_id=rush.id, option_key=request.section, ended_at=None, counts_at__gt=request.counts_at
    )
    for place in later:
        hold = Hold(place.counts_at, place.number, str(place.pupil_id), str(place.party_id))
        standing.courses[request.section].holds[hold.pupil] = hold
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
            counts_at=request.counts_at,
        )
        return
    if answered.passed:
        _into_the_line(rush, request.section, answered.passed, now)
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
            counts_at=request.counts_at,
        )
        for band in rush.offer.sections[request.section].slots
    )


def _into_the_line(rush: RushOffer, key: str, passed: Passed, now: datetime) -> None:
    """A place of a later turn ends, and becomes one in the line."""
    places = Claim.objects.filter(rush_id=rush.id, pupil_id=passed.hold.pupil, option_key=key, ended_at=None)
    had = places.first()
    if had is not None:
        kept = ("county_code", "school_id", "rush_id", "party_id", "pupil_id", "option_key", "number")
        InLine.objects.create(
            **{name: getattr(had, name) for name in (*kept, "counts_at")},
            line_place=passed.place,
            asked_by=had.chosen_by,
            asked_at=had.chosen_at,
            gave_way_at=now,
        )
    places.update(ended_at=now)


def _count(rush: RushOffer, key: str, now: Course, before: Course) -> None:
    """What changed at one course."""
    CourseCount.objects.filter(rush_id=rush.id, option_key=key).update(
        taken=F("taken") + now.taken - before.taken,
        asked=F("asked") + now.asked - before.asked,
        waiting=F("waiting") + now.waiting - before.waiting,
    )


def _record(rush: RushOffer, answered: Answered, now: datetime) -> None:
    detail: dict[str, object] = {"answer": answered.answer.value, "given_back": list(answered.given_back)}
    if answered.passed:
        detail["passed"] = 1
    subject = subject_of("rush", rush.id)
    record("place.changed", actor=system_actor(), place=rush.place, subject=subject, now=now, detail=detail)
