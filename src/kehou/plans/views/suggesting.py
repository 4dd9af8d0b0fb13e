"""Clashes of a plan's week, with suggestions that a person takes over or leaves."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kehou.plans.access import DRAFT_PLAN
from kehou.plans.arranged import arranged_content, latest_arrangement
from kehou.plans.clashes import Suggestion, accepted, clashing, model_of, suggestions
from kehou.plans.facts import PlanContent
from kehou.plans.queries import PlanView, plan_view
from kehou.plans.rules import State
from kehou.plans.services.arranging import arrange
from kehou.plans.services.drafting import change_draft
from kehou.plans.solving import has_solver, solve
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.sent import number_sent
from kehou.platform.ui.wording import WEEKDAYS, time_range
from kehou.providers.public import leaders_of
from kehou.rulebook.facts.courses import SlotFacts


@dataclass(frozen=True, slots=True)
class Shown:
    """One suggestion in words; ``value`` stands for it in the form."""

    value: str
    when: str
    title: str
    what: str
    now: str
    instead: str


@endpoint(DRAFT_PLAN)
def clashes(request: KehouRequest, plan_id: UUID) -> HttpResponse:
    """What clashes, what would end it, and taking over what was ticked, in a draft or after the approval."""
    view = plan_view(plan_id, viewer=request.actor)
    if not (view.is_editable or view.plan.state == State.APPROVED):
        raise Http404
    content = view.content if view.is_editable else arranged_content(view.version)
    found = clashing(content.slots)
    offered = suggestions(content, solve(model_of(content))) if found and has_solver() else []
    if request.method == "POST":
        return _take(request, view, offered)
    said = _Saying(content, view.school.id)
    context = {
        "view": view,
        "pairs": [(said.slot(one), said.slot(other), said.shared(one, other)) for one, other in found],
        "offered": [said.suggestion(each) for each in offered],
        "has_solver": has_solver(),
        "number": _number(view),
    }
    return render(request, "plans/clashes.html", context)


def _number(view: PlanView) -> int:
    """What a change starts from: the draft's revision, or the number of the latest arrangement."""
    if view.is_editable:
        return view.version.revision
    latest = latest_arrangement(view.version)
    return latest.number if latest else 0


def _take(request: KehouRequest, view: PlanView, offered: list[Suggestion]) -> HttpResponse:
    ticked = set(request.POST.getlist("suggestion"))
    chosen = [each for each in offered if _value(each) in ticked]
    if not chosen:
        messages.error(request, "没有勾选建议，课表没有变。")
        return redirect("plan-clashes", plan_id=view.plan.id)
    start = number_sent(request, "revision", otherwise=_number(view))

    def change(content: PlanContent) -> PlanContent:
        return accepted(content, chosen)

    actor, now, version = request.actor, business_now(), view.version.id
    if view.is_editable:
        change_draft(actor=actor, now=now, version_id=version, revision=start, change=change, part="slots")
    else:
        arrange(actor=actor, now=now, version_id=version, number=start, change=change)
    messages.success(request, f"已采用{len(chosen)}条建议。")
    return redirect("plan-clashes", plan_id=view.plan.id)


def _value(each: Suggestion) -> str:
    return f"{each.slot_key}|{'room' if each.is_room else 'leader'}|{each.instead}"


class _Saying:
    """Slots, people and rooms in words."""

    def __init__(self, content: PlanContent, school_id: UUID) -> None:
        self._slots = {slot.key: slot for slot in content.slots}
        self._titles = {course.key: course.title for course in content.courses}
        self._names = {leader.key: leader.name for leader in leaders_of(school_id)}

    def slot(self, slot: SlotFacts) -> str:
        """A slot with its time."""
        return f"{self._titles.get(slot.course_key, '')}（{_when(slot)}）"

    def shared(self, one: SlotFacts, other: SlotFacts) -> str:
        """What two slots both take."""
        same_leader = one.leader_key and one.leader_key == other.leader_key
        return self._name(one.leader_key or "") if same_leader else one.room

    def suggestion(self, each: Suggestion) -> Shown:
        """One suggestion."""
        slot = self._slots[each.slot_key]
        now, instead = (v if each.is_room else self._name(v) for v in (each.now, each.instead))
        what = "地点" if each.is_room else "带班教师"
        title = self._titles.get(slot.course_key, "")
        return Shown(_value(each), _when(slot), title, what, now, instead or "待定")

    def _name(self, key: str) -> str:
        return self._names.get(key, key)


def _when(slot: SlotFacts) -> str:
    return f"{WEEKDAYS[slot.weekday]} {time_range(slot.starts, slot.ends)}"
