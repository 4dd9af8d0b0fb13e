"""The next thing that a school has to do this term, as one button for those who may do it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from kehou.consultation.access import SEE_CONSULTATION
from kehou.delivery.access import HAND_OVER, KEEP_GATE, LEAD_SESSION, SEE_BOARD
from kehou.delivery.public import meets_on
from kehou.kernel.actor import Actor
from kehou.notices.access import PUBLISH_NOTICE, SEE_NOTICES
from kehou.plans.access import SEE_PLAN
from kehou.platform.access.actions import Action
from kehou.platform.ui.pieces import Link
from kehou.platform.ui.stages import Stage
from kehou.web.standing import Standing

# What an afternoon is worked on with, in the order of the day.
AFTERNOON = (
    (LEAD_SESSION, "今天的课", "afternoon"),
    (HAND_OVER, "班级交接", "classes"),
    (SEE_BOARD, "学生去向", "custody-board"),
    (KEEP_GATE, "校门口", "gate"),
)


def afternoon_ways(actor: Actor, school_id: UUID, *, today: date) -> list[Link]:
    """Where today's afternoon is worked on, for those who do; none on a day without sessions."""
    ways = [Link(label, reverse(page)) for action, label, page in AFTERNOON if action.open_to(actor)]
    return ways if ways and meets_on(school_id, today) else []


@dataclass(frozen=True, slots=True)
class NextStep:
    """One button: what it says, where it leads or, for an act of one press, where it posts."""

    action: Action
    label: str
    url: str
    posts: bool = False


def next_step(standing: Standing, actor: Actor) -> NextStep | None:
    """What to do next, or None where it is for others to act."""
    step = _step(standing)
    return step if step.action.open_to(actor) else None


def _step(standing: Standing) -> NextStep:
    match standing.stage:
        case Stage.CONSULT:
            return _consult(standing)
        case Stage.PLAN | Stage.APPROVE:
            return _plan(standing)
        case Stage.PUBLICISE:
            return _publicise(standing)
    return NextStep(SEE_PLAN, "查看批复的方案", _plan_url(standing))


def _consult(standing: Standing) -> NextStep:
    state = standing.consultation
    if state is None:
        return NextStep(SEE_CONSULTATION, "征求家长意见", reverse("consultations"))
    label = "公布征求意见结果" if state.closed_date else "查看答复进度"
    return NextStep(SEE_CONSULTATION, label, reverse("consultation", args=[state.consultation_id]))


def _plan(standing: Standing) -> NextStep:
    if standing.plan is None:
        return NextStep(SEE_PLAN, "起草实施方案", reverse("plans"))
    label = "继续起草方案" if standing.plan.is_editable else "查看方案办理情况"
    return NextStep(SEE_PLAN, label, _plan_url(standing))


def _publicise(standing: Standing) -> NextStep:
    publicity, approved = standing.publicity, standing.approved
    if publicity and publicity.state == "running":
        return NextStep(SEE_NOTICES, "办理公示", reverse("notice-desk", args=[publicity.notice_id]))
    if approved:
        opening = reverse("notice-opening", args=[approved.version_id])
        return NextStep(PUBLISH_NOTICE, "公示批复的方案", opening, posts=True)
    return NextStep(SEE_NOTICES, "办理公示", reverse("notices"))


def _plan_url(standing: Standing) -> str:
    return reverse("plan", args=[standing.plan.plan_id]) if standing.plan else reverse("plans")
