"""The turn of a family without a phone: one keys its slip, another checks it, it waits like anyone (A3.4).

A checked slip takes the family into the waiting room: before the opening its turn is drawn with all others,
after it it is the next. When the turn comes, the slip is answered wish by wish, as a phone would ask: a full
course puts the child into its line, and the next wish of that time is asked. Until the protected time of its
turn is over it is asked each minute anew, since an earlier turn may have taken what it got.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from kehou.allocation.arrivals import Answer, Answered
from kehou.enrolment.access import CHECK_WISHES
from kehou.enrolment.content import wishes_from_json
from kehou.enrolment.first_come.batches import Asked
from kehou.enrolment.first_come.offers import offer_of
from kehou.enrolment.first_come.tickets import Holder
from kehou.enrolment.first_come.turns import holders_of
from kehou.enrolment.judging import judge_choice, pupil_at
from kehou.enrolment.models import ChoiceWindow, CourseCount, HeldTurn, PaperWishes, Party
from kehou.enrolment.offering import offering_at
from kehou.enrolment.rules import spread
from kehou.enrolment.services.arriving import draw_turns, take_in
from kehou.enrolment.services.claiming import is_closed
from kehou.enrolment.services.exchanging import exchange_place
from kehou.enrolment.services.wishing import UnableToWish, judge_slip
from kehou.enrolment.windows import rush_of, windows
from kehou.kernel.actor import Actor, Ward
from kehou.kernel.verdict import stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.facts.enrolment import Chooser

_DONE = (Answer.PLACED, Answer.YOURS)
_LAST_MOMENT = timedelta(seconds=1)


@transaction.atomic
def hold_turn(*, actor: Actor, now: datetime, slip_id: UUID) -> HeldTurn:
    """Confirm a keyed slip against its paper, which takes the family into the waiting room.

    Raises UnableToWish for the person who keyed it and for wishes that cannot be had together, UnableToArrive
    before the waiting room opens, after the closing and without an agreement. A later slip of the child takes
    the place of one that was not answered yet; the turn stays the same.
    """
    slip = PaperWishes.objects.select_for_update(of=("self",)).get(pk=slip_id)
    require(CHECK_WISHES, actor, slip.place)
    window, wishes = windows().get(pk=slip.window_id), wishes_from_json(slip.content)
    refused = judge_slip(slip, actor, is_checked=HeldTurn.objects.filter(slip=slip).exists())
    pupil, offering = pupil_at(slip.school_id, slip.pupil_id), offering_at(window.version_id)
    if pupil is not None:
        whole = spread(wishes, offering)
        found = judge_choice(window, whole, offering, pupil=pupil, chooser=Chooser.GUARDIAN, now=now)
        refused += stops(found)
    if refused:
        raise UnableToWish(refused)
    ward = Ward(slip.pupil_id, slip.signed_by, slip.place)
    party = take_in(window, ward, otherwise=wishes.otherwise, now=now)
    HeldTurn.objects.filter(rush=window.rush, pupil_id=slip.pupil_id, answered_at=None).update(
        answered_at=now
    )
    turn = HeldTurn.objects.create(
        county_code=slip.county_code,
        school_id=slip.school_id,
        rush=window.rush,
        party=party,
        slip=slip,
        pupil_id=slip.pupil_id,
        checked_by=actor.person,
        checked_at=now,
    )
    record("turn.held", actor=actor, place=slip.place, subject=subject_of("held_turn", turn.id), now=now)
    return turn


@transaction.atomic
def answer_held_turns(*, window: ChoiceWindow, now: datetime) -> int:
    """Answer the slips whose turn has come, in order of turns; how many there were."""
    if draw_turns(window=window, now=now) is None:
        return 0
    rows = HeldTurn.objects.filter(rush=rush_of(window), answered_at=None).select_related("party", "slip")
    turns = {row.pupil_id: row for row in rows}
    called = [each for each in holders_of(window, turns) if each.called_at <= now]
    if called:
        _lock_all(window, called)
    for holder in sorted(called, key=lambda each: each.called_at):
        turn = turns[UUID(holder.pupil.id)]
        answers = [
            [answered.request.section, _lasting(answered.answer).value, answered.place]
            for answered in _asked(window, turn, holder, now)
        ]
        done = {"answered_at": now} if now >= holder.protected_until else {}
        HeldTurn.objects.filter(pk=turn.pk, answered_at=None).update(answers=answers, **done)
    return len(called)


def _lasting(answer: Answer) -> Answer:
    """A place that it got when it was asked before is told as one that it got."""
    return Answer.PLACED if answer is Answer.YOURS else answer


def _lock_all(window: ChoiceWindow, called: Sequence[Holder]) -> None:
    """Take the locks of all that follows at once and in everyone's order, so that no circle forms."""
    rush = offer_of(window)
    is_closed(rush)
    families = {holder.pupil.family for holder in called}
    list(Party.objects.filter(pk__in=families).select_for_update(no_key=True).order_by("id"))
    list(CourseCount.objects.filter(rush_id=rush.id).select_for_update(no_key=True).order_by("id"))


def answer_the_rest(window: ChoiceWindow) -> int:
    """Before the list is closed: slips that nobody got to are answered as of the last moment."""
    return answer_held_turns(window=window, now=window.closes_at - _LAST_MOMENT)


def _asked(window: ChoiceWindow, turn: HeldTurn, holder: Holder, now: datetime) -> Iterator[Answered]:
    """Ask for the wishes of each time in their order, until there is a place."""
    rush, wishes = offer_of(window), wishes_from_json(turn.slip.content)
    for band in wishes.asked:
        for option in wishes.ranked[band]:
            asked = Asked(holder.asks(option, now), str(turn.slip.signed_by))
            answered = exchange_place(rush=rush, asked=asked, now=now)
            yield answered
            if answered.answer in _DONE:
                break
