"""The whole story, from an empty database."""

from __future__ import annotations

from collections.abc import Callable

from kehou.demo.county import BEGIN
from kehou.demo.rolls import TOWNSHIP
from kehou.demo.story.law import tell_law
from kehou.demo.story.plan import tell_plan, tell_publicity
from kehou.demo.story.teller import StoryBroken, Teller

LEAST_REFUSALS = 12


def tell(report: Callable[[str], object]) -> int:
    """Tell it; 0 where every step was taken and every violation refused, else 1."""
    teller = Teller(report)
    try:
        _tell(teller)
    except StoryBroken as broken:
        report(f"  ! {broken}")
        return 1
    teller.end()
    return 0 if teller.refusals >= LEAST_REFUSALS else 1


def _tell(teller: Teller) -> None:
    county = tell_law(teller)
    version_id = tell_plan(teller, county, TOWNSHIP, BEGIN)
    tell_publicity(teller, county, TOWNSHIP, version_id, BEGIN)
