"""One family's result as lines of plain Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.allocation.explaining import Explanation, SlotStory
from kehou.allocation.result import Via
from kehou.allocation.wording import sentence

HOW = {Via.WISH: "按志愿", Via.ANY: "服从调剂", Via.FALLBACK: "保底位置"}


def told(explanation: Explanation) -> Iterator[str]:
    """The result slot by slot, and what became of each wish."""
    for story in explanation.slots:
        yield f"{story.slot}：{_seat(story)}"
        for reason in story.reasons:
            yield f"  第{reason.rank}志愿 {reason.section}：{sentence(reason)}"
    if explanation.x_unmet:
        yield "素质拓展没有达到规定的比例"


def _seat(story: SlotStory) -> str:
    return f"{story.seat.section}（{HOW[story.seat.via]}）" if story.seat else "没有安排"
