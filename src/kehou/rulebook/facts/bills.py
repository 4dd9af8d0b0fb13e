"""Facts about one pupil's bill at the moment it is issued (A9.6 to A9.18), without names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kehou.kernel.fen import ZERO, Fen
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import SERVICE_ITEM, TariffReference


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One weekly time that a bill pays for: the days it covers, and the periods of one session.

    ``grade`` is the pupil's, by which periods are counted (A4.15, A4.16).
    """

    slot_key: str
    minutes: int
    grade: int
    periods: int
    dates: tuple[date, ...]
    category: Category = Category.ORDINARY

    @property
    def units(self) -> int:
        """Billable periods over all days."""
        return self.periods * len(self.dates)


@dataclass(frozen=True, slots=True)
class BillAmount:
    """What a bill comes to: before the waiver, what is waived, and what is asked for."""

    gross: Fen
    waived: Fen

    @property
    def net(self) -> Fen:
        """What the family is asked for."""
        return self.gross - self.waived


@dataclass(frozen=True, slots=True)
class BillFacts:
    """A bill beside what was approved. ``not_held`` are slot and day of what did not take place.

    ``approved_slots`` are the slots of the approved version; ``items`` what the bill charges for.
    """

    lines: tuple[ServiceLine, ...]
    price: Fen
    approved_price: Fen
    gross: Fen
    tariff: TariffReference | None
    first_day: date
    last_day: date
    approved_slots: frozenset[str]
    plan_approved: bool = True
    agreement_active: bool = True
    items: tuple[str, ...] = (SERVICE_ITEM,)
    not_held: frozenset[tuple[str, date]] = frozenset()

    @property
    def units(self) -> int:
        """Billable periods of all lines."""
        return sum(line.units for line in self.lines)

    @property
    def charges(self) -> bool:
        """Whether anything is asked for before the waiver."""
        return self.gross > ZERO
