"""Facts about surveys, inspections, listings and reports (A2.2, A8.9, A11.1 to A11.8, A12.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class SurveyOpening:
    """A survey at the moment it is opened: by whom, and whether every family of the service is asked."""

    by_school: bool
    families: int
    invited: int


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """A result that somebody wants to see: how many answered, and whether a school reads single answers."""

    answered: int
    is_raw: bool
    reader_is_school: bool


@dataclass(frozen=True, slots=True)
class HearingCount:
    """How often a county heard parents in a term."""

    held: int


@dataclass(frozen=True, slots=True)
class InspectionPlanFacts:
    """A term's plan: schools of the county, those planned, and those that nobody saw within the cycle."""

    schools: int
    planned: int
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """A finding of an inspection: the statement it is measured by, and what proves it."""

    clause: str
    is_statement: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AggregateFacts:
    """A county's figures of a term's money, and the schools whose books are still open."""

    open_books: tuple[str, ...]


class ListedBy(StrEnum):
    """What the lines of a listing stand for."""

    COUNTY = "county"
    SCHOOL = "school"
    GRADE = "grade"
    CLASS = "class"
    TEACHER = "teacher"


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """A table of readings that somebody wants: of which measure, line by line of what."""

    measures_take_up: bool
    by: ListedBy


@dataclass(frozen=True, slots=True)
class DetailExport:
    """An export that names pupils, and whether a case of the reader's asks for it."""

    has_case: bool


@dataclass(frozen=True, slots=True)
class PolicyReview:
    """The day on which the rules above changed last, and that of the county's own policy."""

    changed_date: date
    policy_date: date | None
    today: date


@dataclass(frozen=True, slots=True)
class AnnualReportFacts:
    """A county's report of a year: its day, the day it was due, and the good practice it tells of."""

    reported_date: date
    due_date: date
    practices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedSession:
    """One session that a teacher led: minutes, and whether its record is there and came in time."""

    minutes: int
    is_recorded: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class TeacherYear:
    """What a teacher did in the service in a year. No score, no place in any order (A8.9)."""

    sessions: int
    minutes: int
    recorded: int
    recorded_late: int


@dataclass(frozen=True, slots=True)
class SchoolRisk:
    """What weighs when schools are chosen for inspection: terms since the last visit, signals, cases."""

    key: str
    terms_unseen: int
    open_signals: int
    upheld_cases: int
