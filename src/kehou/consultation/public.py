"""What later steps may ask about consultations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.authority.public import judge_at
from kehou.consultation.content import from_json
from kehou.consultation.family import Ask, asks_about
from kehou.consultation.gate import is_rural, judge_gate
from kehou.consultation.models import Consultation, Objection
from kehou.consultation.reach import consultation_facts, opens_only_for, reached
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import Effect, Modality, Verdict
from kehou.platform.database.questions import Asked, Rows, question
from kehou.registry.public import SchoolInfo, school_info, term_info
from kehou.rulebook.facts.consultation import Answer, ClassReach, ConsultationFacts, ConsultedFacts

__all__ = [
    "Ask",
    "ConsultationState",
    "asked_closings",
    "asks_about",
    "consultation_state",
    "judge_before_submission",
    "open_to",
    "told_of_no",
    "wanting_count",
]


@dataclass(frozen=True, slots=True)
class ConsultationState:
    """Where a school's latest consultation stands, with its reach in pupils. Live until it closes."""

    consultation_id: UUID
    state: str
    opened_date: date
    closes_date: date
    closed_date: date | None
    published_date: date | None
    pupil_count: int
    invited_count: int
    answered_count: int


def consultation_state(school_id: UUID, term_id: UUID) -> ConsultationState | None:
    """A school's latest consultation for a term, or None before the first (A2.3)."""
    row = _latest(school_id, term_id)
    if row is None:
        return None
    facts = _facts(row)
    published = getattr(row, "result", None)
    return ConsultationState(
        consultation_id=row.id,
        state=row.state,
        opened_date=facts.opened_date,
        closes_date=row.closes_date,
        closed_date=local_day(row.closed_at) if row.closed_at else None,
        published_date=local_day(published.published_at) if published else None,
        pupil_count=facts.pupil_count,
        invited_count=facts.invited_count,
        answered_count=facts.answered_count,
    )


def asked_closings(schools: Iterable[UUID]) -> Asked[dict[tuple[UUID, UUID], date]]:
    """Until when schools ask families, by school and term; absent before they ask and once they have."""
    return _of_schools(schools=list(schools)).then(_closings)


@question
def _of_schools(schools: list[UUID]) -> QuerySet[Consultation, Any]:
    rows = Consultation.objects.filter(school_id__among=schools, newcomers_only=False)
    return rows.order_by("opened_at").values_list("school_id", "term_id", "closed_at", "closes_date")


def _closings(rows: Rows) -> dict[tuple[UUID, UUID], date]:
    asked = {(school, term) for school, term, closed_at, _ in rows if closed_at}
    return {(school, term): until for school, term, _, until in rows if (school, term) not in asked}


@question
def _rounds(school_id: UUID, term_id: UUID) -> QuerySet[Consultation, Any]:
    rows = Consultation.objects.filter(school_id=school_id, term_id=term_id, newcomers_only=False)
    return rows.order_by("opened_at").values_list("closed_at", "closes_date")


def asked_consulted(school_id: UUID, term_id: UUID) -> Asked[bool]:
    """Whether a school has asked its families for a term and closed the round (A2.3)."""
    rounds = _rounds(school_id=school_id, term_id=term_id)
    return rounds.then(lambda rows: any(closed for closed, _ in rows))


def wanting_count(school_id: UUID, term_id: UUID) -> int | None:
    """How many families said yes, as the result shows it; None where it hides a small number (A3.7)."""
    row = _latest(school_id, term_id)
    counted = row.summary.get("choices", {}).get(Answer.YES.value) if row else None
    return counted if isinstance(counted, int) else None


def judge_before_submission(school_id: UUID, term_id: UUID, *, now: datetime) -> tuple[Verdict, ...]:
    """What the rulebook says of everything that has to come before a plan: gate and consultation.

    The gate (A7.12), the consultation's reach and length (A2.3), its order and age (A7.1, A7.2); objections
    without an answer warn.
    """
    school = school_info(school_id)
    row = _latest(school_id, term_id)
    opened_at = row.opened_at if row else now
    return (
        *judge_gate(school, term_id, opened_at=opened_at, now=now),
        *_judge_consultation(school, row, now=now),
    )


def open_to(school_id: UUID, term_id: UUID) -> frozenset[UUID] | None:
    """The pupils whom a rural school's service opens for where families applied one by one (A7.12).

    None is the whole school. A rural school that consulted nobody yet opens for nobody.
    """
    row = _latest(school_id, term_id)
    if row is not None:
        return opens_only_for(row)
    term = term_info(term_id)
    return frozenset() if is_rural(school_info(school_id), on=term.first_date) else None


def told_of_no(school_id: UUID, term_id: UUID) -> tuple[str, ...]:
    """What families were told of the afternoon of a child who does not join (A2.2); nothing before that."""
    row = _latest(school_id, term_id)
    if row is None:
        return ()
    asked = from_json(row.questionnaire)
    return tuple(filter(None, (asked.lessons_end, asked.waiting_care)))


def _latest(school_id: UUID, term_id: UUID) -> Consultation | None:
    """The round for everyone that counts: the last one closed, else the one that runs."""
    known = _whole_rounds(school_id=school_id, term_id=term_id).answer
    closed = [row for row in known if row.closed_at is not None]
    return next(reversed(closed or known), None)


@question
def _whole_rounds(school_id: UUID, term_id: UUID) -> QuerySet[Consultation]:
    rows = Consultation.objects.filter(school_id=school_id, term_id=term_id, newcomers_only=False)
    return rows.select_related("petition", "result").order_by("opened_at")


def _facts(row: Consultation) -> ConsultationFacts:
    closed = local_day(row.closed_at) if row.closed_at else row.closes_date
    classes = [ClassReach(**kept) for kept in row.reach] if row.closed_at else reached(row).by_class()
    return consultation_facts(row, classes, closed_date=closed)


def _judge_consultation(
    school: SchoolInfo, row: Consultation | None, *, now: datetime
) -> tuple[Verdict, ...]:
    today = local_day(now)
    published = getattr(row, "result", None)
    consulted = ConsultedFacts(
        submitted_date=today,
        closed_date=local_day(row.closed_at) if row and row.closed_at else None,
        result_published_date=local_day(published.published_at) if published else None,
    )
    found = judge_at(school.place, consulted, on=today)
    if row is None or row.closed_at is None:
        return found
    waiting = Objection.objects.filter(consultation=row, replied_at=None).count()
    return (*found, *judge_at(school.place, _facts(row), on=today), _answered(waiting))


def _answered(waiting: int) -> Verdict:
    return Verdict(
        "A2.3",
        "objections_unanswered",
        met=waiting == 0,
        modality=Modality.MUST,
        effect=Effect.WARN,
        facts={"found": waiting},
    )
