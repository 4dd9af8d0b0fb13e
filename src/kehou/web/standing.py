"""Where a school stands this term on the way of five steps (A7.1), put together from each step's own rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from kehou.consultation.public import ConsultationState, consultation_state
from kehou.notices.public import Publicity, publicity_of
from kehou.plans.public import ApprovedPlan, PlanStanding, approved_plan, plan_standing
from kehou.platform.ui.pieces import Tone
from kehou.platform.ui.stages import Stage, StageStand, stage_line
from kehou.platform.ui.wording import day
from kehou.registry.public import SchoolInfo, TermInfo


@dataclass(frozen=True, slots=True)
class Standing:
    """What each step of one school's term has to show."""

    consultation: ConsultationState | None
    plan: PlanStanding | None
    approved: ApprovedPlan | None
    publicity: Publicity | None

    @property
    def stage(self) -> Stage:
        """The step at hand. An approved plan that is in force stays so while it is being changed."""
        if self.approved and self.approved.in_force:
            return Stage.AGREE if self.is_publicised else Stage.PUBLICISE
        if self.is_decided_on or self.approved:
            return Stage.APPROVE
        return Stage.PLAN if self.plan or self.is_consulted else Stage.CONSULT

    @property
    def is_consulted(self) -> bool:
        """Whether families were asked and told the result."""
        return self.consultation is not None and self.consultation.published_date is not None

    @property
    def is_decided_on(self) -> bool:
        """Whether a plan lies with the authority."""
        return self.plan is not None and self.plan.state in ("submitted", "under_review")

    @property
    def is_publicised(self) -> bool:
        """Whether the publicity of the approved version is complete."""
        return self.publicity is not None and self.publicity.state == "closed"

    @property
    def is_halted(self) -> bool:
        """Whether the approved plan was suspended or revoked."""
        return self.approved is not None and not self.approved.in_force


def standing_of(school: SchoolInfo, term: TermInfo) -> Standing:
    """Gather where a school stands in a term."""
    approved = approved_plan(school.id, term.id)
    return Standing(
        consultation=consultation_state(school.id, term.id),
        plan=plan_standing(school.id, term.id),
        approved=approved,
        publicity=publicity_of(approved.version_id) if approved else None,
    )


def public_line(standing: Standing) -> tuple[StageStand, ...]:
    """The line as anyone may see it: nothing of a plan before it is approved."""
    now = standing.stage
    if not standing.approved and now is Stage.APPROVE:
        now = Stage.PLAN
    return _line(standing, now, plan_note="一校一案" if standing.approved else "")


def desk_line(standing: Standing) -> tuple[StageStand, ...]:
    """The line as the school's own staff see it."""
    note = standing.plan.state_name if standing.plan else ""
    return _line(standing, standing.stage, plan_note=note)


def _line(standing: Standing, now: Stage, *, plan_note: str) -> tuple[StageStand, ...]:
    notes = {
        Stage.CONSULT: _consulted(standing.consultation),
        Stage.PLAN: plan_note,
        Stage.APPROVE: _approved(standing.approved),
        Stage.PUBLICISE: _publicised(standing.publicity),
    }
    tone = Tone.STOP if standing.is_halted else None
    return stage_line(now=now, notes=notes, urls=_urls(standing), tone=tone)


def _consulted(state: ConsultationState | None) -> str:
    if state is None:
        return "还没有开始"
    if state.published_date:
        return f"{day(state.published_date)}公布结果"
    return "正在汇总" if state.closed_date else f"{day(state.closes_date)}截止"


def _approved(approved: ApprovedPlan | None) -> str:
    if approved is None:
        return ""
    if not approved.in_force:
        return "已暂停或撤销"
    return approved.reply_number or f"{day(approved.approved_at)}批复"


def _publicised(publicity: Publicity | None) -> str:
    if publicity is None:
        return ""
    if publicity.closed_at:
        return f"{day(publicity.closed_at)}公示期满"
    return "已撤回" if publicity.state == "withdrawn" else f"{day(publicity.opened_date)}起公示"


def _urls(standing: Standing) -> Mapping[Stage, str]:
    urls: dict[Stage, str] = {}
    if standing.consultation and standing.is_consulted:
        urls[Stage.CONSULT] = _to("consultation-result", standing.consultation.consultation_id)
    if standing.publicity:
        urls[Stage.PUBLICISE] = _to("notice", standing.publicity.code)
    return urls


def _to(name: str, key: UUID | str) -> str:
    return reverse(name, args=[key])
