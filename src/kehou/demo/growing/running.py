"""A school in the fourth week of its term: drawn before its first day, sessions held since, one running."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from kehou.delivery.public import session_facts
from kehou.delivery.services.cancelling import cancel_session
from kehou.demo.afternoons import hold_by_paper, lead_each_group, plan_sessions
from kehou.demo.county import BEGIN, FIRST_DAY, DemoCounty
from kehou.demo.growing.early import TODAY
from kehou.demo.growing.paying import ask_to_spend, collect, take_the_rest
from kehou.demo.growing.providing import ask_for_more, hire_provider
from kehou.demo.growing.stages import WEEK, Stages
from kehou.demo.growing.today import hold_today
from kehou.demo.leading import SCREENED, SCREENING
from kehou.demo.money import MoneyDesk
from kehou.demo.rolls import URBAN, DemoSchool
from kehou.demo.story.families import Family
from kehou.kernel.moments import SHANGHAI
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.platform.outbox.announcing import drain
from kehou.providers.services.checking import record_screening

ENROLLED = datetime(2026, 2, 25, 9, tzinfo=SHANGHAI)
BILLED = ENROLLED + timedelta(days=6)
WRITTEN = BEGIN + 2 * WEEK
YESTERDAY, FRIDAY = date(2026, 3, 24), date(2026, 3, 27)
CLASS_TEACHERS_KEY = "t-homework-3"
NOT_KEPT = frozenset({"homework-5-1", "homework-6-1"})  # yesterday's, whose log is still to be written


def grow_running(county: DemoCounty, school: DemoSchool) -> list[Family]:
    """From the roll to this hour's sessions; the families whose children take part."""
    stages = Stages(county, school)
    people = stages.enter_roll(BEGIN)
    stages.consult(people, BEGIN)
    _name_class_teacher(county, school, BEGIN)
    hired = hire_provider(county, school, BEGIN)
    version_id = stages.approve(WRITTEN, number="示教批〔2026〕2号", hired=hired)
    stages.publicise(version_id, WRITTEN + timedelta(days=2), WRITTEN + 2 * WEEK)
    signers = stages.enrol(people, version_id, ENROLLED, number="20260302")
    plan_sessions(county, school, ENROLLED + timedelta(days=5, hours=1))
    lead_each_group(county, school, ENROLLED + timedelta(days=5, hours=2))
    collect(MoneyDesk(county, school, BILLED), late=8)
    hold_by_paper(county, school, FIRST_DAY, YESTERDAY)
    _cancel_a_session(county, school)
    take_the_rest(MoneyDesk(county, school, TODAY.replace(hour=10)), people)
    ask_to_spend(MoneyDesk(county, school, TODAY.replace(hour=11)))
    ask_for_more(county, school, URBAN, hired.provider_id, TODAY.replace(hour=11))
    hold_by_paper(county, school, YESTERDAY, TODAY.date(), now=TODAY.replace(hour=8), but=NOT_KEPT)
    hold_today(county, school, signers, TODAY)
    return signers


def _name_class_teacher(county: DemoCounty, school: DemoSchool, now: datetime) -> None:
    """The class teacher of grade 3 leads its homework hour, so that one can call a roll in the demo."""
    given = {"people": [county.actor(f"{school.key}-teacher").person], "keys": [CLASS_TEACHERS_KEY]}
    perform(
        record_screening,
        actor=county.actor(f"{school.key}-safety"),
        now=now,
        place=county.schools[school.key].place,
        reference=SCREENING,
        checked_date=SCREENED,
        **given,
    )


def _cancel_a_session(county: DemoCounty, school: DemoSchool) -> None:
    """A teacher is away on Friday: the fullest session is cancelled, its refunds wait for the head."""
    place, office = county.schools[school.key].place, county.actor(f"{school.key}-plan")
    with scoped(at(place)):
        ahead = session_facts(place.school, county.term.id, first=FRIDAY, past=FRIDAY + timedelta(days=1))
    fullest = max(ahead, key=lambda row: (row.expected, str(row.id)))
    now = datetime.combine(YESTERDAY, time(10), SHANGHAI)
    perform(cancel_session, actor=office, now=now, session_id=fullest.id, cause="leader_away")
    drain(place)
