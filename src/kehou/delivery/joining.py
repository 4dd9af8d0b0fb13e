"""What a group becomes when the children of a cancelled session join it for an afternoon (A7.8)."""

from __future__ import annotations

from datetime import date

from kehou.authority.public import judge_at
from kehou.delivery.models import Session
from kehou.delivery.rolls import expected_at
from kehou.enrolment.public import offering_at
from kehou.kernel.verdict import Verdict
from kehou.registry.public import pupil_count, pupils_of
from kehou.rulebook.facts.enrolment import JoinedGroup


def judge_joining(session: Session, joined: Session, *, on: date) -> tuple[Verdict, ...]:
    """Every verdict on a group with the children of a session in it; whoever joined before counts too."""
    members = expected_at(joined) | expected_at(session)
    grades = [pupil.grade for pupil in pupils_of(session.school_id, pupils=members)]
    option = offering_at(joined.version_id).option(joined.slot_key)
    facts = JoinedGroup(
        domain=option.domain if option else joined.domain,
        member_grades=tuple(grades),
        planned_places=option.capacity if option else len(grades),
        school_pupil_count=pupil_count(session.school_id),
    )
    return judge_at(session.place, facts, on=on)
