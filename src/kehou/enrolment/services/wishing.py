"""Entering wishes: by the family, or keyed in from its slip by one and checked by another (A2.4)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.enrolment.access import CHECK_WISHES, KEY_WISHES
from kehou.enrolment.content import wishes_from_json, wishes_to_json
from kehou.enrolment.facts import Offering, Wishes
from kehou.enrolment.judging import judge_agreement, judge_applicant, judge_choice, pupil_at
from kehou.enrolment.models import ChoiceWindow, Closing, PaperWishes, Rush, WishList
from kehou.enrolment.offering import offering_at
from kehou.enrolment.rules import spread
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.reading import only_reading
from kehou.registry.public import families_of
from kehou.rulebook.facts.enrolment import Chooser


class UnableToWish(UnableTo):
    """The wishes came too late, were not the family's, or cannot be had together."""


@transaction.atomic
def enter_wishes(
    *, actor: Actor, now: datetime, place: Place, pupil_id: UUID, term_id: UUID, wishes: Wishes
) -> WishList:
    """A new version of one pupil's wishes, by its guardian or carer. Raises UnableToWish."""
    ward = actor.ward(pupil_id)
    if ward is None and not actor.holds_any(KEY_WISHES.roles, place):
        raise Http404
    window = _open_window(place, term_id, now)
    _refuse_in_order(window)
    family = ward is not None and ward.may_sign
    chooser = Chooser.GUARDIAN if family else Chooser.STAFF
    entered_by = ward.guardian_id if ward else actor.person
    return _store(window, pupil_id, wishes, chooser=chooser, actor=actor, entered_by=entered_by, now=now)


@transaction.atomic
def key_wishes(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    pupil_id: UUID,
    term_id: UUID,
    guardian_id: UUID,
    wishes: Wishes,
) -> PaperWishes:
    """Key in a slip that a guardian signed. It counts once another person has checked it.

    In order of arrival it is checked by ``holding_turns``, and answered when the family's turn comes.
    Raises UnableToWish.
    """
    require(KEY_WISHES, actor, place)
    window = _open_window(place, term_id, now)
    links = families_of(place.school, on=local_day(now), pupils=[pupil_id])
    if not any(link.guardian_id == guardian_id and link.may_sign for link in links):
        raise UnableToWish([refusal("A2.4", "slip_not_by_family", subject="wishes")])
    return PaperWishes.objects.create(
        county_code=place.code,
        school_id=place.school,
        window=window,
        pupil_id=pupil_id,
        content=wishes_to_json(wishes),
        signed_by=guardian_id,
        keyed_by=actor.person,
        keyed_at=now,
    )


@transaction.atomic
def check_wishes(*, actor: Actor, now: datetime, slip_id: UUID) -> WishList:
    """Confirm a keyed slip against its paper. Raises UnableToWish for the person who keyed it."""
    slip = PaperWishes.objects.select_for_update(of=("self",)).select_related("window").get(pk=slip_id)
    require(CHECK_WISHES, actor, slip.place)
    refused = judge_slip(slip, actor, is_checked=slip.wish_list_id is not None)
    if refused:
        raise UnableToWish(refused)
    window = _open_window(slip.place, slip.window.term_id, now)
    _refuse_in_order(window)
    slip.wish_list = _store(
        window,
        slip.pupil_id,
        wishes_from_json(slip.content),
        chooser=Chooser.GUARDIAN,
        actor=actor,
        entered_by=slip.signed_by,
        now=now,
        keyed_by=slip.keyed_by,
        checked_by=actor.person,
    )
    slip.save(update_fields=["wish_list"])
    return slip.wish_list


def judge_slip(slip: PaperWishes, actor: Actor, *, is_checked: bool) -> list[Verdict]:
    """Whether this person may confirm a slip: another than keyed it, and once (A7.11)."""
    refused = []
    if is_checked:
        refused.append(refusal("A7.11", "slip_already_checked", subject="wishes"))
    if slip.keyed_by == actor.person:
        refused.append(refusal("A7.11", "slip_checked_by_keyer", subject="wishes"))
    return refused


def _refuse_in_order(window: ChoiceWindow) -> None:
    if Rush.objects.filter(window=window).exists():
        raise UnableToWish([refusal("A2.4", "choice_in_order", subject="choice")])


def _open_window(place: Place, term_id: UUID, now: datetime) -> ChoiceWindow:
    """The open choice, locked: closing waits for whoever is entering, and they for it."""
    window = (
        ChoiceWindow.objects.select_for_update(no_key=True)
        .filter(school_id=place.school, term_id=term_id)
        .first()
    )
    if window is None or now < window.opened_at:
        raise UnableToWish([refusal("A7.1", "choice_not_open", subject="choice")])
    if now >= window.closes_at or Closing.objects.filter(window=window).exists():
        raise UnableToWish([refusal("A7.11", "choice_closed", subject="choice")])
    return window


def _store(
    window: ChoiceWindow,
    pupil_id: UUID,
    wishes: Wishes,
    *,
    chooser: Chooser,
    actor: Actor,
    entered_by: UUID,
    now: datetime,
    keyed_by: UUID | None = None,
    checked_by: UUID | None = None,
) -> WishList:
    offering = offering_at(window.version_id)
    whole = spread(wishes, offering)
    with only_reading():
        refused = _refused(window, pupil_id, whole, offering, chooser=chooser, now=now)
    if refused:
        raise UnableToWish(refused)
    earlier = WishList.objects.filter(window=window, pupil_id=pupil_id).count()
    wish_list = WishList.objects.create(
        county_code=window.county_code,
        school_id=window.school_id,
        window=window,
        pupil_id=pupil_id,
        term_id=window.term_id,
        number=earlier + 1,
        content=wishes_to_json(whole),
        entered_by=entered_by,
        entered_at=now,
        keyed_by=keyed_by,
        checked_by=checked_by,
    )
    subject = subject_of("wishes", wish_list.id)
    record("wishes.entered", actor=actor, place=window.place, subject=subject, now=now)
    return wish_list


def _refused(
    window: ChoiceWindow,
    pupil_id: UUID,
    wishes: Wishes,
    offering: Offering,
    *,
    chooser: Chooser,
    now: datetime,
) -> list[Verdict]:
    """What stands against wishes of a pupil."""
    pupil = pupil_at(window.school_id, pupil_id)
    refused = list(stops(judge_applicant(window, pupil, pupil_id)))
    refused += stops(judge_agreement(window, pupil_id, now=now))
    if pupil is not None:
        found = judge_choice(window, wishes, offering, pupil=pupil, chooser=chooser, now=now)
        refused += stops(found)
    return refused
