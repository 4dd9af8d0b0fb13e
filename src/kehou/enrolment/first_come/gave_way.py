"""What a family reads whose place went to an earlier turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kehou.enrolment.facts import Option
from kehou.enrolment.first_come.counts import SeatCount
from kehou.enrolment.showing import when
from kehou.platform.ui.wording import count, moment

NAMED = 3  # courses that a message names; the page has them all


def said_of_passed(
    lost: Option, chosen: Option | None, beside: Sequence[SeatCount], closes_at: datetime
) -> str:
    """What became of the place, and what is left at that time until when; what the child chose since.

    ``beside`` are the other courses that it may choose then, full ones too. It names no child.
    """
    told = f"孩子选的{lost.title}（{when(lost)}），名额归了号在前的家庭，孩子进了候补。"
    if chosen is not None:
        return f"{told}这一时段已选{chosen.title}。"
    left = [f"{each.title}（{_seats(each)}）" for each in beside if each.free != 0]
    if not left:
        return f"{told}这一时段别的课程也满了，可以候补，{moment(closes_at)}截止。"
    more = f"等{count(len(left), '门')}" if len(left) > NAMED else ""
    named = "、".join(left[:NAMED])
    return f"{told}这一时段现在还可以选{named}{more}，先选先得，{moment(closes_at)}截止。"


def _seats(each: SeatCount) -> str:
    return "不限名额" if each.free is None else f"还有{count(each.free, '个名额')}"
