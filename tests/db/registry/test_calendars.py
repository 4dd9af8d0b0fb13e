"""A school's own days on top of the State Council's calendar, and the county's terms."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404

from factories.refused import reasons_of
from factories.world import COUNTY, NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.kernel.verdict import UnableTo
from kehou.platform.access.performing import perform
from kehou.registry.models import CalendarDay
from kehou.registry.public import calendar_of
from kehou.registry.services.calendars import clear_day, enter_term, mark_day

pytestmark = pytest.mark.django_db
WORKING_SATURDAY = date(2026, 5, 9)


@pytest.fixture
def world() -> World:
    return a_world(grades=(1,), per_class=0)


def _mark(world: World, day: date, kind: str, role: Role = Role.SCHOOL_TEACHING) -> CalendarDay:
    return perform(
        mark_day, actor=world[role], now=NOW, place=world.place, day=day, kind=kind, reason="校运会"
    )


@pytest.mark.clause("A4.2")
def test_a_working_weekend_is_taught_only_where_the_school_says_so(world: World) -> None:
    assert not calendar_of(world.school.id, world.term).is_school_day(WORKING_SATURDAY)
    row = _mark(world, WORKING_SATURDAY, "timetabled")
    assert calendar_of(world.school.id, world.term).is_school_day(WORKING_SATURDAY)
    perform(clear_day, actor=world[Role.SCHOOL_HEAD], now=NOW, day_id=row.id)
    assert not calendar_of(world.school.id, world.term).is_school_day(WORKING_SATURDAY)


@pytest.mark.clause("A4.2")
@pytest.mark.parametrize(
    ("day", "kind", "reason"),
    [
        (date(2026, 5, 1), "timetabled", "day_is_free"),
        (date(2026, 4, 18), "timetabled", "day_is_free"),
        (date(2026, 4, 15), "timetabled", "day_taught_anyway"),
        (date(2026, 5, 1), "closed", "day_closed_anyway"),
        (date(2026, 8, 3), "closed", "day_outside_term"),
    ],
)
def test_days_that_are_not_the_schools_to_mark(world: World, day: date, kind: str, reason: str) -> None:
    with pytest.raises(UnableTo) as refused:
        _mark(world, day, kind)
    assert reasons_of(refused) == {reason}


@pytest.mark.clause("A4.2")
def test_past_the_known_calendars_nothing_is_marked(world: World) -> None:
    perform(
        enter_term,
        actor=world[Role.COUNTY_OFFICER],
        now=NOW,
        county_code=COUNTY.code,
        year=2031,
        half="spring",
        first=date(2031, 3, 1),
        last=date(2031, 7, 1),
    )
    with pytest.raises(UnableTo) as refused:
        _mark(world, date(2031, 4, 1), "closed")
    assert refused.value.verdicts[0].reason == "day_undetermined"


def test_only_the_own_office_marks_days(world: World) -> None:
    other = a_world(grades=(1,), per_class=0, short_code="other")
    row = _mark(world, date(2026, 4, 15), "closed")
    for actor in (world[Role.TEACHER], other[Role.SCHOOL_HEAD]):
        with pytest.raises(Http404):
            perform(clear_day, actor=actor, now=NOW, day_id=row.id)


@pytest.mark.parametrize(
    ("year", "half", "first", "last", "reason"),
    [
        (2026, "spring", date(2026, 3, 2), date(2026, 7, 3), "term_entered_already"),
        (2026, "autumn", date(2026, 9, 1), date(2026, 9, 1), "term_runs_backward"),
        (2026, "autumn", date(2026, 7, 3), date(2027, 1, 20), "term_across_another"),
    ],
)
def test_terms_that_are_not_entered(
    world: World, year: int, half: str, first: date, last: date, reason: str
) -> None:
    with pytest.raises(UnableTo) as refused:
        perform(
            enter_term,
            actor=world[Role.COUNTY_OFFICER],
            now=NOW,
            county_code=COUNTY.code,
            year=year,
            half=half,
            first=first,
            last=last,
        )
    assert refused.value.verdicts[0].reason == reason
