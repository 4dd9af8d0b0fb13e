"""What authorities lay down is checked before anyone may stand on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import DatabaseError
from django.http import Http404

from factories.refused import reasons_of
from factories.world import COUNTY, NOW, World, a_world
from kehou.authority.models import Tariff, TariffConsent
from kehou.authority.public import county_policy, parameters_for, tariff_in_force, waiver_rule
from kehou.authority.services.departures import UnableToGrantDeparture, grant_departure
from kehou.authority.services.parameters import UnableToSetParameter, set_parameter
from kehou.authority.services.policies import UnableToIssue, issue_policy, issue_waiver_rule
from kehou.authority.services.tariffs import (
    UnableToConsent,
    UnableToEnterTariff,
    UnableToPublishTariff,
    consent_to_tariff,
    enter_tariff,
    publish_tariff,
)
from kehou.kernel.actor import Actor, Grant, Role
from kehou.kernel.fen import Fen
from kehou.kernel.places import Place
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import at, scoped
from kehou.rulebook.engine.layers import UnableToFold
from kehou.rulebook.facts.authority import TariffLine
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import SERVICE_ITEM, FeeUnit
from kehou.rulebook.facts.school import Stage

pytestmark = pytest.mark.django_db
CITY = Place(COUNTY.code[:4])
PRICE = Actor(new_id(), (Grant(Role.CITY_PRICE, CITY),))
GOVERNMENT = Actor(new_id(), (Grant(Role.CITY_GOVERNMENT, CITY),))
TODAY = NOW.date()


@pytest.fixture
def world() -> World:
    return a_world(grades=(1,), per_class=1)


def _enter(**changes: object):  # type: ignore[no-untyped-def]
    line = TariffLine("after_school_service", Stage.PRIMARY, "urban", FeeUnit.PERIOD, Fen(350), frozenset())
    values: dict[str, object] = {
        "city_code": CITY.code,
        "title": "收费标准",
        "document_number": "演发改〔2026〕1号",
        "effective_from": date(2026, 1, 1),
        "lines": [line],
    }
    return perform(enter_tariff, actor=PRICE, now=NOW, **(values | changes))


def _consent(tariff, *roles: Role, on: date = date(2025, 12, 1)) -> None:  # type: ignore[no-untyped-def]
    for role in roles:
        person = Actor(new_id(), (Grant(role, CITY),))
        perform(consent_to_tariff, actor=person, now=NOW, tariff_id=tariff, consented=on)


DEPARTMENTS = (Role.CITY_PRICE, Role.CITY_EDU, Role.CITY_FINANCE)


@pytest.mark.clause("A9.6", "A9.7")
def test_a_tariff_is_cited_once_another_published_it() -> None:
    tariff = _enter()
    _consent(tariff, *DEPARTMENTS, Role.CITY_GOVERNMENT)
    assert tariff_in_force(CITY.code, area_class="urban", on=TODAY) == {}
    perform(publish_tariff, actor=GOVERNMENT, now=NOW, tariff_id=tariff)
    assert tariff_in_force(CITY.code, area_class="urban", on=TODAY)[Stage.PRIMARY].ceiling == Fen(350)


@pytest.mark.clause("A9.7")
def test_a_tariff_without_the_citys_consent_is_not_published() -> None:
    tariff = _enter()
    _consent(tariff, *DEPARTMENTS)
    with pytest.raises(UnableToPublishTariff) as refused:
        perform(publish_tariff, actor=GOVERNMENT, now=NOW, tariff_id=tariff)
    assert refused.value.clauses == ("A9.7",)


@pytest.mark.clause("A9.7")
def test_consent_after_the_tariff_takes_effect_comes_too_late() -> None:
    tariff = _enter()
    _consent(tariff, *DEPARTMENTS)
    _consent(tariff, Role.CITY_GOVERNMENT, on=date(2026, 1, 2))
    with pytest.raises(UnableToPublishTariff) as refused:
        perform(publish_tariff, actor=GOVERNMENT, now=NOW, tariff_id=tariff)
    assert refused.value.clauses == ("A9.7",)


@pytest.mark.clause("A9.6", "A9.7")
def test_a_consent_is_given_once_for_the_own_body_and_not_ahead() -> None:
    tariff = _enter()
    _consent(tariff, Role.CITY_EDU)
    for role, on in ((Role.CITY_EDU, TODAY), (Role.CITY_FINANCE, TODAY + timedelta(days=1))):
        with pytest.raises(UnableToConsent):
            _consent(tariff, role, on=on)
    with pytest.raises(Http404):
        _consent(tariff, Role.COUNTY_APPROVER)
    with pytest.raises(DatabaseError, match="kept as they were written"), scoped(at(CITY)):
        TariffConsent.objects.update(consent_date=TODAY)


@pytest.mark.clause("A9.6")
def test_a_tariff_without_its_three_departments_is_not_published() -> None:
    tariff = _enter()
    _consent(tariff, Role.CITY_PRICE, Role.CITY_GOVERNMENT)
    with pytest.raises(UnableToPublishTariff) as refused:
        perform(publish_tariff, actor=GOVERNMENT, now=NOW, tariff_id=tariff)
    assert refused.value.clauses == ("A9.6",)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param({"grades": frozenset({10})}, id="senior grades", marks=pytest.mark.clause("A4.1")),
        pytest.param({"category": Category.NOON}, id="noon care", marks=pytest.mark.clause("A9.18")),
        pytest.param(
            {"category": Category.EARLY_ARRIVAL}, id="early arrival", marks=pytest.mark.clause("A9.18")
        ),
        pytest.param(
            {"category": Category.EVENING_STUDY}, id="evening study", marks=pytest.mark.clause("A9.18")
        ),
        pytest.param({"category": Category.WEEKEND}, id="weekends", marks=pytest.mark.clause("A9.18")),
        pytest.param({"item": "uniform"}, id="another item", marks=pytest.mark.clause("A9.13")),
    ],
)
def test_a_tariff_prices_nothing_else(line: dict[str, object], cited: frozenset[str]) -> None:
    service = TariffLine(SERVICE_ITEM, Stage.PRIMARY, "urban", FeeUnit.PERIOD, Fen(350), frozenset())
    with pytest.raises(UnableToEnterTariff) as refused:
        _enter(lines=[service, replace(service, area_class="township", **line)])
    assert set(refused.value.clauses) == cited
    assert not Tariff.objects.exists()


@pytest.mark.clause("A3.5", "A11.14")
def test_a_policy_needs_a_way_to_complain(world: World) -> None:
    policy = {
        "county_code": COUNTY.code,
        "school_year": 2025,
        "title": "实施细则",
        "document_number": "演教发〔2025〕1号",
        "issued": date(2025, 8, 1),
        "valid_until": date(2026, 8, 31),
        "officer_id": new_id(),
    }
    approver = world[Role.COUNTY_APPROVER]
    with pytest.raises(UnableToIssue) as refused:
        perform(issue_policy, actor=approver, now=NOW, **policy)
    assert refused.value.clauses == ("A11.14",)
    perform(issue_policy, actor=approver, now=NOW, **policy, complaint_phone="0731-0000000")
    found = county_policy(COUNTY.code, on=TODAY)
    assert found
    assert found.facts.complaint_phone == "0731-0000000"


@pytest.mark.clause("A9.40")
def test_a_waiver_rule_waives_a_share_of_the_fee(world: World) -> None:
    rule = {
        "county_code": COUNTY.code,
        "title": "减免办法",
        "document_number": "演教发〔2025〕2号",
        "funding": "subsidy",
        "issued": date(2025, 8, 1),
    }
    approver = world[Role.COUNTY_APPROVER]
    with pytest.raises(UnableToIssue):
        perform(issue_waiver_rule, actor=approver, now=NOW, **rule, ratios={"orphan": Fraction(3, 2)})
    perform(issue_waiver_rule, actor=approver, now=NOW, **rule, ratios={"orphan": Fraction(1)})
    found = waiver_rule(COUNTY.code, on=TODAY)
    assert found
    assert found.ratios == {"orphan": Fraction(1)}


@pytest.mark.clause("A13.3")
def test_a_county_may_tighten_a_parameter_and_not_loosen_it(world: World) -> None:
    setting = {"place": COUNTY, "source": "县细则", "from_date": TODAY}
    approver = world[Role.COUNTY_APPROVER]
    perform(set_parameter, actor=approver, now=NOW, name="publicity_min_wd", value=7, **setting)
    assert parameters_for(COUNTY, on=TODAY).count("publicity_min_wd") == 7
    with pytest.raises(UnableToFold):
        perform(set_parameter, actor=approver, now=NOW, name="x_share_min", value="1/3", **setting)
    assert parameters_for(COUNTY, on=TODAY).ratio("x_share_min") == Fraction(1, 2)
    with pytest.raises(UnableToSetParameter):
        perform(set_parameter, actor=approver, now=NOW, name="no_such_thing", value=1, **setting)
    with pytest.raises(UnableToSetParameter) as told:
        perform(set_parameter, actor=approver, now=NOW, name="refund_unit", value="period", **setting)
    assert reasons_of(told) == {"parameter_is_information"}


@pytest.mark.clause("A5.11", "A7.12")
def test_a_departure_needs_a_statement_that_allows_it_a_reason_and_an_end(world: World) -> None:
    departure = {"place": world.place, "from_date": TODAY, "until_date": TODAY + timedelta(days=120)}
    approver = world[Role.COUNTY_APPROVER]
    perform(grant_departure, actor=approver, now=NOW, clause="A5.11", reason="只有两名教师", **departure)
    for clause, reason, change in (
        ("A6.18", "缺教师", {}),
        ("A5.11", " ", {}),
        ("A7.12", "群众要求", {"until_date": None}),
    ):
        with pytest.raises(UnableToGrantDeparture):
            perform(
                grant_departure,
                actor=approver,
                now=NOW,
                clause=clause,
                reason=reason,
                **(departure | change),
            )
    with pytest.raises(Http404):
        perform(
            grant_departure,
            actor=world[Role.SCHOOL_HEAD],
            now=NOW,
            clause="A5.11",
            reason="自批",
            **departure,
        )
