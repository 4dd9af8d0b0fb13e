"""A school in the fourth week of its term: drawn before the first day, sessions held since."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from kehou.delivery.public import session_facts
from kehou.delivery.services.cancelling import cancel_session
from kehou.demo.afternoons import hold_by_paper, lead_each_group, plan_sessions
from kehou.demo.county import BEGIN, FIRST_DAY, DemoCounty
from kehou.demo.growing.paying import collect
from kehou.demo.growing.stages import WEEK, Stages
from kehou.demo.money import MoneyDesk
from kehou.demo.rolls import DemoSchool
from kehou.kernel.moments import SHANGHAI
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.platform.outbox.announcing import drain

ENROLLED = datetime(2026, 2, 25, 9, tzinfo=SHANGHAI)
BILLED = ENROLLED + timedelta(days=6)
YESTERDAY, FRIDAY = date(2026, 3, 24), date(2026, 3, 27)


def grow_running(county: DemoCounty, school: DemoSchool) -> None:
    """From the roll to this week's afternoons; yesterday's log is still to be written."""
    stages = Stages(county, school)
    people = stages.enter_roll(BEGIN)
    stages.consult(people, BEGIN)
    version_id = stages.approve(BEGIN + WEEK, number="示教批〔2026〕2号")
    stages.publicise(version_id, BEGIN + WEEK + timedelta(days=2), BEGIN + 3 * WEEK)
    stages.enrol(people, version_id, ENROLLED, number="20260302")
    plan_sessions(county, school, ENROLLED + timedelta(days=5, hours=1))
    lead_each_group(county, school, ENROLLED + timedelta(days=5, hours=2))
    collect(MoneyDesk(county, school, BILLED), late=8)
    hold_by_paper(county, school, FIRST_DAY, YESTERDAY)
    _cancel_a_session(county, school)


def _cancel_a_session(county: DemoCounty, school: DemoSchool) -> None:
    """A teacher is away on Friday: the fullest session is cancelled, its refunds wait for the head."""
    place, office = county.schools[school.key].place, county.actor(f"{school.key}-plan")
    with scoped(at(place)):
        ahead = session_facts(place.school, county.term.id, first=FRIDAY, past=FRIDAY + timedelta(days=1))
    fullest = max(ahead, key=lambda row: (row.expected, str(row.id)))
    now = datetime.combine(YESTERDAY, time(10), SHANGHAI)
    perform(cancel_session, actor=office, now=now, session_id=fullest.id, cause="leader_away")
    drain(place)
