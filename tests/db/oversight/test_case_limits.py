"""What the county cannot do with a case: another's step, a brief to no school, time past the calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from factories.refused import must_refuse
from factories.reported import LATER, a_supervised_world, decide, report, take_on
from factories.world import NOW, World
from kehou.kernel.actor import Role
from kehou.oversight.rules import Outcome
from kehou.oversight.services.deciding import decide_case
from kehou.oversight.services.investigating import brief_school, extend_case
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db
LAST_KNOWN_YEAR = 2026  # of the State Council's calendars


@pytest.fixture
def world() -> World:
    return a_supervised_world()


def _act(
    world: World, service: Any, role: Role = Role.COUNTY_OFFICER, now: datetime = LATER, **about: Any
) -> Any:
    return perform(service, actor=world[role], now=now, **about)


@pytest.mark.clause("A11.15")
def test_a_case_in_progress_is_decided_by_the_county_and_not_by_market_supervision(world: World) -> None:
    case_id = take_on(world, report(world).case_id)
    given = {"case_id": case_id, "outcome": Outcome.UPHELD, "findings": "经核查属实"}
    market = {"role": Role.COUNTY_MARKET}
    must_refuse("A11.15", "case_not_your_step", _act, world, decide_case, **market, **given)
    decide(world, case_id)


@pytest.mark.clause("A11.15")
def test_a_case_that_names_no_school_is_put_to_none(world: World) -> None:
    nowhere, here = report(world, school_id=None).case_id, report(world).case_id
    about = {"text": "请说明本学期的收费", "asked": "收费公示"}
    for case_id in (nowhere, here):
        take_on(world, case_id)
    must_refuse("A11.15", "case_without_school", _act, world, brief_school, case_id=nowhere, **about)
    assert _act(world, brief_school, case_id=here, **about).school_id == world.school.id


@pytest.mark.clause("A11.15")
def test_where_the_calendar_ends_no_time_is_added_by_guess(world: World) -> None:
    last, asking = datetime(LAST_KNOWN_YEAR, 12, 29, 9, tzinfo=NOW.tzinfo), {"reason": "证人外出"}
    unknown = take_on(world, report(world, now=last).case_id, now=last)
    must_refuse(
        "A11.15", "case_due_undetermined", _act, world, extend_case, now=last, case_id=unknown, **asking
    )
    known = take_on(world, report(world).case_id)
    assert _act(world, extend_case, case_id=known, **asking)
