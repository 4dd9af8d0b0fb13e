"""Offering a place in exchange, and taking an offer: both families consent, nobody is passed over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from kehou.enrolment.changes import Change, change_until
from kehou.enrolment.drawing import give_up, history_of, result_of
from kehou.enrolment.judging import pupil_at
from kehou.enrolment.models import CourseChange, Run, Seat, SwapOffer
from kehou.enrolment.offering import offering_at
from kehou.enrolment.services.changing import Leaving, give_up_bands, locked_run, take_seats
from kehou.enrolment.swaps import Side, judge_side, side_of
from kehou.kernel.actor import Actor, Ward
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.messages.notifying import notify
from kehou.platform.outbox.announcing import announce
from kehou.registry.public import PupilInfo, term_info


class UnableToSwap(UnableTo):
    """It is too late, a child may not have the other's place, or somebody waits for one of them."""


@transaction.atomic
def offer_swap(
    *, actor: Actor, now: datetime, place: Place, pupil_id: UUID, term_id: UUID, band: str, wants: str
) -> SwapOffer:
    """Offer a child's place in a band for a place in another course. An earlier offer for the band ends.

    Raises UnableToSwap, and Http404 for somebody else's child.
    """
    ward, pupil = _child(actor, place, pupil_id)
    run = locked_run(place, term_id)
    side = side_of(run, pupil, offering_at(run.closing.window.version_id), band=band, wants=wants)
    _judge(run, [side], now)
    SwapOffer.objects.filter(run=run, pupil_id=pupil_id, band=band, ended_at=None).update(ended_at=now)
    assert side.held is not None
    assert side.wants is not None
    offer = SwapOffer.objects.create(
        county_code=run.county_code,
        school_id=run.school_id,
        run=run,
        pupil_id=pupil_id,
        band=band,
        gives=side.held.key,
        wants=side.wants.key,
        offered_by=ward.guardian_id,
        offered_at=now,
    )
    record("swap.offered", actor=actor, place=place, subject=subject_of("swap", offer.id), now=now)
    return offer


@transaction.atomic
def end_offer(*, actor: Actor, now: datetime, place: Place, pupil_id: UUID, offer_id: UUID) -> None:
    """Take one's own offer back; one that ended already stays as it is. Raises Http404."""
    _child(actor, place, pupil_id)
    own = SwapOffer.objects.filter(pk=offer_id, pupil_id=pupil_id, school_id=place.school)
    if not own.exists():
        raise Http404
    own.filter(ended_at=None).update(ended_at=now)
    record("swap.ended", actor=actor, place=place, subject=subject_of("swap", offer_id), now=now)


@transaction.atomic
def take_offer(
    *, actor: Actor, now: datetime, place: Place, pupil_id: UUID, term_id: UUID, offer_id: UUID
) -> tuple[CourseChange, CourseChange]:
    """Take another family's offer for one's child: both children change places at once.

    Both sides are judged again as they stand now. Raises UnableToSwap where the offer is gone, a child may
    not have the other's place, or somebody waits for one of them; Http404 for somebody else's child.
    """
    ward, pupil = _child(actor, place, pupil_id)
    run = locked_run(place, term_id)
    offer = SwapOffer.objects.filter(run=run, pk=offer_id).exclude(pupil_id=pupil_id).first()
    other = pupil_at(place.school, offer.pupil_id) if offer else None
    if offer is None or offer.ended_at is not None or other is None:
        raise UnableToSwap([refusal("A2.4", "swap_gone", subject="swap")])
    offering = offering_at(run.closing.window.version_id)
    mine = side_of(run, pupil, offering, band=offer.band, wants=offer.gives)
    theirs = side_of(run, other, offering, band=offer.band, wants=offer.wants)
    if mine.held != theirs.wants or theirs.held != mine.wants:
        raise UnableToSwap([refusal("A2.4", "swap_gone", subject="swap")])
    _judge(run, [mine, theirs], now)
    _refuse_past_the_queue(run, [mine, theirs])
    changes = _exchange(run, offer, [(theirs, offer.offered_by), (mine, ward.guardian_id)], now)
    SwapOffer.objects.filter(pk=offer.id).update(
        ended_at=now, taken_by_pupil=pupil_id, taken_by=ward.guardian_id
    )
    _tell(run, offer, changes, actor=actor, now=now)
    return changes


def _child(actor: Actor, place: Place, pupil_id: UUID) -> tuple[Ward, PupilInfo]:
    """The actor's child. A carer who may not sign may not swap."""
    ward = actor.ward(pupil_id)
    pupil = pupil_at(place.school, pupil_id) if ward is not None and ward.place == place else None
    if ward is None or pupil is None:
        raise Http404
    if not ward.may_sign:
        raise UnableToSwap([refusal("A2.4", "wish_not_by_family", subject="swap")])
    return ward, pupil


def _judge(run: Run, sides: list[Side], now: datetime) -> None:
    window, today = run.closing.window, local_day(now)
    until = change_until(window.place, term_info(window.term_id), on=today)
    refused = [verdict for side in sides for verdict in judge_side(side, day=today, until=until)]
    if refused:
        raise UnableToSwap(refused)


def _refuse_past_the_queue(run: Run, sides: list[Side]) -> None:
    """A place for which somebody waits goes to the first in line, not to whom its holder names (A7.8)."""
    result = before = result_of(run, history_of(run))
    for side in sides:
        code = run.closing.codes.get(str(side.pupil.id))
        if code is not None and side.held is not None:
            result, _ = give_up(result, code, side.held.bands)
    stood = {(seat.pupil, seat.slot, seat.section) for seat in before.seats}
    if any((seat.pupil, seat.slot, seat.section) not in stood for seat in result.seats):
        raise UnableToSwap([refusal("A7.8", "swap_past_queue", subject="swap")])


def _exchange(
    run: Run, offer: SwapOffer, sides: list[tuple[Side, UUID]], now: datetime
) -> tuple[CourseChange, CourseChange]:
    """Both give up, then both take."""
    leaving = []
    for side, by in sides:
        assert side.held is not None
        asked = Change(
            pupil=side.pupil,
            band=offer.band,
            bands=tuple(sorted(side.held.bands)),
            held=side.held,
            wanted=side.wants,
            is_formed=True,
            taken=0,
            paid=side.paid,
            day=local_day(now),
            until=local_day(now),
        )
        rows = Seat.objects.filter(run=run, pupil_id=side.pupil.id, band__in=asked.bands, ended_at=None)
        leaving.append(Leaving(asked, {row.band: row for row in rows}, by))
    changes = give_up_bands(run, leaving, now=now)
    for side, _ in sides:
        assert side.wants is not None
        take_seats(run, side.pupil, side.wants, now)
    return changes[0], changes[1]


def _tell(
    run: Run, offer: SwapOffer, changes: tuple[CourseChange, CourseChange], *, actor: Actor, now: datetime
) -> None:
    subject = subject_of("swap", offer.id)
    record("swap.taken", actor=actor, place=run.place, subject=subject, now=now)
    for change in changes:
        announce(
            "placement.changed",
            place=run.place,
            subject=subject_of("course_change", change.id),
            now=now,
            payload={"pupil": str(change.pupil_id)},
        )
    notify(
        [offer.offered_by],
        place=run.place,
        kind="swapped",
        text="您提出的换课，另一个家庭已经同意，孩子的课程已经换好。",
        now=now,
        link=reverse("family-result", args=[offer.pupil_id]),
    )
