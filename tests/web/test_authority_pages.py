"""The desks of those who lay down what schools go by: tariff, policy, waiver rule, parameters."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.law import lay_down_the_law
from factories.world import COUNTY, NOW, World, a_world
from kehou.authority.models import Tariff
from kehou.authority.public import county_policy, parameters_for, tariff_in_force, waiver_rule
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.kernel.places import Place
from kehou.platform.access.holding import give_role
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import Scope, scoped
from kehou.rulebook.facts.school import Stage

pytestmark = pytest.mark.django_db
CITY = Place(COUNTY.code[:4])
TARIFF = {
    "title": "收费标准",
    "document_number": "演发改〔2026〕1号",
    "effective_from": "2026-01-10",
    "review_due": "2027-12-01",
    "unit": "period",
    "receipt_kind": "财政电子票据",
    "ceiling_urban_primary": "3.50",
    "cap_urban_primary": "350",
}
POLICY = {
    "title": "实施细则",
    "document_number": "演教发〔2026〕1号",
    "school_year": "2025",
    "issued": "2026-01-05",
    "valid_until": "2026-08-31",
}


@pytest.fixture
def world() -> World:
    set_business_now(NOW)
    return a_world(grades=(1,), per_class=1)


def _client(person: object) -> Client:
    client = Client()
    login = f"desk-{get_user_model().objects.count()}"
    client.force_login(get_user_model().objects.create(login=login, person_id=person))
    return client


def _of_the_city(role: Role) -> Client:
    person = new_id()
    give_role(person, role, CITY, from_date=date(2025, 1, 1))
    return _client(person)


LACKING = ("还没有印发课后服务实施细则", "还没有印发减免办法", "没有公布课后服务举报电话或信箱")
BODIES = (Role.CITY_PRICE, Role.CITY_EDU, Role.CITY_FINANCE, Role.CITY_GOVERNMENT)


def _draft(*, bodies: tuple[Role, ...] = BODIES, **changes: object) -> Tariff:
    """A version in draft to which some bodies have consented, each at its own desk."""
    price = _of_the_city(Role.CITY_PRICE)
    assert price.post("/tariffs/entry/", TARIFF | changes).status_code == 302
    assert "草稿" in price.get("/tariffs/").content.decode()
    with scoped(Scope(areas=frozenset({"43"}))):
        draft = Tariff.objects.order_by("entered_at", "id").last()
    assert draft
    for role in bodies:
        desk, at = _of_the_city(role), f"/tariffs/{draft.id}/consent/"
        assert at in desk.get("/tariffs/").content.decode()
        assert desk.post(at, {"consented": "2025-12-20"}).status_code == 302
        assert at not in desk.get("/tariffs/").content.decode()
    return draft


@pytest.mark.clause("A9.6", "A9.7")
def test_one_department_enters_a_tariff_and_another_publishes_it(world: World) -> None:
    draft = _draft()
    government = _of_the_city(Role.CITY_GOVERNMENT)
    assert "3.50元／课时" in government.get("/tariffs/").content.decode()
    assert government.post(f"/tariffs/{draft.id}/publication/").status_code == 302
    found = tariff_in_force(CITY.code, area_class="urban", on=NOW.date())[Stage.PRIMARY]
    assert (found.ceiling, found.term_cap) == (Fen(350), Fen(35000))


@pytest.mark.clause("A9.7")
def test_a_tariff_without_consent_is_refused_in_words(world: World) -> None:
    draft = _draft(bodies=BODIES[:3])
    page = _of_the_city(Role.CITY_GOVERNMENT).post(f"/tariffs/{draft.id}/publication/")
    assert page.status_code == 409
    assert "/rulebook/A9.7/" in page.content.decode()


@pytest.mark.clause("A9.10")
def test_a_dearer_tariff_waits_for_the_end_of_the_term(world: World) -> None:
    lay_down_the_law(ceiling_fen=300)
    government = _of_the_city(Role.CITY_GOVERNMENT)
    within = _draft(effective_from="2026-04-01")
    page = government.post(f"/tariffs/{within.id}/publication/")
    assert page.status_code == 409
    assert "/rulebook/A9.10/" in page.content.decode()
    after = _draft(effective_from="2026-08-01")
    assert government.post(f"/tariffs/{after.id}/publication/").status_code == 302


def test_slips_of_a_tariff_are_said_at_once(world: World) -> None:
    price = _of_the_city(Role.CITY_PRICE)
    slips = {"ceiling_urban_primary": "三元", "cap_township_junior": "5", "effective_from": ""}
    text = price.post("/tariffs/entry/", TARIFF | slips).content.decode()
    assert "要填金额" in text
    assert "封顶金额不能低于最高标准" in text
    nothing = {"ceiling_urban_primary": "", "cap_urban_primary": ""}
    assert price.post("/tariffs/entry/", TARIFF | nothing).status_code == 409


def test_a_draft_is_no_business_of_a_school_or_another_city(world: World) -> None:
    draft = _draft()
    assert (
        "演发改〔2026〕1号" not in _client(world[Role.SCHOOL_HEAD].person).get("/tariffs/").content.decode()
    )
    elsewhere = new_id()
    give_role(elsewhere, Role.CITY_GOVERNMENT, Place("4302"), from_date=date(2025, 1, 1))
    stranger = _client(elsewhere)
    assert "演发改〔2026〕1号" not in stranger.get("/tariffs/").content.decode()
    assert stranger.post(f"/tariffs/{draft.id}/publication/").status_code == 404
    assert Client().get("/tariffs/").status_code == 404
    assert _client(world[Role.SCHOOL_HEAD].person).get("/tariffs/entry/").status_code == 404


def test_a_list_of_tariffs_costs_no_query_a_tariff(world: World) -> None:
    _draft()
    price = _of_the_city(Role.CITY_PRICE)
    with CaptureQueriesContext(connection) as few:
        price.get("/tariffs/")
    for month in range(2, 7):
        _draft(effective_from=f"2026-{month:02d}-01")
    with CaptureQueriesContext(connection) as many:
        price.get("/tariffs/")
    assert len(many) == len(few)


@pytest.mark.clause("A3.5", "A11.14")
def test_a_county_issues_its_policy_with_a_way_to_complain(world: World) -> None:
    approver = _client(world[Role.COUNTY_APPROVER].person)
    policy = POLICY | {"officer_id": str(world[Role.COUNTY_OFFICER].person)}
    refused = approver.post("/policies/entry/", policy)
    assert refused.status_code == 409
    assert "/rulebook/A11.14/" in refused.content.decode()
    assert approver.post("/policies/entry/", policy | {"complaint_phone": "0731-1"}).status_code == 302
    found = county_policy(COUNTY.code, on=NOW.date())
    assert found
    assert found.complaint_phone == "0731-1"
    assert "0731-1" in _client(world[Role.SCHOOL_HEAD].person).get("/policies/").content.decode()


@pytest.mark.clause("A3.5", "A9.40", "A11.14")
def test_a_county_reads_what_it_lacks_what_it_set_and_what_held_before(world: World) -> None:
    approver = _client(world[Role.COUNTY_APPROVER].person)
    page = approver.get("/policies/").content.decode()
    assert "还缺什么" in page
    for missing in LACKING:
        assert missing in page, missing
    lay_down_the_law()
    later = POLICY | {"officer_id": str(world[Role.COUNTY_OFFICER].person), "complaint_phone": "0731-1"}
    approver.post("/policies/entry/", later)
    approver.post(
        "/parameters/publicity_min_wd/",
        {"source": "演教发〔2026〕3号", "from_date": "2026-01-12", "value": "7"},
    )
    page = approver.get("/policies/").content.decode()
    assert "还缺什么" not in page
    assert "本县另定的参数" in page
    assert "演教发〔2026〕3号" in page
    assert "以前的文件" in page
    assert "演教发〔2025〕1号" in page


@pytest.mark.clause("A9.40")
def test_a_county_issues_its_waiver_rule_in_per_cent(world: World) -> None:
    approver = _client(world[Role.COUNTY_APPROVER].person)
    rule = {"title": "减免办法", "document_number": "演教发〔2026〕2号", "issued": "2026-01-05"}
    rule |= {"funding": "subsidy", "share_orphan": "100", "share_destitute": "50"}
    assert approver.post("/policies/waiver/", rule).status_code == 302
    found = waiver_rule(COUNTY.code, on=NOW.date())
    assert found
    assert {name: str(ratio) for name, ratio in found.ratios.items()} == {"orphan": "1", "destitute": "1/2"}
    assert "减免50%" in approver.get("/policies/").content.decode()


@pytest.mark.clause("A13.3")
def test_a_county_tightens_a_parameter_and_is_refused_a_looser_one(world: World) -> None:
    approver = _client(world[Role.COUNTY_APPROVER].person)
    assert "公示的最短时间" in approver.get("/parameters/").content.decode()
    given = {"source": "演教发〔2026〕3号", "from_date": "2026-01-12"}
    assert approver.post("/parameters/publicity_min_wd/", given | {"value": "7"}).status_code == 302
    assert parameters_for(COUNTY, on=NOW.date()).count("publicity_min_wd") == 7
    looser = approver.post("/parameters/x_share_min/", given | {"value": "40%"})
    assert looser.status_code == 409
    assert "50%" in looser.content.decode()
    assert "40%" in looser.content.decode()


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("group_max/homework", "40"),
        ("latest_end", "18:00"),
        ("makeup_days", "by_calendar"),
        ("allowance_rate", "45.50"),
        ("summer_months", "5、6、7"),
        ("outside_kinds", "volunteer"),
        ("mean_includes_admin", "no"),
    ],
)
def test_every_kind_of_value_can_be_typed(world: World, address: str, value: str) -> None:
    approver = _client(world[Role.COUNTY_APPROVER].person)
    given = {"source": "演教发〔2026〕3号", "from_date": "2026-01-12", "value": value}
    page = approver.post(f"/parameters/{address}/", given)
    assert page.status_code == 302, page.content.decode()


@pytest.mark.clause("A8.2")
def test_what_nothing_follows_from_is_not_to_be_set(world: World) -> None:
    approver = _client(world[Role.COUNTY_APPROVER].person)
    assert "退费的计算单位" not in approver.get("/parameters/").content.decode()
    assert approver.get("/parameters/refund_unit/").status_code == 404


def test_a_mistyped_value_is_said_beside_its_field(world: World) -> None:
    approver = _client(world[Role.COUNTY_APPROVER].person)
    given = {"source": "演教发〔2026〕3号", "from_date": "2026-01-12", "value": "七天"}
    assert "新的值写得不对" in approver.post("/parameters/publicity_min_wd/", given).content.decode()
    assert approver.get("/parameters/no_such_thing/").status_code == 404
    assert approver.get("/parameters/group_max/nothing/").status_code == 404


def test_only_who_may_set_sees_the_desk_of_parameters(world: World) -> None:
    for role in (Role.SCHOOL_HEAD, Role.COUNTY_OFFICER, Role.TEACHER):
        assert _client(world[role].person).get("/parameters/").status_code == 404
    for address in ("/policies/entry/", "/policies/waiver/"):
        assert _client(world[Role.SCHOOL_HEAD].person).get(address).status_code == 404
