"""What became of a pupil's wishes, in plain words, with what proves it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kehou.allocation import Code
from kehou.allocation.hashing import MODULUS
from kehou.enrolment.changes import changed_bands
from kehou.enrolment.facts import Offering, Option
from kehou.enrolment.models import Outcome, Run, Rush, Seat
from kehou.enrolment.showing import band_name
from kehou.platform.ui.pieces import Tone

NUMBER_DIGITS = 8


@dataclass(frozen=True, slots=True)
class WishResult:
    """One wish: its rank, what became of it and why. ``waits`` is whether the child is in its line."""

    rank: int
    title: str
    state: str
    tone: Tone
    reason: str
    waits: bool = False


@dataclass(frozen=True, slots=True)
class BandResult:
    """One time of the week: where the child is, and every wish for it."""

    name: str
    title: str
    room: str
    note: str
    wishes: tuple[WishResult, ...]
    option: Option | None = None

    @property
    def is_first_wish(self) -> bool:
        """Whether the one wish that was made came true: then there is nothing more to say."""
        return not self.note and [wish.tone for wish in self.wishes] == [Tone.DONE]


_SAID = {
    Code.ASSIGNED: ("排上了", Tone.DONE, "这门课有您的名额。"),
    Code.GOT_BETTER: ("不用排", Tone.PLAIN, "您排在前面的课程已经排上。"),
    Code.CANCELLED: ("没有开班", Tone.ATTENTION, "排上的只有{found}人，不到{required}人，没有开班。"),
    Code.INELIGIBLE: ("不能报", Tone.ATTENTION, "不面向孩子所在的年级，或不符合报名条件。"),
    Code.PAID_LIMIT: ("没有排上", Tone.ATTENTION, "一个学期最多参加{limit}门校外机构的课程。"),
    Code.X_LIMIT: ("没有排上", Tone.ATTENTION, "排上它，孩子的素质拓展时间就不够了。"),
    Code.BUNDLE_CLASH: ("没有排上", Tone.ATTENTION, "这门课要占几个时段，其中一个时段已有别的课程。"),
}
OUTCOME_NAMES = {**{code.value: said[0] for code, said in _SAID.items()}, Code.FULL.value: "名额已满"}
_VIA = {
    "any": "志愿没有排上，按您的意愿安排到还有名额的课程。",
    "fallback": "志愿没有排上，按您的意愿安排到不限名额的课程。",
    "change": "派位以后您改选了这门课程。",
}


def results_of(run: Run, pupil_id: UUID, offering: Offering) -> list[BandResult]:
    """Every wish of a pupil with its latest outcome, by time of the week.

    Where the family changed after the draw, its wishes are done with and only the new place is shown.
    """
    latest: dict[tuple[str, str], Outcome] = {}
    for row in Outcome.objects.filter(run=run, pupil_id=pupil_id).order_by("turn"):
        latest[row.band, row.option_key] = row
    seats = {seat.band: seat for seat in Seat.objects.filter(run=run, pupil_id=pupil_id, ended_at=None)}
    changed = changed_bands(run, pupil_id)
    by_band: dict[str, list[Outcome]] = defaultdict(list, {band: [] for band in changed})
    for row in sorted(latest.values(), key=lambda row: row.rank):
        if row.band not in changed:
            by_band[row.band].append(row)
    drawn = not Rush.objects.filter(window__closing__run=run).exists()
    return [_band(offering, band, rows, seats.get(band), drawn) for band, rows in sorted(by_band.items())]


def lottery_number(full: str) -> str:
    """A drawn number as its first digits between 0 and 1, which order as the number does."""
    return f"{int(full) * 10**NUMBER_DIGITS // MODULUS:0{NUMBER_DIGITS}d}"


def _band(offering: Offering, band: str, rows: list[Outcome], seat: Seat | None, drawn: bool) -> BandResult:
    option = offering.option(seat.option_key) if seat else None
    return BandResult(
        name=band_name(offering, band),
        title=option.title if option else "不参加",
        room=option.room if option else "",
        note=_VIA.get(seat.via, "") if seat else "这一时段没有安排，孩子按时放学，不收费。",
        wishes=tuple(_wish(offering, row, drawn) for row in rows),
        option=option,
    )


def _wish(offering: Offering, row: Outcome, drawn: bool) -> WishResult:
    option = offering.option(row.option_key)
    code = Code(row.code)
    state, tone, reason = _words(code, row.found, drawn)
    waits = code is Code.FULL and bool(row.found.get("place"))
    return WishResult(row.rank, option.title if option else "", state, tone, reason, waits)


def _words(code: Code, found: Mapping[str, Any], drawn: bool) -> tuple[str, Tone, str]:
    if code is Code.FULL:
        return _full(found, drawn)
    state, tone, reason = _SAID[code]
    return state, tone, reason.format(**found) if "{" in reason else reason


def _full(found: Mapping[str, Any], drawn: bool) -> tuple[str, Tone, str]:
    place = found.get("place")
    state = f"候补第{place}位" if place else "没有排上"
    reason = "名额已满。"
    if not drawn:
        reason = "名额已满，按先后排。"
    elif found.get("own") and found.get("cutoff") and int(found["own"]) > int(found["cutoff"]):
        # Where the county draws by tiers a smaller number may be behind; it is not shown, nor is why.
        own, last = lottery_number(str(found["own"])), lottery_number(str(found["cutoff"]))
        reason += f"派位号小的在先：孩子是{own}，最后一个排上的是{last}。"
    return state, Tone.ATTENTION, reason
