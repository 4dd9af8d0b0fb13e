"""The whole story, from an empty database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from kehou.demo.county import BEGIN
from kehou.demo.rolls import TOWNSHIP
from kehou.demo.story.afternoon import tell_afternoon
from kehou.demo.story.asking import tell_consultation, tell_petition
from kehou.demo.story.closing import tell_closing
from kehou.demo.story.joining import tell_agreements, tell_draw
from kehou.demo.story.law import tell_law
from kehou.demo.story.money import tell_bills, tell_refunds
from kehou.demo.story.oversight import tell_oversight
from kehou.demo.story.people import tell_people
from kehou.demo.story.plan import tell_plan, tell_publicity
from kehou.demo.story.rest import tell_rest
from kehou.demo.story.roll import tell_roll
from kehou.demo.story.teller import StoryBroken, Teller
from kehou.kernel.moments import SHANGHAI

LEAST_REFUSALS = 30
ONE_DAY = timedelta(days=1)
BILLING = timedelta(days=6)
AFTERNOONS_PLANNED = datetime(2026, 2, 28, 9, tzinfo=SHANGHAI)
SUMMER = datetime(2026, 8, 25, 9, tzinfo=SHANGHAI)
LAST_WEEKS = datetime(2026, 6, 22, 9, tzinfo=SHANGHAI)
THIRD_WEEK = datetime(2026, 3, 18, 9, tzinfo=SHANGHAI)


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
    county, school = tell_law(teller), TOWNSHIP
    people = tell_roll(teller, county, school, BEGIN)
    hired = tell_people(teller, county, school, BEGIN)
    asked = tell_petition(teller, county, school, people, BEGIN)
    answered = tell_consultation(teller, county, school, people, asked + ONE_DAY)
    version_id = tell_plan(teller, county, school, answered + ONE_DAY, hired=hired)
    publicised = tell_publicity(teller, county, school, version_id, answered + ONE_DAY)
    signers = tell_agreements(teller, county, school, people, version_id, publicised)
    tell_draw(teller, county, school, signers, version_id, publicised)
    tell_bills(teller, county, school, signers, publicised + BILLING)
    tell_afternoon(teller, county, school, people, AFTERNOONS_PLANNED)
    tell_refunds(teller, county, school, signers, THIRD_WEEK)
    tell_rest(teller, county, school)
    tell_oversight(teller, county, school, signers, LAST_WEEKS)
    tell_closing(teller, county, school, SUMMER)
