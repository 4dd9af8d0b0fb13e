"""A school that closed its last term: from the first question to the surplus back with those who paid."""

from __future__ import annotations

from datetime import datetime, timedelta

from kehou.demo.afternoons import hold_weeks, lead_each_group, plan_sessions
from kehou.demo.county import DemoCounty
from kehou.demo.growing.ending import close_term, give_back, months, pay_month
from kehou.demo.growing.in_order import enrol_in_order, permit_first_come
from kehou.demo.growing.paying import collect
from kehou.demo.growing.setting_off import CHOOSE, ask_to_take_back, permit_set_off, set_shares_off
from kehou.demo.growing.stages import WEEK, Stages
from kehou.demo.growing.watching import survey_last_term
from kehou.demo.money import MoneyDesk
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.families import Family
from kehou.kernel.moments import SHANGHAI

LAW_LAID = datetime(2025, 8, 15, 9, tzinfo=SHANGHAI)
ASKED = LAW_LAID + timedelta(days=1)
WRITTEN = ASKED + WEEK
SHOWN = WRITTEN + timedelta(days=3)
ENROLLED = SHOWN + timedelta(days=9)
ASKED_AGAIN = datetime(2026, 1, 12, 9, tzinfo=SHANGHAI)
CLOSED = datetime(2026, 2, 26, 9, tzinfo=SHANGHAI)


def grow_closed(county: DemoCounty, school: DemoSchool) -> list[Family]:
    """The whole of the last term; the families whose shares stand against this term's bills."""
    stages = Stages(county.in_last_term(), school)
    people = stages.enter_roll(LAW_LAID)
    stages.consult(people, ASKED)
    version_id = stages.approve(WRITTEN, number="示教批〔2025〕30号")
    stages.publicise(version_id, SHOWN, ENROLLED - timedelta(hours=1))
    permit_first_come(county, LAW_LAID)
    permit_set_off(county, LAW_LAID)
    joined = enrol_in_order(stages, people, version_id, ENROLLED)
    plan_sessions(stages.county, school, ENROLLED + timedelta(days=5, hours=1))
    lead_each_group(stages.county, school, ENROLLED + timedelta(days=5, hours=2))
    desk = MoneyDesk(stages.county, school, ENROLLED + WEEK)
    collect(desk, late=0)
    hold_weeks(stages.county, school, desk.term.first_date, desk.term.last_date)
    for month in months(desk.term):
        pay_month(desk, month)
    survey_last_term(stages.county, joined, ASKED_AGAIN)
    close_term(desk, CLOSED)
    set_shares_off(county, desk, joined, CLOSED)
    give_back(desk, CLOSED)
    ask_to_take_back(desk, joined[CHOOSE - 1], CLOSED + 3 * WEEK)
    return joined[: CHOOSE - 1]
