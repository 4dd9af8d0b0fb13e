"""The written agreement 课后服务协议 with one family, and its separate data consent (A7.6, DP2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kehou.kernel.fen import Fen
from kehou.platform.paper.codes import ScanMark
from kehou.platform.paper.documents.parts import Article
from kehou.platform.paper.press import press

PAPER_COPIES = ("学校留存", "家庭留存")
ELECTRONIC_COPY = ("电子文本",)


@dataclass(frozen=True, slots=True)
class DataUse:
    """One use of a child's data: which items, what for, how long kept."""

    items: str
    purpose: str
    kept: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What the family answered, for a copy signed on screen: ``None`` leaves the box open."""

    joins: bool | None = None
    data_consent: bool | None = None
    signer: str = ""
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of one pupil and term. ``articles`` are those that the family reads on screen."""

    school: str
    term: str
    pupil: str
    class_name: str
    guardian: str
    relation: str
    first_day: date
    last_day: date
    plan_number: str
    plan_version: int
    reply: str
    price: Fen
    period_minutes: str
    term_ceiling: Fen
    articles: tuple[Article, ...]
    if_not_joining: str
    data_uses: tuple[DataUse, ...]
    data_notes: tuple[str, ...]
    mark: ScanMark
    offered: date
    choice: Choice = Choice()
    large_print: bool = False


def print_agreements(
    agreements: Sequence[Agreement], *, copies: tuple[str, ...] = PAPER_COPIES, at: datetime
) -> bytes:
    """The agreements of a class in one file, each in all its copies, each copy with its own pages.

    The data consent is a part of its own with its own answer and signature; refusing it leaves
    the agreement as it is. The room for the school's seal is marked in the first copy.
    """
    return press("agreement", {"agreements": agreements, "copies": copies}, fixed_time=at)
