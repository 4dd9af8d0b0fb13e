"""What is told: no ranking, a teacher's year, a county's figures, its report (A8.9, A11.8, A12.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.supervision import (
    AggregateFacts,
    AnnualReportFacts,
    LedSession,
    ListedBy,
    ListingFacts,
    TeacherYear,
)
from kehou.rulebook.hunan_2024.register import verdict

_PEOPLE = frozenset({ListedBy.CLASS, ListedBy.TEACHER})


@cites("A2.2", "A8.9")
def nobody_is_ranked(listing: ListingFacts, _: Parameters) -> Iterator[Verdict]:
    """Take-up is never listed by class or teacher: that would press families (A2.2, A8.9)."""
    met = not (listing.measures_take_up and listing.by in _PEOPLE)
    for clause in ("A2.2", "A8.9"):
        yield verdict(
            clause,
            "take_up_listed_by_people",
            met,
            subject="listing",
            effect=Effect.STOP,
            found=listing.by.value,
        )


@computes("A8.9")
def teacher_year(sessions: Iterable[LedSession]) -> TeacherYear:
    """A teacher's year in the service as sums; people decide what it is worth (A8.9)."""
    led = tuple(sessions)
    recorded = [row for row in led if row.is_recorded]
    return TeacherYear(
        sessions=len(led),
        minutes=sum(row.minutes for row in led),
        recorded=len(recorded),
        recorded_late=sum(row.is_late for row in recorded),
    )


@cites("A11.8")
def figures_come_from_closed_books(figures: AggregateFacts, _: Parameters) -> Iterator[Verdict]:
    """A county publishes a term's money when every school's book of it is closed (A11.8)."""
    found = len(figures.open_books)
    yield verdict("A11.8", "county_figures_with_open_books", not found, subject="report", found=found)


@cites("A12.4")
def year_is_reported(report: AnnualReportFacts, _: Parameters) -> Iterator[Verdict]:
    """A county reports a year with its good practice by its day, else a warning (A12.4)."""
    told = any(practice.strip() for practice in report.practices)
    yield verdict("A12.4", "report_without_practice", told, subject="report", effect=Effect.WARN)
    in_time = report.reported_date <= report.due_date
    yield verdict(
        "A12.4", "report_late", in_time, subject="report", effect=Effect.WARN, required=report.due_date
    )
