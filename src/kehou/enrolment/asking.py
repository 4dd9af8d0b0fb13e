"""What must be asked for a family's pages: of a school's term, and of the children there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.agreements.public import AskedStands, why_not_among
from kehou.consultation.public import asked_closings
from kehou.enrolment.children import Beside, ChildNow, SchoolTerm
from kehou.enrolment.models import ChoiceWindow, Seat, WishList
from kehou.enrolment.offering import offering_at
from kehou.enrolment.windows import windows
from kehou.kernel.actor import Ward
from kehou.kernel.moments import SchoolCalendar, local_day
from kehou.notices.public import asked_publicised
from kehou.plans.public import ApprovedPlan, asked_plan
from kehou.platform.database.questions import Asked, Rows, question
from kehou.registry.public import PupilInfo, SchoolInfo, TermInfo, asked_calendar, asked_pupils


@dataclass(frozen=True, slots=True)
class AskedTerm:
    """What must be asked of a school's term: its plan, its choice and its draw."""

    school: SchoolInfo
    term: TermInfo
    window: Asked[Rows]
    plan: Asked[ApprovedPlan | None]
    publicised: Asked[frozenset[UUID]]
    calendar: Asked[SchoolCalendar]

    @classmethod
    def of(cls, school: SchoolInfo, term: TermInfo) -> AskedTerm:
        """The questions about a school's term."""
        return cls(
            school,
            term,
            _window(school_id=school.id, term_id=term.id),
            asked_plan(school.id, term.id),
            asked_publicised(school.id),
            asked_calendar(school.id, term),
        )

    @property
    def questions(self) -> tuple[Asked[Any], ...]:
        """All of them."""
        return self.window, self.plan, self.publicised, self.calendar

    def at(self, now: datetime) -> SchoolTerm:
        """The school's term as it stands."""
        window = next(iter(self.window.answer), None)
        closing, plan = getattr(window, "closing", None), self.plan.answer
        return SchoolTerm(
            school=self.school,
            term=self.term,
            plan=plan,
            may_sign=not why_not_among(plan, self.publicised.answer),
            window=window,
            rush=getattr(window, "rush", None),
            is_closed=closing is not None,
            is_drawn=getattr(closing, "run", None) is not None,
            offering=offering_at(window.version_id, known=plan) if window else None,
            calendar=self.calendar.answer,
            is_school_day=bool(self.calendar.answer.teaches(local_day(now))),
        )


@question
def _window(school_id: UUID, term_id: UUID) -> QuerySet[ChoiceWindow]:
    return windows().filter(school_id=school_id, term_id=term_id)


@dataclass(frozen=True, slots=True)
class AskedChildren:
    """What must be asked of a family's children at one school in a term."""

    wards: list[Ward]
    at: AskedTerm
    stands: AskedStands
    pupils: Asked[list[PupilInfo]]
    lists: Asked[Rows]

    @classmethod
    def of(cls, school: SchoolInfo, term: TermInfo, wards: list[Ward]) -> AskedChildren:
        """The questions about some children."""
        ids = [ward.pupil_id for ward in wards]
        return cls(
            wards,
            AskedTerm.of(school, term),
            AskedStands.of(school.id, term.id, ids),
            asked_pupils(school.id, ids),
            _lists(term_id=term.id, pupils=ids),
        )

    @property
    def questions(self) -> tuple[Asked[Any], ...]:
        """All of them."""
        return self.lists, self.pupils, *self.at.questions, *self.stands.questions

    def told(self, names: Mapping[UUID, str], now: datetime) -> Iterable[ChildNow]:
        """The children who stand on the roll."""
        at = self.at.at(now)
        ward_of = {ward.pupil_id: ward for ward in self.wards}
        stand_of = self.stands.under(at.plan.version_id if at.plan else None)
        list_of = {row.pupil_id: row for row in self.lists.answer}
        for pupil in self.pupils.answer:
            yield ChildNow(
                ward=ward_of[pupil.id],
                name=names.get(pupil.id, "孩子"),
                pupil=pupil,
                at=at,
                stand=stand_of[pupil.id],
                wishes=list_of.get(pupil.id),
            )


@question
def _lists(term_id: UUID, pupils: list[UUID]) -> QuerySet[WishList]:
    return WishList.objects.filter(term_id=term_id, pupil_id__among=pupils).order_by("number")


@dataclass(frozen=True, slots=True)
class AskedCards:
    """What the cards of a family's children show beside where they stand, to be asked together with that."""

    seats: Asked[Rows]
    closings: Asked[dict[tuple[UUID, UUID], date]]

    @classmethod
    def of(cls, wards: Iterable[Ward]) -> AskedCards:
        """The questions about some children: what each has in the week, and what its school asks families."""
        known = list(wards)
        return cls(
            _seats(pupils=[ward.pupil_id for ward in known]),
            asked_closings({ward.place.school for ward in known}),
        )

    @property
    def questions(self) -> tuple[Asked[Any], ...]:
        """All of them."""
        return self.seats, self.closings

    def beside(self, child: ChildNow) -> Beside:
        """What they say of one child in its term."""
        here = child.pupil_id, child.at.term.id
        keys = {key for *whose, key in self.seats.answer if tuple(whose) == here}
        return Beside(tuple(sorted(keys)), self.closings.answer.get((child.at.school.id, child.at.term.id)))


@question
def _seats(pupils: list[UUID]) -> QuerySet[Seat, Any]:
    rows = Seat.objects.filter(pupil_id__among=pupils, ended_at=None)
    return rows.values_list("pupil_id", "term_id", "option_key")
