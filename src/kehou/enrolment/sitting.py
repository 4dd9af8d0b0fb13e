"""Where one child's sitting stands: what is offered, what was answered, which page comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404

from kehou.agreements.public import Offer, State
from kehou.enrolment.answers import Answers, Step, open_step
from kehou.enrolment.balance import Balance, balance_at, first_wishes
from kehou.enrolment.children import ChildNow
from kehou.enrolment.content import wishes_from_json
from kehou.enrolment.facts import Estimate, Offering
from kehou.enrolment.family import children_now
from kehou.enrolment.offering import estimate_for, offering_in
from kehou.enrolment.paid import PaidLimit, paid_limit
from kehou.enrolment.services.sitting import Drafts, asked_drafts
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.platform.database.questions import Asked


@dataclass(frozen=True, slots=True)
class Sitting:
    """One child of the family in the sitting. ``signed`` is whether only the choice is left to change."""

    child: ChildNow
    siblings: tuple[ChildNow, ...]
    offer: Offer
    offering: Offering
    answers: Answers
    choosing: bool
    signed: bool
    now: datetime

    @property
    def step(self) -> Step:
        """The first page that is not answered."""
        if self.signed:
            return Step.COURSES
        return open_step(self.answers, choosing=self.choosing)

    @property
    def grade(self) -> int:
        """The child's grade."""
        return self.child.pupil.grade

    def estimate(self) -> Estimate:
        """What the answers so far would cost at most."""
        return estimate_for(self.offer, self.answers.wishes(), self.child.at.calendar, on=local_day(self.now))

    def paid(self) -> PaidLimit | None:
        """The most courses of outside bodies, where the choice has such a limit."""
        window = self.child.at.window
        most = window.max_paid if window else None
        given = self.answers
        return paid_limit(most, given.wishes(), self.offering, days=given.days, grade=self.grade)

    def balance(self) -> Balance | None:
        """How the week of the first wishes is divided."""
        place, on = self.offer.plan.place, local_day(self.now)
        wished = first_wishes(self.answers.wishes(), self.offering)
        return balance_at(wished, grade=self.grade, place=place, on=on)


def sitting_of(actor: Actor, pupil_id: UUID, *, now: datetime, along: Iterable[Asked[Any]] = ()) -> Sitting:
    """A child's sitting. Raises Http404 for somebody else's child and where nothing is offered.

    What else the page has to know is asked ``along``.
    """
    drafts = asked_drafts(actor.wards)
    family = tuple(children_now(actor, now=now, along=(drafts, *along)))
    child = next((each for each in family if each.pupil_id == pupil_id), None)
    if child is None:
        raise Http404
    sitting = _of_child(child, family, drafts.answer, now=now)
    if sitting is None:
        raise Http404
    return sitting


def sittings_of(actor: Actor, *, now: datetime) -> list[Sitting]:
    """The sittings of all children of a family to whom something is offered."""
    drafts = asked_drafts(actor.wards)
    family = tuple(children_now(actor, now=now, along=(drafts,)))
    return [found for child in family if (found := _of_child(child, family, drafts.answer, now=now))]


def _of_child(
    child: ChildNow, family: tuple[ChildNow, ...], drafts: Drafts, *, now: datetime
) -> Sitting | None:
    """A child's sitting, or None while nothing is offered."""
    plan = child.at.plan
    if plan is None or not child.at.may_sign:
        return None
    offer = Offer(child.pupil, plan, local_day(now))
    signed = child.stand.state is State.ACTIVE
    return Sitting(
        child=child,
        siblings=family,
        offer=offer,
        offering=offering_in(offer.plan),
        answers=_answers(drafts.of(child.ward, child.at.term.id), child, offer, signed=signed),
        choosing=child.at.can_choose(now),
        signed=signed,
        now=now,
    )


def _answers(answers: Answers, child: ChildNow, offer: Offer, *, signed: bool) -> Answers:
    """The draft; of another version than the one on offer only until it is read again (A7.6)."""
    if signed and child.stand.agreement:
        answers = replace(answers, days=child.stand.agreement.days)
        if child.wishes and not answers.ranked:
            wishes = wishes_from_json(child.wishes.content)
            answers = replace(
                answers, ranked=wishes.ranked, otherwise=wishes.otherwise, own_words=wishes.own_words
            )
    elif answers.version_id and answers.version_id != str(offer.plan.version_id):
        answers = replace(answers, has_read=False)
    return answers
