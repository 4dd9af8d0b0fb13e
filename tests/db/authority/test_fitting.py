"""City and county fit the Measures to their place: for themselves only, tighter only (A0.1, A8.2)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from factories.law import lay_down_the_law
from factories.world import COUNTY, NOW, World, a_world
from kehou.authority.public import county_policy, parameters_for, tariff_in_force
from kehou.authority.services.parameters import set_parameter
from kehou.authority.services.policies import issue_policy
from kehou.kernel.actor import Actor, Grant, Role
from kehou.kernel.places import Place, Tier
from kehou.oversight.services.watching import watch_county
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.platform.duties.models import Duty
from kehou.rulebook.engine.layers import UnableToFold
from kehou.rulebook.facts.school import Stage

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
CITY = Place(COUNTY.code[:4])
OTHER_CITY = Place("430202")
BUREAU = Actor(new_id(), (Grant(Role.CITY_PRICE, CITY),))


@pytest.fixture
def world() -> World:
    return a_world(grades=(1,), per_class=1)


@pytest.mark.clause("A0.1", "A8.2")
def test_a_city_fits_a_number_to_its_own_counties_and_only_tighter(world: World) -> None:
    before = parameters_for(COUNTY, on=TODAY).ratio("allowance_share_min")
    paper = "演发改〔2026〕3号"
    setting = {"place": CITY, "name": "allowance_share_min", "source": paper, "from_date": TODAY}
    tighter = before + Fraction(1, 10)
    perform(set_parameter, actor=BUREAU, now=NOW, value=str(tighter), **setting)
    held = parameters_for(COUNTY, on=TODAY).in_force("allowance_share_min")
    assert (held.value, held.tier, held.source) == (tighter, Tier.CITY, paper)
    assert parameters_for(OTHER_CITY, on=TODAY).ratio("allowance_share_min") == before
    assert parameters_for(COUNTY, on=TODAY - timedelta(days=1)).ratio("allowance_share_min") == before
    with pytest.raises(UnableToFold):
        perform(set_parameter, actor=BUREAU, now=NOW, value=str(before - Fraction(1, 10)), **setting)


@pytest.mark.clause("A8.2")
def test_a_countys_plan_carries_its_numbers_and_no_other_county_has_them(world: World) -> None:
    approver = world[Role.COUNTY_APPROVER]
    setting = {"place": COUNTY, "source": "演教发〔2026〕2号", "from_date": TODAY}
    perform(set_parameter, actor=approver, now=NOW, name="publicity_min_wd", value=8, **setting)
    assert parameters_for(COUNTY, on=TODAY).in_force("publicity_min_wd").source == "演教发〔2026〕2号"
    neighbour = Place(f"{COUNTY.code[:4]}99")
    assert parameters_for(neighbour, on=TODAY).count("publicity_min_wd") == 5


def _policy(issued: date, year: int) -> dict[str, object]:
    return {
        "county_code": COUNTY.code,
        "school_year": year,
        "title": "实施细则",
        "document_number": f"演教发〔{year}〕1号",
        "issued": issued,
        "valid_until": issued + timedelta(days=395),
        "officer_id": new_id(),
        "complaint_phone": "0731-0000000",
    }


def _owed(world: World) -> int:
    with world.inside():
        return Duty.objects.filter(kind="review_policy", done_at=None).count()


@pytest.mark.clause("A8.1", "A11.1")
def test_a_policy_is_owed_its_review_a_year_on_and_a_new_one_replaces_it(world: World) -> None:
    approver = world[Role.COUNTY_APPROVER]
    young = TODAY - timedelta(days=364)
    perform(issue_policy, actor=approver, now=NOW, **_policy(young, 2025))
    for day, owed in ((0, 0), (1, 1)):
        moment = NOW + timedelta(days=day)
        perform(watch_county, actor=world[Role.COUNTY_OFFICER], now=moment, county_code=COUNTY.code)
        assert _owed(world) == owed
    later = timedelta(days=2)
    perform(issue_policy, actor=approver, now=NOW + later, **_policy(TODAY + later, 2026))
    newer, older = county_policy(COUNTY.code, on=TODAY + later), county_policy(COUNTY.code, on=TODAY)
    assert newer
    assert older
    assert (newer.facts.issued_date, older.facts.issued_date) == (TODAY + later, young)


@pytest.mark.clause("A8.5")
def test_a_citys_fee_policy_stands_for_each_stage_and_area_or_nothing_is_charged_there() -> None:
    assert tariff_in_force(CITY.code, area_class="urban", on=TODAY) == {}
    lay_down_the_law(ceiling_fen=400)
    for area in ("urban", "township"):
        found = tariff_in_force(CITY.code, area_class=area, on=TODAY)
        assert {stage: row.ceiling.amount for stage, row in found.items()} == dict.fromkeys(Stage, 400)
    assert tariff_in_force(OTHER_CITY.code[:4], area_class="urban", on=TODAY) == {}
    assert tariff_in_force(CITY.code, area_class="urban", on=date(2025, 8, 31)) == {}
