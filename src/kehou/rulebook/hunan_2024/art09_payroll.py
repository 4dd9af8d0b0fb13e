"""Article 9, performance pay: an item of its own, on top, and no base of the next year (A9.36, A9.37)."""

from __future__ import annotations

from kehou.kernel.fen import Fen
from kehou.rulebook.engine import computes


@computes("A9.36")
def with_increment(base: Fen, service_allowance: Fen) -> Fen:
    """A year's performance pay: the base, and the service's allowance added to it (A9.36)."""
    return base + service_allowance


@computes("A9.37")
def base_of_next_year(paid: Fen, service_allowance: Fen) -> Fen:
    """The next year's base: what was paid without the service's allowance (A9.37)."""
    return paid - service_allowance
