"""Bills as frozen rows: what is drafted, and where an issued one stands. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction
from uuid import UUID

from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.verdict import Verdict
from kehou.rulebook.facts.bills import BillAmount, BillFacts, ServiceLine
from kehou.rulebook.facts.fees import SERVICE_ITEM


@dataclass(frozen=True, slots=True)
class Charge:
    """What somebody asks to be billed. The defaults are what the approved plan says; the rest is refused.

    ``price`` and ``waive`` may only be what was approved; ``items`` only the service; ``extra`` nothing.
    """

    items: tuple[str, ...] = (SERVICE_ITEM,)
    price: Fen | None = None
    extra: tuple[ServiceLine, ...] = ()
    waive: bool = True


@dataclass(frozen=True, slots=True)
class BilledTime:
    """One weekly time on a bill, as families read it."""

    slot_key: str
    title: str
    weekday: int
    starts: time
    ends: time
    periods: int
    dates: tuple[date, ...]

    @property
    def units(self) -> int:
        """Periods over all days."""
        return self.periods * len(self.dates)

    def pays_for(self, slot_key: str, weekday: int, starts: time) -> bool:
        """Whether the line pays for a session: the same slot, or another course at the same hour."""
        return self.slot_key == slot_key or (self.weekday, self.starts) == (weekday, starts)


@dataclass(frozen=True, slots=True)
class DraftBill:
    """One pupil's bill before it is issued, with what the rulebook is asked about."""

    pupil_id: UUID
    agreement_id: UUID
    grade: int
    times: tuple[BilledTime, ...]
    facts: BillFacts
    amount: BillAmount
    aid_category: str = ""
    ratio: Fraction = Fraction(0)

    @property
    def item(self) -> str:
        """What the bill is for."""
        return self.facts.items[0]


@dataclass(frozen=True, slots=True)
class Preview:
    """What issuing bills would do, or what refuses it."""

    bills: int = 0
    gross: Fen = ZERO
    waived: Fen = ZERO
    waivers: int = 0
    refused: tuple[Verdict, ...] = ()

    @property
    def net(self) -> Fen:
        """What families would be asked for."""
        return self.gross - self.waived


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a bill stands. ``offset`` came off what was open, ``granted`` is to go back or went back.

    ``returned`` is the part of ``granted`` that reached the family; ``excess`` was paid above the bill.
    """

    net: Fen
    settled: Fen = ZERO
    offset: Fen = ZERO
    granted: Fen = ZERO
    returned: Fen = ZERO
    is_cancelled: bool = False

    @property
    def open(self) -> Fen:
        """What the family still owes."""
        return ZERO if self.is_cancelled else self.net - self.offset - self.settled

    @property
    def kept(self) -> Fen:
        """What the family has paid and does not get back: its weight in the surplus."""
        return self.settled - self.granted

    @property
    def creditable(self) -> Fen:
        """The most that further credits can come to."""
        return self.net - self.offset - self.granted


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit cut in two: off what is open, and back to the family."""

    offset: Fen
    cash: Fen


def cut(amount: Fen, standing: Standing) -> Credit:
    """A credit first comes off what the family still owes; the rest goes back in money."""
    offset = min(amount, standing.open)
    return Credit(offset, amount - offset)
