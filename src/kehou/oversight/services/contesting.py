"""Contesting a statement: the teacher's own act, answered by the school (A8.9)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.oversight.access import ANSWER_CONTEST, SEE_STATEMENT
from kehou.oversight.models import Contest, ContestAnswer
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of


class UnableToContest(UnableTo):
    """Nothing is said, or it was answered before."""


@transaction.atomic
def contest_statement(*, actor: Actor, now: datetime, place: Place, year: int, text: str) -> Contest:
    """A teacher says what is wrong in the own statement of a year (A8.9). Raises UnableToContest."""
    require(SEE_STATEMENT, actor, place)
    if not text.strip():
        raise UnableToContest([refusal("A8.9", "contest_empty", subject="statement")])
    contest = Contest.objects.create(
        county_code=place.code,
        school_id=place.school,
        person_id=actor.person,
        year=year,
        text=text.strip(),
        contested_at=now,
    )
    subject = subject_of("contest", contest.id)
    record("statement.contested", actor=actor, place=place, subject=subject, now=now)
    return contest


@transaction.atomic
def answer_contest(*, actor: Actor, now: datetime, contest_id: UUID, text: str) -> ContestAnswer:
    """The school answers once; nobody answers the own contest (A8.9). Raises UnableToContest."""
    contest = Contest.objects.select_for_update().get(pk=contest_id)
    require(ANSWER_CONTEST, actor, contest.place)
    if ContestAnswer.objects.filter(contest=contest).exists() or actor.person == contest.person_id:
        raise UnableToContest([refusal("A8.9", "contest_answered", subject="statement")])
    subject = subject_of("contest", contest.id)
    record("statement.answered", actor=actor, place=contest.place, subject=subject, now=now)
    return ContestAnswer.objects.create(
        county_code=contest.county_code,
        school_id=contest.school_id,
        contest=contest,
        text=text,
        answered_by=actor.person,
        answered_at=now,
    )
