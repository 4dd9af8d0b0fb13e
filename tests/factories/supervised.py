"""A drawn school in a county that watches it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from factories.afternoon import MONDAY, drawn_school, plan_sessions
from factories.reported import a_supervised_world
from factories.world import COUNTY, World
from kehou.delivery.models import Session
from kehou.kernel.actor import Role
from kehou.kernel.moments import SHANGHAI
from kehou.oversight.models import Signal, Survey
from kehou.oversight.services.computing import compute_school
from kehou.oversight.services.surveying import open_survey
from kehou.platform.access.performing import perform

MARCH = datetime(2026, 3, 3, 9, tzinfo=SHANGHAI)
SURVEY_ENDS = date(2026, 3, 10)
AFTER_SURVEY = datetime(2026, 3, 11, 9, tzinfo=SHANGHAI)


def a_watched_school() -> World:
    """A school with agreements, groups and the sessions of its term; none is held yet."""
    world = a_supervised_world()
    drawn_school(world)
    plan_sessions(world)
    return world


def hold_first_monday(world: World, *, recorded: bool = True) -> None:
    """What was planned for the first Monday took place, by its rows."""
    state = "accepted" if recorded else "finished"
    with world.inside():
        Session.objects.filter(school_id=world.school.id, session_date=MONDAY).update(state=state)


def compute(world: World, *, now: datetime = MARCH) -> int:
    """Compute the school's readings as the county."""
    return perform(
        compute_school,
        actor=world[Role.COUNTY_OFFICER],
        now=now,
        school=world.school,
        term=world.term,
    )


def signal_of(world: World, indicator: str) -> Signal:
    """The one signal of an indicator."""
    with world.inside():
        return Signal.objects.get(indicator=indicator)


def survey_families(world: World, *, now: datetime = MARCH) -> Survey:
    """The county asks for a week."""
    return perform(
        open_survey,
        actor=world[Role.COUNTY_OFFICER],
        now=now,
        county_code=COUNTY.code,
        term_id=world.term.id,
        closes_date=(now + timedelta(days=7)).date(),
    )
