"""Facts that indicators are computed from, and the exact reading that comes of them (A11.3).

Nothing here names a person: rows are known by keys (``session/<id>``, ``class/0301``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from kehou.kernel.fen import Fen
from kehou.rulebook.facts.cases import CaseKind
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.resources import ResourceKind


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One row behind a number: what it is about, its own part and whole, and whether it speaks against."""

    subject: str
    part: int
    whole: int
    is_adverse: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as an exact fraction, about a subject (empty for the whole school), with its rows.

    A whole of zero says that there was nothing to measure.
    """

    part: int
    whole: int
    subject: str = ""
    rows: tuple[EvidenceRow, ...] = ()

    @property
    def value(self) -> Fraction | None:
        """The fraction; None where there was nothing to measure."""
        return Fraction(self.part, self.whole) if self.whole else None


def read(rows: Iterable[EvidenceRow], *, subject: str = "") -> Reading:
    """The sum over rows."""
    kept = tuple(rows)
    return Reading(sum(row.part for row in kept), sum(row.whole for row in kept), subject, kept)


class Compared(StrEnum):
    """How a reading is held against its target."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    SHOWN = "shown"  # reported, never held against anything


def holds(reading: Reading, compared: Compared, target: Fraction) -> bool:
    """Whether a reading keeps its target, by cross-multiplication; what was not measured keeps it."""
    if not reading.whole or compared is Compared.SHOWN:
        return True
    found, required = reading.part * target.denominator, target.numerator * reading.whole
    if compared is Compared.AT_LEAST:
        return found >= required
    return found > required if compared is Compared.MORE_THAN else found <= required


@dataclass(frozen=True, slots=True)
class HeldSession:
    """One session of the service as its records tell it. Minutes of the day count from midnight.

    ``grades`` are those of the pupils expected. ``is_on_school_day`` is None past the known calendars.
    ``resources`` are the kinds that it used from the county's register (A6.19, A6.20).
    """

    key: str
    day: date
    starts: int
    ends: int
    minutes: int
    is_subject: bool
    domain: str
    is_outdoor: bool
    grades: frozenset[int]
    kind: LeaderKind
    is_held: bool
    is_recorded: bool
    is_late: bool
    expected: int
    present: int
    is_on_school_day: bool | None = True
    resources: frozenset[ResourceKind] = frozenset()


@dataclass(frozen=True, slots=True)
class ClassDay:
    """One class on one day with service: whether it had a PE lesson, or PE in the service."""

    class_code: str
    day: date
    has_lesson: bool
    has_service: bool


@dataclass(frozen=True, slots=True)
class GateDay:
    """How many children were present on a day, and how many left into known hands by the record."""

    day: date
    present: int
    released: int


@dataclass(frozen=True, slots=True)
class SchoolReach:
    """One school of a county: whether its service is approved, and what its families wanted."""

    key: str
    has_service: bool
    is_rural_without_wish: bool
    wanting: int
    enrolled: int


@dataclass(frozen=True, slots=True)
class PriorityPlaces:
    """Children who come first and wish for a place, and how many of them have one (A3.4)."""

    wanting: int
    placed: int


@dataclass(frozen=True, slots=True)
class ProviderPrice:
    """What a third party takes a pupil-minute here and outside, as fen and minutes (A6.12)."""

    key: str
    price: Fen
    minutes: int
    outside_price: Fen
    outside_minutes: int


@dataclass(frozen=True, slots=True)
class TermMoney:
    """The money of one school's term (A9).

    ``billed`` is what the bills charge before waivers and ``at_ceiling`` what the same periods cost at the
    tariff, None without one; ``paid`` is what families paid on balance for ``periods``.
    """

    billed: Fen
    at_ceiling: Fen | None
    paid: Fen
    periods: int
    allowances: Fen
    spending: Fen
    teachers: Fen
    teacher_count: int
    managers: Fen
    manager_count: int
    surplus_pool: Fen
    surplus_returned: Fen


@dataclass(frozen=True, slots=True)
class RefundRow:
    """One refund: when it fell due to be paid, and when it was."""

    key: str
    due_date: date
    paid_date: date | None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case: its kind, whether its steps were in time so far, and whether it was upheld; None if open."""

    key: str
    kind: CaseKind
    is_in_time: bool
    is_upheld: bool | None


@dataclass(frozen=True, slots=True)
class ClassSigning:
    """How the families of one class answered the offer; ``is_hurried`` is the question of A2.2."""

    class_code: str
    size: int
    answered: int
    is_hurried: bool = False


@dataclass(frozen=True, slots=True)
class SurveyCount:
    """One survey at one school: invited families, answers, and those who are content."""

    invited: int
    answered: int
    content: int


@dataclass(frozen=True, slots=True)
class PlanWeek:
    """What a plan offers one grade in a week that stands for several alike: minutes of each kind."""

    grade: int
    x_minutes: int
    subject_minutes: int
    weeks: tuple[int, ...]
