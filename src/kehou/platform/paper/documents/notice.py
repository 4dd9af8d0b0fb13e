"""The publicity notice 公示 before any fee is charged, and its poster (A2.12, A2.13, A7.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kehou.kernel.fen import Fen
from kehou.platform.paper.codes import ScanMark
from kehou.platform.paper.documents.parts import Channel, GradeTimetable, refuse_blank
from kehou.platform.paper.press import press


@dataclass(frozen=True, slots=True)
class PublishedCourse:
    """A course as the public sees it: who leads it, and a provider's price where there is one."""

    name: str
    kind: str
    grades: str
    leader: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What is published of an approved plan. No field may be blank (A2.13).

    ``mark`` leads to the public page; ``digest`` is the first part of its content's hash.
    """

    school: str
    term: str
    reply: str
    item: str
    basis: tuple[str, ...]
    price: Fen
    unit: str
    term_ceiling: Fen
    scope: str
    payment: str
    times: tuple[str, ...]
    timetables: tuple[GradeTimetable, ...]
    courses: tuple[PublishedCourse, ...]
    waiver_rules: tuple[str, ...]
    refund_rules: tuple[str, ...]
    first_day: date
    last_day: date
    working_days: int
    answer_working_days: int
    channels: tuple[Channel, ...]
    digest: str
    mark: ScanMark
    date: date

    def __post_init__(self) -> None:
        names = set(self.__slots__) - {"price", "term_ceiling"}  # free of charge is an answer too
        refuse_blank(self, sorted(names))


def print_notice(notice: Notice, *, at: datetime) -> bytes:
    """The notice for the school's board: all mandatory fields, how to object, the page's code."""
    return press("notice", notice, fixed_time=at)


def print_poster(notice: Notice, *, at: datetime) -> bytes:
    """One sheet for the gate: the main facts and a large code that opens the public page."""
    return press("poster", notice, fixed_time=at)
