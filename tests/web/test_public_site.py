"""The public site: schools by name or county, and where one stands, without a child's data."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.approved import approve_a_plan, publicise_a_plan
from factories.browsing import public_text
from factories.consulted import consult_families, open_round
from factories.law import lay_down_the_law
from factories.world import COUNTY, NOW, World, a_world
from kehou.notices.models import Notice
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.scope import Scope, scoped
from kehou.registry.services.organising import open_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    set_business_now(NOW)
    lay_down_the_law()
    return a_world(urban_rural_code="121", per_class=2)


def _more_schools(count: int) -> None:
    with scoped(Scope(areas=frozenset({"43"}))):
        for number in range(count):
            open_school(
                county_code=COUNTY.code,
                name=f"第{number}小学",
                short_code=f"s{number}",
                official_code=f"99{number:08d}",
                grades=(1,),
                urban_rural_code="111",
            )


def test_a_school_is_found_by_name_county_or_city(world: World) -> None:
    for words in ("", "演习", "浏阳", "长沙 演习"):
        assert 'href="/schools/yx/"' in public_text(f"/?q={words}")
        assert 'href="/schools/yx/"' in public_text(f"/find/?q={words}")
    assert "没有找到这所学校" in public_text("/?q=火星")


def test_a_list_of_schools_costs_no_query_a_school(world: World) -> None:
    with CaptureQueriesContext(connection) as few:
        public_text("/")
    _more_schools(30)
    with CaptureQueriesContext(connection) as many:
        text = public_text("/")
    assert len(many) == len(few)
    assert text.count('href="/schools/') >= 20


@pytest.mark.clause("A11.14", "A7.4")
def test_before_approval_nothing_of_the_plan_is_shown(world: World) -> None:
    text = public_text("/schools/yx/")
    assert "0731-0000000" in text
    assert "方案批复并公示以后" in text
    open_round(world)
    text = public_text("/schools/yx/")
    assert "截止" in text
    assert "查看征求家长意见的结果" not in text


def test_a_published_result_can_be_opened(world: World) -> None:
    consultation = consult_families(world)
    assert f"/consultations/{consultation}/result/" in public_text("/schools/yx/")


@pytest.mark.clause("A7.5", "A2.12")
def test_an_approved_plan_is_read_once_it_is_public(world: World) -> None:
    approve_a_plan(world)
    assert "公示以前不得收费" in public_text("/schools/yx/")


@pytest.mark.clause("A2.13")
def test_a_publicised_plan_leads_to_its_notice(world: World) -> None:
    publicise_a_plan(world)
    text = public_text("/schools/yx/")
    with world.inside():
        code = Notice.objects.get().code
    assert f"/n/{code}/" in text
    assert "公示期满" in text


def test_no_child_and_no_family_is_named(world: World) -> None:
    publicise_a_plan(world)
    text = public_text("/schools/yx/")
    for child in world.children:
        assert str(child.pupil_id) not in text
    assert "学生301" not in text
    assert "家长301" not in text


def test_an_unknown_school_is_not_there(world: World) -> None:
    page = Client().get("/schools/nowhere/")
    assert page.status_code == 404
