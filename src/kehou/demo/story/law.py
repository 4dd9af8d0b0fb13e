"""Chapter one: the authorities lay down what everything stands on."""

from __future__ import annotations

from datetime import date

from kehou.authority.services.departures import grant_departure
from kehou.authority.services.parameters import set_parameter
from kehou.authority.services.tariffs import consent_to_tariff, enter_tariff, publish_tariff
from kehou.demo.county import BEGIN, DemoCounty, lay_down_the_law, set_up_county, tariff_lines
from kehou.demo.rolls import CITY_CODE, COUNTY_CODE, URBAN
from kehou.demo.story.teller import Teller
from kehou.kernel.places import Place
from kehou.platform.access.performing import perform


def tell_law(teller: Teller) -> DemoCounty:
    """County, schools and staff; policy, waiver rule and tariff; and what may not be laid down."""
    teller.chapter("一、市、县定下规矩")
    county = teller.step("建立示范县：学校、职员、学期", set_up_county)
    teller.refusal("未经市政府同意就发布收费标准", "A9.7", lambda: _tariff_without_consent(county))
    teller.step("县发布实施细则和减免办法，市发布最高收费标准", lambda: lay_down_the_law(county))
    teller.refusal("县把素质拓展占比放宽到三分之一", "A5.11", lambda: _loosen(county))
    teller.refusal("县批准第三方参与学科辅导作为例外", "A6.18", lambda: _depart(county))
    return county


def _tariff_without_consent(county: DemoCounty) -> None:
    tariff = perform(
        enter_tariff,
        actor=county.actor("city-price"),
        now=BEGIN,
        city_code=CITY_CODE,
        title="征求意见稿",
        document_number="示发改价〔2026〕1号",
        effective_from=date(2026, 2, 1),
        lines=tariff_lines(),
    )
    for key in ("city-price", "city-edu", "city-finance"):
        perform(
            consent_to_tariff,
            actor=county.actor(key),
            now=BEGIN,
            tariff_id=tariff,
            consented=BEGIN.date(),
        )
    perform(publish_tariff, actor=county.actor("city-gov"), now=BEGIN, tariff_id=tariff)


def _loosen(county: DemoCounty) -> None:
    perform(
        set_parameter,
        actor=county.actor("county-approver"),
        now=BEGIN,
        place=Place(COUNTY_CODE),
        name="x_share_min",
        value="1/3",
        source="示教发〔2025〕8号",
        from_date=BEGIN.date(),
    )


def _depart(county: DemoCounty) -> None:
    perform(
        grant_departure,
        actor=county.actor("county-approver"),
        now=BEGIN,
        place=county.schools[URBAN.key].place,
        clause="A6.18",
        reason="缺少教师",
        from_date=BEGIN.date(),
        until_date=date(2026, 7, 3),
    )
