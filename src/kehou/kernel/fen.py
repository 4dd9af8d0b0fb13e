"""Money as whole fen, the smallest unit of the yuan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal


class NotWholeFen(ValueError):
    """An amount was given that is not a whole number of fen."""


@dataclass(frozen=True, order=True, slots=True)
class Fen:
    """An amount of money in whole fen (0.01 yuan).

    It adds, subtracts, compares and multiplies by whole numbers. It has no division and
    meets no float: a share is taken with :meth:`split`, which loses nothing.
    """

    amount: int

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise NotWholeFen(f"{self.amount!r} is not a whole number of fen")

    @classmethod
    def from_yuan(cls, text: str | Decimal) -> Fen:
        """Read yuan written as decimal text. Raises NotWholeFen for a fraction of a fen."""
        if not isinstance(text, (str, Decimal)):
            raise NotWholeFen(f"{text!r} is neither text nor Decimal")
        try:
            scaled = Decimal(text) * 100
            whole = int(scaled)
        except (ArithmeticError, ValueError) as error:
            raise NotWholeFen(f"{text!r} is not an amount in yuan") from error
        if scaled != whole:
            raise NotWholeFen(f"{text!r} yuan is a fraction of a fen")
        return cls(whole)

    def __add__(self, other: Fen) -> Fen:
        return Fen(self.amount + other.amount)

    def __sub__(self, other: Fen) -> Fen:
        return Fen(self.amount - other.amount)

    def __neg__(self) -> Fen:
        return Fen(-self.amount)

    def __mul__(self, times: int) -> Fen:
        return Fen(self.amount * times)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.amount != 0

    def split(self, weights: Sequence[int]) -> list[Fen]:
        """Share this amount in proportion to whole weights by the largest remainder.

        The parts always sum to the whole. Equal remainders favour the earlier place, so
        the caller's order (by pupil id, say) breaks ties (A9.11).
        Raises ValueError for a negative amount or weight, or where all weights are zero.
        """
        total = sum(weights)
        if self.amount < 0 or total <= 0 or min(weights) < 0:
            raise ValueError("split needs a non-negative amount and weights with a positive sum")
        floors = [self.amount * weight // total for weight in weights]
        remainders = [self.amount * weight % total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
        for place in by_remainder[: self.amount - sum(floors)]:
            floors[place] += 1
        return [Fen(part) for part in floors]

    def in_yuan(self) -> str:
        """Plain decimal text with two places, as in ``1,234.50``."""
        sign = "-" if self.amount < 0 else ""
        yuan, fen = divmod(abs(self.amount), 100)
        return f"{sign}{yuan:,}.{fen:02d}"


ZERO = Fen(0)


def total(amounts: Iterable[Fen]) -> Fen:
    """The sum of amounts; zero for none."""
    return sum(amounts, ZERO)
