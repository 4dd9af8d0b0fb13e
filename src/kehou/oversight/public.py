"""What the desk and the public site may ask of oversight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.oversight.access import SEE_CASE
from kehou.oversight.queries.cases import case_rows
from kehou.oversight.queries.surveys import latest_outcome_of_school
from kehou.oversight.rules import Outcome

__all__ = ["CaseLoad", "Outcome", "PublishedSurvey", "case_load", "published_survey"]


@dataclass(frozen=True, slots=True)
class CaseLoad:
    """How many cases are open at a desk, and how many of their deadlines have passed."""

    count: int
    overdue_count: int

    @property
    def count_text(self) -> str:
        """How many are open."""
        return f"{self.count}件正在办理"

    @property
    def overdue_text(self) -> str:
        """How many are late."""
        return f"{self.overdue_count}件已超期"


def case_load(viewer: Actor, *, today: date) -> CaseLoad | None:
    """The open cases that the viewer works on; None for who works on none."""
    if not SEE_CASE.open_to(viewer):
        return None
    rows = case_rows(viewer)
    return CaseLoad(len(rows), sum(row.due_date is not None and row.due_date < today for row in rows))


@dataclass(frozen=True, slots=True)
class PublishedSurvey:
    """What the county's latest survey says of a school; nothing is counted where too few answered (A11.6)."""

    closed_date: date
    invited: int
    answered: int | None
    content: int | None
    felt_free: int | None


def published_survey(school_id: UUID) -> PublishedSurvey | None:
    """The latest closed survey of a school, as anyone may see it; None before the first."""
    row = latest_outcome_of_school(school_id)
    if row is None:
        return None
    return PublishedSurvey(local_day(row.closed_at), row.invited, row.answered, row.content, row.felt_free)
