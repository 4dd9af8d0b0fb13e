"""Answering requests in the order in which they arrived (A2.4, A7.8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kehou.allocation.arrivals.model import Answer, Answered, Offer, Request
from kehou.allocation.arrivals.standing import Standing
from kehou.allocation.limits import obstacle
from kehou.allocation.model import Section
from kehou.allocation.result import Code

Back = Mapping[str, Section]  # what a child gives back for what it gets
_OBSTACLES = {
    Code.BUNDLE_CLASH: Answer.OTHER,
    Code.PAID_LIMIT: Answer.PAID_LIMIT,
    Code.X_LIMIT: Answer.X_LIMIT,
}


def admit(offer: Offer, standing: Standing, requests: Iterable[Request]) -> list[Answered]:
    """Answer each request, in the order given; ``standing`` is changed by what was given.

    Answers do not depend on how a stream of requests is cut into batches. A request that was answered
    with a place, or with a place in a line, gets the same answer again and changes nothing.

    Within its protected time an earlier turn goes before a later one that was quicker: where no seat is free
    the last turn that has one goes into the line.
    """
    return [_answered(offer, standing, request) for request in requests]


def refused_unseen(offer: Offer, request: Request) -> Answer | None:
    """What can be refused without a look at any place: too early, too late, not offered to this child."""
    if request.at < offer.hours.opens_at:
        return Answer.NOT_OPEN
    if request.at >= offer.hours.closes_at:
        return Answer.OVER
    if request.at < request.called_at:
        return Answer.NOT_CALLED
    section = offer.sections.get(request.section)
    offered = (
        section is not None
        and section.admits(request.pupil)
        and request.pupil.attends.issuperset(section.slots)
    )
    return None if offered else Answer.NOT_YOURS


def _answered(offer: Offer, standing: Standing, request: Request) -> Answered:
    refused = refused_unseen(offer, request)
    if refused is not None:
        return Answered(request, refused)
    return _seated(offer, standing, request, offer.sections[request.section])


def _seated(offer: Offer, standing: Standing, request: Request, section: Section) -> Answered:
    pupil, held = request.pupil, standing.holds(request.pupil.id)
    if held.get(section.slots[0]) is section:
        return Answered(request, Answer.YOURS)
    back = {held[slot].id: held[slot] for slot in section.slots if slot in held} if request.instead else {}
    kept = {slot: each for slot, each in held.items() if each.id not in back}
    met = obstacle(offer.policy, pupil, section, kept)
    if met is not None:
        return Answered(request, _OBSTACLES[met])
    if section.capacity is None:
        return _given(standing, request, section, back)
    return _of_few(offer, standing, request, section, back)


def _of_few(offer: Offer, standing: Standing, request: Request, section: Section, back: Back) -> Answered:
    """A course with a limit of seats, which nothing else keeps from the child."""
    pupil, course = request.pupil, standing.courses[section.id]
    if pupil.id in course.line:
        return Answered(request, Answer.FULL, course.line[pupil.id])
    limited = standing.of_family[pupil.family] - sum(each.capacity is not None for each in back.values())
    if offer.family_places is not None and limited >= offer.family_places:
        return Answered(request, Answer.FAMILY_LIMIT)
    if section.capacity is None or course.taken < section.capacity:
        return _given(standing, request, section, back)
    last = max(course.holds.values(), default=None) if request.is_in_time else None
    if last is not None and not back and request.counts_at < last.counts_at:
        passed = standing.pass_over(last, section)
        return replace(_given(standing, request, section, back), passed=passed)
    if back:
        return Answered(request, Answer.KEPT)
    place, number = standing.line_up(pupil.id, section)
    return Answered(request, Answer.FULL, place, number)


def _given(standing: Standing, request: Request, section: Section, back: Back) -> Answered:
    pupil = request.pupil
    for each in back.values():
        standing.give_back(pupil.id, pupil.family, each)
    number = standing.give(pupil.id, pupil.family, section, request.counts_at)
    return Answered(request, Answer.PLACED, number=number, given_back=tuple(sorted(back)))
