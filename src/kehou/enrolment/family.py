"""Reading for a family's pages: its children, what waits and what stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kehou.agreements.public import FamilyStand, stands_of, why_not
from kehou.consultation.public import ConsultationState, consultation_state
from kehou.enrolment.facts import Offering
from kehou.enrolment.models import ChoiceWindow, Rush, Seat, WishList
from kehou.enrolment.offering import offering_at
from kehou.enrolment.windows import windows
from kehou.kernel.actor import Actor, Ward
from kehou.kernel.moments import UndeterminedDay, local_day
from kehou.plans.public import approved_plan
from kehou.platform.messages.models import Message
from kehou.registry.public import (
    PupilInfo,
    SchoolInfo,
    TermInfo,
    calendar_of,
    current_term,
    names_of,
    pupils_of,
    schools_by_id,
)


@dataclass(frozen=True, slots=True)
class SchoolTerm:
    """What is common to all children of a family at one school."""

    school: SchoolInfo
    term: TermInfo
    may_sign: bool
    consultation: ConsultationState | None
    window: ChoiceWindow | None
    rush: Rush | None
    is_closed: bool
    is_drawn: bool
    offering: Offering | None
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


def children_now(actor: Actor, *, now: datetime, only: UUID | None = None) -> list[ChildNow]:
    """The actor's children on the roll, in order of grade downwards; ``only`` one of them."""
    by_school: dict[UUID, list[Ward]] = defaultdict(list)
    for ward in actor.wards:
        if only is None or ward.pupil_id == only:
            by_school[ward.place.school].append(ward)
    schools = schools_by_id(by_school)
    names = names_of(ward.pupil_id for ward in actor.wards)
    found = [
        child
        for school_id, wards in by_school.items()
        for child in _children_at(schools[school_id], wards, names, now)
    ]
    return sorted(found, key=lambda child: (-child.pupil.grade, child.name))


def messages_to(actor: Actor, *, limit: int = 10) -> list[Message]:
    """The latest messages to the guardian; what was told for each child is read once."""
    people = {ward.guardian_id for ward in actor.wards}
    rows = Message.objects.filter(to_person_id__in=people).order_by("-made_at", "-id")[: 4 * limit]
    return list({(row.text, row.made_at): row for row in rows}.values())[:limit]


def school_term(school: SchoolInfo, *, now: datetime) -> SchoolTerm | None:
    """A school's term of now with its plan, its choice and its draw; None without a term."""
    term = current_term(school.county_code, on=local_day(now))
    if term is None:
        return None
    window = windows().filter(school_id=school.id, term_id=term.id).first()
    closing, plan = getattr(window, "closing", None), approved_plan(school.id, term.id)
    return SchoolTerm(
        school=school,
        term=term,
        may_sign=not why_not(plan),
        consultation=consultation_state(school.id, term.id),
        window=window,
        rush=getattr(window, "rush", None),
        is_closed=closing is not None,
        is_drawn=getattr(closing, "run", None) is not None,
        offering=offering_at(window.version_id, known=plan) if window else None,
        is_school_day=_teaches(school.id, term, local_day(now)),
    )


def _teaches(school_id: UUID, term: TermInfo, day: date) -> bool:
    try:
        return calendar_of(school_id, term).is_school_day(day)
    except UndeterminedDay:
        return False


def _children_at(
    school: SchoolInfo, wards: list[Ward], names: dict[UUID, str], now: datetime
) -> Iterable[ChildNow]:
    at = school_term(school, now=now)
    if at is None:
        return []
    ids = [ward.pupil_id for ward in wards]
    ward_of = {ward.pupil_id: ward for ward in wards}
    stands = stands_of(school.id, at.term.id, ids)
    lists = {
        row.pupil_id: row
        for row in WishList.objects.filter(term_id=at.term.id, pupil_id__in=ids).order_by("number")
    }
    held: dict[UUID, set[str]] = defaultdict(set)
    seats = Seat.objects.filter(term_id=at.term.id, pupil_id__in=ids, ended_at=None)
    for pupil_id, key in seats.values_list("pupil_id", "option_key"):
        held[pupil_id].add(key)
    return [
        ChildNow(
            ward=ward_of[pupil.id],
            name=names.get(pupil.id, "孩子"),
            pupil=pupil,
            at=at,
            stand=stands[pupil.id],
            wishes=lists.get(pupil.id),
            option_keys=tuple(sorted(held[pupil.id])),
        )
        for pupil in pupils_of(school.id, pupils=ids)
    ]
