"""The five-step line: consultation, plan, approval, publicity, agreement (A7.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kehou.platform.ui.pieces import Tone


class Stage(StrEnum):
    """The steps that come before any service, in their order."""

    CONSULT = "consult"
    PLAN = "plan"
    APPROVE = "approve"
    PUBLICISE = "publicise"
    AGREE = "agree"


_NAMES = {
    Stage.CONSULT: "征求意见",
    Stage.PLAN: "实施方案",
    Stage.APPROVE: "批复",
    Stage.PUBLICISE: "公示",
    Stage.AGREE: "签订协议",
}


@dataclass(frozen=True, slots=True)
class StageStand:
    """Where one step stands: ``done``, ``now`` or ``todo``, with a note under it."""

    number: int
    name: str
    state: str
    note: str = ""
    url: str = ""
    tone: Tone | None = None


def stage_line(
    *,
    now: Stage | None,
    notes: Mapping[Stage, str] | None = None,
    urls: Mapping[Stage, str] | None = None,
    tone: Tone | None = None,
) -> tuple[StageStand, ...]:
    """The whole line with the step at hand; ``now`` is None once all five are done.

    ``tone`` colours the step at hand where it needs attention or stands still.
    """
    order = list(Stage)
    at = order.index(now) if now is not None else len(order)
    return tuple(
        StageStand(
            number=index + 1,
            name=_NAMES[stage],
            state="done" if index < at else "now" if index == at else "todo",
            note=(notes or {}).get(stage, ""),
            url=(urls or {}).get(stage, ""),
            tone=tone if index == at else None,
        )
        for index, stage in enumerate(order)
    )
