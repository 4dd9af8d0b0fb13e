"""Facts about a county's subsidy for a year: what was budgeted, paid, and what a pupil got where."""

from __future__ import annotations

from dataclasses import dataclass

from kehou.kernel.fen import ZERO, Fen


@dataclass(frozen=True, slots=True)
class SubsidyShare:
    """What one part of a county's schools got, and for how many pupils in the service."""

    paid: Fen = ZERO
    pupils: int = 0


@dataclass(frozen=True, slots=True)
class SubsidyFacts:
    """A county's subsidy up to a day. ``due`` is what should have been paid by then (A8.6, A9.1).

    ``rural`` are township and rural schools together, wider than the rural schools of A7.12; ``before``
    is the same part a year earlier, None where nothing is known (A9.38).
    """

    budgeted: Fen | None
    due: Fen
    paid: Fen
    rural: SubsidyShare = SubsidyShare()
    urban: SubsidyShare = SubsidyShare()
    before: SubsidyShare | None = None
