"""The public rulebook: anyone reads it, every statement has its address, and what is missing is said."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.browsing import public_text
from factories.world import COUNTY, NOW, World, a_world
from kehou.authority.services.parameters import set_parameter
from kehou.kernel.actor import Role
from kehou.kernel.places import Place
from kehou.platform.access.performing import perform
from kehou.rulebook.packs import HUNAN
from kehou.web.rulebook.statements import search, statements

pytestmark = pytest.mark.django_db
CLOCK = "platform_clocksetting"  # every page of the site knows the business day


@pytest.mark.clause("A0.2")
def test_every_statement_has_a_page_that_anyone_reads() -> None:
    for statement in HUNAN.editions[-1].register:
        text = public_text(f"/rulebook/{statement.id}/")
        assert statement.text in text
    assert Client().get("/rulebook/A99.1/").status_code == 404


@pytest.mark.clause("A0.2")
def test_an_article_lists_all_its_statements() -> None:
    for number in range(14):
        text = public_text(f"/rulebook/{number}/")
        for statement in HUNAN.editions[-1].register:
            assert (f'id="{statement.id}"' in text) is (statement.article == number)
    assert Client().get("/rulebook/14/").status_code == 404


def test_a_statement_shows_what_keeps_it_and_what_a_refusal_says() -> None:
    text = public_text("/rulebook/A5.11/")
    assert "素质拓展占每周服务时间的最低比例" in text
    assert "50%" in text
    assert "art05_share" in text
    assert "批准例外" in text
    assert "{" not in "".join(statements()["A5.11"].refusals)


def test_what_is_missing_is_said() -> None:
    text = public_text("/rulebook/A9.26/")
    assert ("尚未全部实现" in text) is not statements()["A9.26"].is_kept
    overview = public_text("/rulebook/trace/")
    for page in statements().values():
        assert (f">{page.text}</a>" in overview) is not page.is_kept


def test_a_search_finds_by_words_and_says_when_it_finds_nothing() -> None:
    assert {"A9.11", "A9.12"} <= {page.id for page in search("退 学生") + search("退费")}
    assert "三分之二" in public_text("/rulebook/?q=三分之二")
    assert "没有找到" in public_text("/rulebook/?q=火星")


@pytest.mark.clause("A0.2", "A13.3")
def test_the_parameters_of_a_place_show_what_its_county_set() -> None:
    world: World = a_world(grades=(1,), per_class=1)
    _set(COUNTY, "publicity_min_wd", 7, "演教发〔2026〕9号", date(2026, 3, 1), world)
    there = f"/rulebook/parameters/?place={COUNTY.code}&on="
    assert "演教发〔2026〕9号" in public_text(f"{there}2026-03-02")
    assert "演教发〔2026〕9号" not in public_text(f"{there}2026-02-02")
    assert "演教发〔2026〕9号" not in public_text("/rulebook/parameters/?on=2026-03-02")


def _set(place: Place, name: str, value: object, source: str, from_date: date, world: World) -> None:
    perform(
        set_parameter,
        actor=world[Role.COUNTY_APPROVER],
        now=NOW,
        place=place,
        name=name,
        value=value,
        source=source,
        from_date=from_date,
    )


@pytest.mark.clause("A0.2")
def test_a_statement_shows_the_values_of_a_chosen_place_and_day() -> None:
    world: World = a_world(grades=(1,), per_class=1)
    _set(COUNTY, "publicity_min_wd", 7, "演教发〔2026〕9号", date(2026, 3, 1), world)
    there = f"/rulebook/A7.5/?place={COUNTY.code}&on="
    assert "7个工作日" in public_text(f"{there}2026-03-01")
    assert "7个工作日" not in public_text(f"{there}2026-02-28")
    assert "7个工作日" not in public_text("/rulebook/A7.5/?on=2026-03-01")
    assert "这一天没有可用的参数" in public_text("/rulebook/A7.5/?on=2029-03-18")


def test_a_statement_tells_its_open_questions_and_its_national_basis() -> None:
    text = public_text("/rulebook/A6.18/")
    assert "线上机构的教师和智能辅导算不算第三方" in text
    assert "教监管厅函〔2021〕3号" in text
    assert "条文没有写死的地方" not in public_text("/rulebook/A7.11/")


def test_what_changed_is_listed_with_before_and_after() -> None:
    text = public_text("/rulebook/changes/")
    assert "课间最短时间" in text
    assert "<td>10分钟</td><td>15分钟</td>" in text
    assert "没有变化" in public_text("/rulebook/changes/?on=2025-02-01")


@pytest.mark.clause("A0.2")
def test_a_countys_own_change_is_listed_there_and_what_is_to_come_apart() -> None:
    world: World = a_world(grades=(1,), per_class=1)
    _set(COUNTY, "publicity_min_wd", 7, "演教发〔2026〕9号", date(2026, 3, 1), world)
    _set(COUNTY, "approve_wd", 10, "演教发〔2028〕1号", date(2028, 3, 1), world)
    here, elsewhere = (
        public_text(f"/rulebook/changes/?place={COUNTY.code}"),
        public_text("/rulebook/changes/"),
    )
    assert "<td>5个工作日</td><td>7个工作日</td>" in here
    assert "演教发〔2026〕9号" not in elsewhere
    coming, past = here.split("以后已生效")
    assert "演教发〔2028〕1号" in coming
    assert "演教发〔2028〕1号" not in past


def test_contradictory_public_figures_are_shown_with_every_value() -> None:
    text = public_text("/rulebook/parameters/?place=4312&on=2026-03-02")
    assert "同级文件写得不一样" in text
    assert "600.00元" in text
    assert "700.00元" in text


def test_a_day_outside_the_edition_is_refused_in_words() -> None:
    text = public_text("/rulebook/parameters/?on=2023-01-01")
    assert "这一天没有可用的参数" in text


def test_a_mistyped_place_is_answered_like_none() -> None:
    assert "全省" in public_text("/rulebook/parameters/?place=xx&on=bad")


@pytest.mark.parametrize(
    ("address", "tables"),
    [
        ("/rulebook/", set()),
        ("/rulebook/7/", set()),
        ("/rulebook/A7.12/", {"authority_parametersetting"}),
        ("/rulebook/changes/", {"authority_parametersetting"}),
        ("/rulebook/trace/", set()),
        ("/rulebook/parameters/?place=430181", {"authority_parametersetting"}),
    ],
)
def test_reading_asks_the_database_for_nothing_but_local_values(address: str, tables: set[str]) -> None:
    with CaptureQueriesContext(connection) as asked:
        public_text(address)
    read = [table for query in asked.captured_queries for table in re.findall(r'FROM "(\w+)"', query["sql"])]
    assert sorted(table for table in read if table != CLOCK) == sorted(tables)
