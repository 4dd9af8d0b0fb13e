"""The sections of a draft as a list of what is done and what is still to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from kehou.kernel.verdict import Verdict
from kehou.plans.facts import PlanContent
from kehou.plans.forms.sections import SECTIONS
from kehou.plans.placing import tally
from kehou.plans.queries import PlanView
from kehou.platform.ui.pieces import Tone
from kehou.platform.ui.wording import yuan

_OPTIONAL = frozenset({"transport", "boarders", "hours"})


@dataclass(frozen=True, slots=True)
class Item:
    """One section of the list: what it says in a word, and how it stands."""

    title: str
    url: str
    about: str
    tone: Tone
    state: str


def checklist(view: PlanView, found: Iterable[Verdict]) -> list[Item]:
    """Every section in the order in which a planner fills them."""
    stopping, warning = tally(found)
    said = _said(view.content)
    items = []
    for section in SECTIONS:
        slug = section.slug
        tone, state = _standing(slug, said[slug], stopping[slug], warning[slug])
        url = reverse("plan-section", args=[view.plan.id, slug])
        items.append(Item(section.title, url, said[slug] or section.about, tone, state))
    return items


def _standing(slug: str, said: str, stops: int, warns: int) -> tuple[Tone, str]:
    if not said:
        return (Tone.PLAIN, "没有就不填") if slug in _OPTIONAL and not stops else (Tone.PLAIN, "还没有填")
    if stops:
        return Tone.STOP, f"{stops}处须修改"
    if warns:
        return Tone.ATTENTION, f"{warns}处提醒"
    return Tone.DONE, "已填好"


def _said(content: PlanContent) -> dict[str, str]:
    """What each section holds, in a few words; empty where it holds nothing."""
    fees = content.fees
    costs = f"，测算成本{yuan(fees.planned_cost)}" if fees.cost_lines else ""
    pupils = sum(row.pupil_count for row in content.grades)
    return {
        "basics": content.goals[:24],
        "grades": f"{len(content.grades)}个年级，{pupils:,}名学生" if content.grades else "",
        "bells": _counted(content.bells, "个年级的作息"),
        "courses": _counted(content.courses, "门课程"),
        "timetable": f"每周{len(content.slots)}节" if content.slots else "",
        "people": _counted(content.leaders, "名参与人员"),
        "transport": _counted(content.transport, "条线路"),
        "boarders": "已安排" if content.boarders or content.care_requests else "",
        "fees": f"{_prices(content)}{costs}" if fees.prices or fees.cost_lines else "",
        "safety": "已登记" if content.safety.safety_rules_date or content.safety.insurance else "",
        "hours": content.flexible_hours_rule[:24],
    }


def _counted(rows: tuple[object, ...], what: str) -> str:
    return f"{len(rows)}{what}" if rows else ""


def _prices(content: PlanContent) -> str:
    return "、".join(f"每课时{yuan(price.price)}" for price in content.fees.prices) or "不收费"
