"""Money, counts and shares."""

from __future__ import annotations

from kehou.kernel.fen import Fen


def fen_of(amount: Fen | int) -> Fen:
    """An amount given as Fen, or as a whole number of fen from a ``_fen`` column."""
    return amount if isinstance(amount, Fen) else Fen(amount)


def yuan(amount: Fen | int) -> str:
    """An amount of fen as people read it: ``1,234.50元``."""
    return f"{fen_of(amount).in_yuan()}元"


def count(number: int, measure: str) -> str:
    """A number with its measure word: ``1,200名学生``."""
    return f"{number:,}{measure}"


def share(part: int, whole: int) -> str:
    """A share in per cent with at most one decimal place.

    A share that rounds onto a whole per cent without being it is put in words, 不足50% or
    略高于50%, so that no page shows a limit as kept that is not. An empty whole gives 无.
    """
    if whole <= 0:
        return "无"
    tenths, rest = divmod(part * 1000, whole)
    if 2 * rest >= whole:
        tenths += 1
    percent, tenth = divmod(tenths, 10)
    if tenth:
        return f"{percent}.{tenth}%"
    if rest == 0:
        return f"{percent}%"
    return f"不足{percent}%" if part * 100 < percent * whole else f"略高于{percent}%"
