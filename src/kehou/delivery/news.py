"""How a family is told that a session is not held, is kept elsewhere, or is held after all. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kehou.delivery.facts import CancelCause, Instead
from kehou.delivery.wording import CAUSE_NAMES
from kehou.platform.ui.wording import clock_time, day, moment

MONEY = "不上的课不收费，已交的费用会退给您。"
LOOK = "详情见“今天放学后”页面。"


class Turn(StrEnum):
    """What became of a session."""

    CANCELLED = "cancelled"
    ARRANGED = "arranged"  # cancelled before; the children are somewhere else now
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class News:
    """One session that changed. ``room`` and ``ends_at`` are where and until when its children are kept."""

    turn: Turn
    title: str
    starts_at: datetime
    cause: CancelCause | None = None
    instead: Instead | None = None
    room: str = ""
    joined: str = ""
    ends_at: datetime | None = None


def told(news: Sequence[News]) -> str:
    """What one family reads of everything that one act changed for its children; it names no child."""
    parts = [_told(turn, [row for row in news if row.turn is turn]) for turn in Turn]
    return "".join(part for part in parts if part)


def instead_words(instead: Instead, *, room: str, joined: str, ends_at: datetime | None) -> str:
    """Where a child is instead, until when, as a sentence."""
    until = f"到{clock_time(ends_at)}" if ends_at else ""
    where = f"在{room}" if room else "在学校"
    if instead is Instead.GROUP:
        return f"孩子这段时间参加“{joined}”{f'（{room}）' if room else ''}，{until}离校。"
    if instead is Instead.HOME:
        return "这段时间没有课后服务。"
    kept = f"孩子由老师{where}看护，{until}离校。"
    if instead is Instead.PICKUP:
        return f"{kept}您在页面上同意的，可以提前来接；没有同意的，不会让孩子提前离校。"
    return kept


def _told(turn: Turn, news: Sequence[News]) -> str:
    if not news:
        return ""
    what = _what(sorted(news, key=lambda row: row.starts_at))
    if turn is Turn.RESTORED:
        return f"{what}照常上，原来的取消和退费作废；已经退给您的不再收回。{LOOK}"
    where = _where(news)
    if turn is Turn.ARRANGED:
        return f"{what}取消后的安排有变：{where}{LOOK}"
    causes = "、".join(dict.fromkeys(CAUSE_NAMES[row.cause] for row in news if row.cause))
    return f"{what}不上了（{causes}）。{where}{MONEY}{LOOK}"


def _what(news: Sequence[News]) -> str:
    titles = "、".join(f"“{title}”" for title in dict.fromkeys(row.title for row in news))
    if len(news) == 1:
        return f"{moment(news[0].starts_at)}的{titles}"
    return f"{day(news[0].starts_at)}到{day(news[-1].starts_at)}的{len(news)}次{titles}"


def _where(news: Sequence[News]) -> str:
    ways = {
        (row.instead, row.room, row.joined, clock_time(row.ends_at) if row.ends_at else "") for row in news
    }
    first = news[0]
    if first.instead is None:
        return ""
    if len(ways) > 1:
        return "每次孩子在哪里、几点离校，请看页面。"
    return instead_words(first.instead, room=first.room, joined=first.joined, ends_at=first.ends_at)
