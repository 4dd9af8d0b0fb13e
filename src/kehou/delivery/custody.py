"""Where every child of a school is on a day: who is expected, folded with what was marked (A10.8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.delivery.facts import DayFold, Instead, SessionState
from kehou.delivery.folding import fold_day
from kehou.delivery.models import Session
from kehou.delivery.rolls import marks_of_day
from kehou.enrolment.public import members_on
from kehou.platform.database.questions import question

NOTHING = ("", Instead.HOME.value)


def expected_on(
    school_id: UUID, term_id: UUID, on: date, *, among: Collection[UUID] | None = None
) -> frozenset[UUID]:
    """Everybody who has a place in a session of the day, or is kept instead of a cancelled one (A10.8)."""
    groups = {group for (group,) in _groups(school_id=school_id, on=on).answer}
    return members_on(school_id, term_id, on=on, groups=groups, among=among)


@question
def _groups(school_id: UUID, on: date) -> QuerySet[Session, Any]:
    rows = Session.objects.filter(school_id=school_id, session_date=on)
    return rows.exclude(state=SessionState.CANCELLED, instead__in=NOTHING).values_list("group_id")


def sessions_of_day(school_id: UUID, on: date) -> QuerySet[Session]:
    """The sessions of a school's day that were not cancelled, by time."""
    rows = Session.objects.filter(school_id=school_id, session_date=on)
    return rows.exclude(state=SessionState.CANCELLED).order_by("starts_at", "title", "id")


def fold_of(school_id: UUID, term_id: UUID, on: date, *, pupils: Iterable[UUID] | None = None) -> DayFold:
    """An afternoon's state, of everybody or of some children."""
    expected = expected_on(school_id, term_id, on) if pupils is None else frozenset(pupils)
    return fold_day(expected, marks_of_day(school_id, on, pupils=None if pupils is None else expected))
