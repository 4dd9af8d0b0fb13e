"""From an empty desk to a plan that may be submitted, through the pages alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from factories.browsing import staff_client
from factories.law import lay_down_the_law
from factories.sent import as_typed, sent
from factories.world import World, a_world
from kehou.kernel.actor import Role
from kehou.kernel.verdict import stops
from kehou.plans.judging import judge_version
from kehou.plans.models import PlanVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="121")


@pytest.fixture
def planner(world: World) -> Client:
    client = staff_client(world, Role.SCHOOL_PLAN)
    client.post("/plans/opening/")
    return client


def _plan_id(world: World) -> UUID:
    with world.inside():
        return PlanVersion.objects.get().plan_id


def _fill(planner: Client, address: str, typed: dict[str, Any]) -> None:
    """Open a page, type, save."""
    page = planner.get(address)
    data = as_typed(sent(page.context["desk"].forms.parts))
    revision = str(page.context["view"].version.revision)
    saved = planner.post(address, data | {"revision": revision, "save": "stay"} | typed)
    assert saved.status_code == 302, [
        dict(form.errors) for form in saved.context["desk"].forms.forms_inside() if form.errors
    ]


def _still_stops(world: World) -> list[tuple[str, str, str]]:
    with world.inside():
        version = PlanVersion.objects.select_related("plan__term").get()
        found = stops(judge_version(version, on=version.made_at.date()))
    return [(verdict.clause, verdict.reason, verdict.subject) for verdict in found]


SAFETY = {
    "safety-safety_rules_date": "2026-01-10",
    "safety-emergency_plan_date": "2026-01-10",
    "insurance-valid_from": "2025-09-01",
    "insurance-valid_to": "2026-08-31",
    "insurance-covers_after_school": "on",
}
GOALS = {
    "goals-goals": "让学生在校完成作业，有时间锻炼、阅读和动手",
    "goals-five_management": ["homework", "sleep", "phones", "reading", "fitness"],
}


def test_a_small_school_writes_a_lawful_plan_on_one_page(world: World, planner: Client) -> None:
    typed = {
        **GOALS,
        **SAFETY,
        "day-lessons_end": "16:00",
        "day-lunch_starts": "12:00",
        "day-lunch_ends": "14:00",
        "day-breaks": "15 30 15 15",
    }
    _fill(planner, f"/plans/{_plan_id(world)}/sections/small/", typed)
    assert _still_stops(world) == []


def _quick(
    number: int, title: str, area: str, days: str, times: tuple[str, str], grades: str
) -> dict[str, str]:
    row = {
        "title": title,
        "area": area,
        "capacity": "40",
        "minimum": "5",
        "grades": grades,
        "weekdays": days,
        "starts": times[0],
        "ends": times[1],
        "outline": f"{title}：每次练习和展示",
    }
    return {f"quick-{number}-{name}": value for name, value in row.items()}


def test_a_planner_writes_a_lawful_plan_section_by_section(world: World, planner: Client) -> None:
    base = f"/plans/{_plan_id(world)}/sections"
    first, second = ("16:15", "16:55"), ("17:10", "17:50")
    _fill(planner, f"{base}/basics/", GOALS)
    bell = {
        "bells-0-grades": [str(grade) for grade in range(1, 7)],
        "bells-0-ends": "16:00",
        "bells-0-lunch_starts": "12:00",
        "bells-0-lunch_ends": "14:00",
        "bells-0-breaks": "15 30 15 15",
        "bells-0-earlier": "same",
    }
    _fill(planner, f"{base}/bells/", bell)
    courses = {
        **_quick(0, "作业辅导", "homework", "一三五", first, "3-6"),
        **_quick(1, "绘本阅读", "reading", "一三五", first, "1-2"),
        **_quick(2, "体育活动", "pe", "一二三四五", second, "1-6"),
        **_quick(3, "全校作业辅导", "homework", "二四", first, "1-6"),
    }
    _fill(planner, f"{base}/courses/", courses)
    _fill(planner, f"{base}/safety/", SAFETY)
    price = {
        "prices-0-price": "2",
        "prices-0-planned_units": "164",
        "prices-0-paying_count": "16",
        "prices-0-waived_count": "2",
        "costs-0-category": "staff_allowance",
        "costs-0-quantity": "164",
        "costs-0-unit_price": "36",
        "costs-0-link": "每次服务",
        "costs-0-evidence": "课表",
        "sources-0-source": "service_fee",
        "rules-waiver_rule": "按县里的办法免收",
        "rules-waiver_funding": "subsidy",
        "rules-refund_rule": "按未开展的课时退",
        "rules-surplus_rule": "学期结束全额退还",
    }
    _fill(planner, f"{base}/fees/", price)
    _fill(planner, f"{base}/fees/", {"sources-1-source": "subsidy", "sources-1-amount": "656"})
    assert _still_stops(world) == []
