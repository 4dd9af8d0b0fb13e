"""Reading for a family's pages: its children, what waits and what stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.enrolment.asking import AskedChildren
from kehou.enrolment.children import ChildNow
from kehou.kernel.actor import Actor, Ward
from kehou.kernel.moments import local_day
from kehou.platform.database.guesses import Guesses
from kehou.platform.database.questions import Asked, Rows, question, together
from kehou.platform.messages.models import Message
from kehou.registry.public import (
    SchoolInfo,
    TermInfo,
    asked_names,
    asked_schools,
    asked_terms,
    current_among,
)

MESSAGES_SHOWN = 10
MESSAGES_READ = 40  # since what was told for each child comes several times
_lately = Guesses[UUID, tuple[SchoolInfo, TermInfo]](at_most=5_000)  # by the school's id


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
        school_id: AskedChildren.of(*guess, wards)
        for school_id, wards in by_school.items()
        if (guess := _lately.at(school_id))
    }
    ahead = [each for asked in guessed.values() for each in asked.questions]
    together(schools, named, *terms.values(), *along, *ahead)
    found: list[ChildNow] = []
    for school_id, wards in by_school.items():
        school = schools.answer[school_id]
        term = current_among(terms[school.county_code].answer, on=local_day(now))
        if term is None:
            continue
        asked = guessed.get(school_id)
        if asked is None or (asked.at.school, asked.at.term) != (school, term):
            asked = AskedChildren.of(school, term, wards)
            together(*asked.questions)
            _lately.remember(school_id, (school, term))
        found += asked.told(named.answer, now)
    return sorted(found, key=lambda child: (-child.pupil.grade, child.name))


def asked_messages(actor: Actor) -> Asked[list[Message]]:
    """The latest messages to the guardian, to be asked along; what was told for each child is read once."""
    people = {ward.guardian_id for ward in actor.wards}
    return _messages(people=list(people)).then(_once)


def _once(rows: Rows) -> list[Message]:
    return list({(row.text, row.link, row.made_at): row for row in rows}.values())[:MESSAGES_SHOWN]


@question
def _messages(people: list[UUID]) -> QuerySet[Message]:
    return Message.objects.filter(to_person_id__among=people).order_by("-made_at", "-id")[:MESSAGES_READ]
