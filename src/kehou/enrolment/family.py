"""Reading for a family's pages: its children, what waits and what stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.agreements.public import AskedStands, FamilyStand, why_not_among
from kehou.consultation.public import asked_closing
from kehou.enrolment.facts import Offering
from kehou.enrolment.models import ChoiceWindow, Rush, Seat, WishList
from kehou.enrolment.offering import offering_at
from kehou.enrolment.windows import windows
from kehou.kernel.actor import Actor, Ward
from kehou.kernel.moments import SchoolCalendar, UndeterminedDay, local_day
from kehou.notices.public import asked_publicised
from kehou.plans.public import ApprovedPlan, AskedPlan
from kehou.platform.database.questions import Asked, Rows, question, together
from kehou.platform.messages.models import Message
from kehou.registry.public import (
    PupilInfo,
    SchoolInfo,
    TermInfo,
    asked_calendar,
    asked_names,
    asked_pupils,
    asked_schools,
    asked_terms,
    current_among,
)

MESSAGES_SHOWN = 10
MESSAGES_READ = 40  # since what was told for each child comes several times


@dataclass(frozen=True, slots=True)
class SchoolTerm:
    """What is common to all children of a family at one school."""

    school: SchoolInfo
    term: TermInfo
    plan: ApprovedPlan | None
    may_sign: bool
    asks_until: date | None
    window: ChoiceWindow | None
    rush: Rush | None
    is_closed: bool
    is_drawn: bool
    offering: Offering | None
    calendar: SchoolCalendar
    is_school_day: bool

    def can_choose(self, now: datetime) -> bool:
        """Whether wishes can be entered at a moment; in order of arrival there are none."""
        window = self.window if self.rush is None else None
        return bool(window and not self.is_closed and window.opened_at <= now < window.closes_at)


@dataclass(frozen=True, slots=True)
class ChildNow:
    """One child with where its family stands."""

    ward: Ward
    name: str
    pupil: PupilInfo
    at: SchoolTerm
    stand: FamilyStand
    wishes: WishList | None
    option_keys: tuple[str, ...]

    @property
    def pupil_id(self) -> UUID:
        """The pupil's id."""
        return self.pupil.id


def children_now(
    actor: Actor, *, now: datetime, only: UUID | None = None, along: Iterable[Asked[Any]] = ()
) -> list[ChildNow]:
    """The actor's children on the roll, in order of grade downwards; ``only`` one of them.

    What else a page has to know of them is asked ``along``.
    """
    by_school: dict[UUID, list[Ward]] = defaultdict(list)
    for ward in actor.wards:
        if only is None or ward.pupil_id == only:
            by_school[ward.place.school].append(ward)
    schools, named = asked_schools(by_school), asked_names(ward.pupil_id for ward in actor.wards)
    terms = {code: asked_terms(code) for code in {ward.place.code for ward in actor.wards}}
    guessed = {
        school_id: _AskedChildren.of(*_lately[school_id], wards)
        for school_id, wards in by_school.items()
        if school_id in _lately
    }
    guesses = [each for asked in guessed.values() for each in asked.questions]
    together(schools, named, *terms.values(), *along, *guesses)
    found: list[ChildNow] = []
    for school_id, wards in by_school.items():
        school = schools.answer[school_id]
        term = current_among(terms[school.county_code].answer, on=local_day(now))
        if term is None:
            continue
        asked = guessed.get(school_id)
        if asked is None or (asked.at.school, asked.at.term) != (school, term):
            asked = _AskedChildren.of(school, term, wards)
            together(*asked.questions)
            _lately[school_id] = school, term
        found += asked.told(named.answer, now)
    return sorted(found, key=lambda child: (-child.pupil.grade, child.name))


def messages_to(actor: Actor, *, limit: int = MESSAGES_SHOWN) -> list[Message]:
    """The latest messages to the guardian; what was told for each child is read once."""
    people = {ward.guardian_id for ward in actor.wards}
    rows = _messages(people=list(people)).answer
    return list({(row.text, row.made_at): row for row in rows}.values())[:limit]


@question
def _messages(people: list[UUID]) -> QuerySet[Message]:
    return Message.objects.filter(to_person_id__among=people).order_by("-made_at", "-id")[:MESSAGES_READ]


@dataclass(frozen=True, slots=True)
class AskedTerm:
    """What must be asked of a school's term: its plan, its choice and its draw."""

    school: SchoolInfo
    term: TermInfo
    window: Asked[Rows]
    plan: AskedPlan
    publicised: Asked[frozenset[UUID]]
    closing: Asked[date | None]
    calendar: Asked[SchoolCalendar]

    @classmethod
    def of(cls, school: SchoolInfo, term: TermInfo) -> AskedTerm:
        """The questions about a school's term."""
        return cls(
            school,
            term,
            _window(school_id=school.id, term_id=term.id),
            AskedPlan.of(school.id, term.id),
            asked_publicised(school.id),
            asked_closing(school.id, term.id),
            asked_calendar(school.id, term),
        )

    @property
    def questions(self) -> tuple[Asked[Any], ...]:
        """All of them."""
        return self.window, *self.plan.questions, self.publicised, self.closing, self.calendar

    def at(self, now: datetime) -> SchoolTerm:
        """The school's term as it stands."""
        window = next(iter(self.window.answer), None)
        closing, plan = getattr(window, "closing", None), self.plan.answer
        return SchoolTerm(
            school=self.school,
            term=self.term,
            plan=plan,
            may_sign=not why_not_among(plan, self.publicised.answer),
            asks_until=self.closing.answer,
            window=window,
            rush=getattr(window, "rush", None),
            is_closed=closing is not None,
            is_drawn=getattr(closing, "run", None) is not None,
            offering=offering_at(window.version_id, known=plan) if window else None,
            calendar=self.calendar.answer,
            is_school_day=_teaches(self.calendar.answer, local_day(now)),
        )


@question
def _window(school_id: UUID, term_id: UUID) -> QuerySet[ChoiceWindow]:
    return windows().filter(school_id=school_id, term_id=term_id)


def _teaches(calendar: SchoolCalendar, day: date) -> bool:
    try:
        return calendar.is_school_day(day)
    except UndeterminedDay:
        return False


# The school and its term as they were read last: a guess at what to ask for together with them. What was
# asked by it counts only where the same is read again.
_lately: dict[UUID, tuple[SchoolInfo, TermInfo]] = {}


@dataclass(frozen=True, slots=True)
class _AskedChildren:
    """What must be asked of a family's children at one school in a term."""

    wards: list[Ward]
    at: AskedTerm
    stands: AskedStands
    pupils: Asked[list[PupilInfo]]
    lists: Asked[Rows]
    seats: Asked[Rows]

    @classmethod
    def of(cls, school: SchoolInfo, term: TermInfo, wards: list[Ward]) -> _AskedChildren:
        """The questions about some children."""
        ids = [ward.pupil_id for ward in wards]
        return cls(
            wards,
            AskedTerm.of(school, term),
            AskedStands.of(school.id, term.id, ids),
            asked_pupils(school.id, ids),
            _lists(term_id=term.id, pupils=ids),
            _seats(term_id=term.id, pupils=ids),
        )

    @property
    def questions(self) -> tuple[Asked[Any], ...]:
        """All of them."""
        return self.lists, self.seats, self.pupils, *self.at.questions, *self.stands.questions

    def told(self, names: Mapping[UUID, str], now: datetime) -> Iterable[ChildNow]:
        """The children who stand on the roll."""
        at = self.at.at(now)
        ward_of = {ward.pupil_id: ward for ward in self.wards}
        stand_of = self.stands.under(at.plan.version_id if at.plan else None)
        list_of = {row.pupil_id: row for row in self.lists.answer}
        held: dict[UUID, set[str]] = defaultdict(set)
        for pupil_id, key in self.seats.answer:
            held[pupil_id].add(key)
        for pupil in self.pupils.answer:
            yield ChildNow(
                ward=ward_of[pupil.id],
                name=names.get(pupil.id, "孩子"),
                pupil=pupil,
                at=at,
                stand=stand_of[pupil.id],
                wishes=list_of.get(pupil.id),
                option_keys=tuple(sorted(held[pupil.id])),
            )


@question
def _lists(term_id: UUID, pupils: list[UUID]) -> QuerySet[WishList]:
    return WishList.objects.filter(term_id=term_id, pupil_id__among=pupils).order_by("number")


@question
def _seats(term_id: UUID, pupils: list[UUID]) -> QuerySet[Seat, Any]:
    rows = Seat.objects.filter(term_id=term_id, pupil_id__among=pupils, ended_at=None)
    return rows.values_list("pupil_id", "option_key")
