"""A school in the fourth week of its term: drawn before the first day, sessions held since."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kehou.demo.afternoons import hold_by_paper, plan_sessions
from kehou.demo.county import BEGIN, FIRST_DAY, DemoCounty
from kehou.demo.growing.stages import WEEK, Stages
from kehou.demo.rolls import DemoSchool
from kehou.kernel.moments import SHANGHAI

ENROLLED = datetime(2026, 2, 25, 9, tzinfo=SHANGHAI)
YESTERDAY = date(2026, 3, 24)


def grow_running(county: DemoCounty, school: DemoSchool) -> None:
    """From the roll to this week's afternoons; yesterday's log is still to be written."""
    stages = Stages(county, school)
    people = stages.enter_roll(BEGIN)
    stages.consult(people, BEGIN)
    version_id = stages.approve(BEGIN + WEEK, number="示教批〔2026〕2号")
    stages.publicise(version_id, BEGIN + WEEK + timedelta(days=2), BEGIN + 3 * WEEK)
    stages.enrol(people, version_id, ENROLLED, number="20260302")
    plan_sessions(county, school, ENROLLED + timedelta(days=5, hours=1))
    hold_by_paper(county, school, FIRST_DAY, YESTERDAY)
