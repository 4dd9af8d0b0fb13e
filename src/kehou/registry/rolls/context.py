"""What a roll is judged against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kehou.registry.rolls.class_names import ALL_GRADES
from kehou.registry.rolls.table import RollKind

_SCHOOL_YEAR_STARTS_MONTH = 7


@dataclass(frozen=True, slots=True)
class RollContext:
    """The school and term that a roll is for.

    ``school_code`` is the school's ten-digit code of the register; ``grades`` those it runs;
    ``extra_regions`` six-digit codes that count as regions beyond the national table.
    """

    kind: RollKind
    school_code: str
    term_first_day: date
    grades: frozenset[int] = ALL_GRADES
    extra_regions: frozenset[str] = frozenset()

    @property
    def school_year(self) -> int:
        """The year in which the school year of the term began."""
        day = self.term_first_day
        return day.year if day.month >= _SCHOOL_YEAR_STARTS_MONTH else day.year - 1
