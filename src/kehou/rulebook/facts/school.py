"""Facts about a school and its term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kehou.kernel.ids import SchoolId
from kehou.kernel.moments import SchoolCalendar

FULL_WEEK_DAYS = 5


class Stage(StrEnum):
    """The two stages of compulsory education; which grade belongs to which is a parameter (A4.16)."""

    PRIMARY = "primary"
    JUNIOR = "junior"


class OwnerKind(StrEnum):
    """What kind of body a plan belongs to. Only a school may have one (A4.1)."""

    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    OUTSIDE_BODY = "outside_body"


class AuthorityTier(StrEnum):
    """Which education bureau is competent for a school (A3.1)."""

    COUNTY = "county"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """A school or teaching point.

    ``grades`` are all that it runs, senior ones included. ``legal_person_id`` is the central school
    of a teaching point, else None (practice.md 1).
    """

    school_id: SchoolId
    county_code: str
    grades: frozenset[int]
    is_public: bool = True
    owner: OwnerKind = OwnerKind.SCHOOL
    urban_rural_code: str = "111"
    has_boarders: bool = False
    pupil_count: int = 0
    authority: AuthorityTier = AuthorityTier.COUNTY
    legal_person_id: SchoolId | None = None


@dataclass(frozen=True, slots=True)
class ServiceWeek:
    """One week of the term; ``number`` counts from 1, ``monday`` is its first day."""

    number: int
    monday: date

    def day(self, weekday: int) -> date:
        """The date of a weekday, Monday being 0."""
        return self.monday + timedelta(days=weekday)


def service_weeks(first_day: date, last_day: date) -> tuple[ServiceWeek, ...]:
    """Every week that touches the days from ``first_day`` to ``last_day``, both included."""
    monday = first_day - timedelta(days=first_day.weekday())
    count = (last_day - monday).days // 7 + 1
    return tuple(ServiceWeek(number + 1, monday + timedelta(weeks=number)) for number in range(count))


@dataclass(frozen=True, slots=True)
class TermFacts:
    """A term at one school. The service runs over ``first_day``..``last_day``, both included.

    ``weeks`` are those that the rules look at: all of the service, or representative ones.
    """

    first_day: date
    last_day: date
    calendar: SchoolCalendar
    weeks: tuple[ServiceWeek, ...]

    @classmethod
    def whole(cls, calendar: SchoolCalendar) -> TermFacts:
        """The term with service in every week from the calendar's first day to its last."""
        first, last = calendar.first_day, calendar.last_day
        return cls(first, last, calendar, service_weeks(first, last))
