"""What a family's choosing page shows: each time of its week, what the child has, what can be had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from kehou.enrolment.first_come.counts import SeatCount, counts_of
from kehou.enrolment.first_come.offers import RushOffer
from kehou.enrolment.first_come.tickets import Holder
from kehou.enrolment.models import Claim, InLine
from kehou.enrolment.showing import band_name
from kehou.platform.ui.wording import count


@dataclass(frozen=True, slots=True)
class Line:
    """One course to choose; ``state`` says how its seats stand, ``label`` what choosing it would do."""

    key: str
    title: str
    about: str
    state: str
    label: str


@dataclass(frozen=True, slots=True)
class BandPlaces:
    """One time of the week: the course that the child has, or the courses that it may ask for."""

    name: str
    held: str
    lines: tuple[Line, ...]


def band_places(rush: RushOffer, holder: Holder) -> list[BandPlaces]:
    """The times for which the family signed, in order of the week. Three queries."""
    pupil = UUID(holder.pupil.id)
    held = dict(Claim.objects.filter(rush_id=rush.id, pupil_id=pupil).values_list("band", "option_key"))
    rows = InLine.objects.filter(rush_id=rush.id, pupil_id=pupil)
    lined = dict(rows.values_list("option_key", "line_place"))
    counts = {each.key: each for each in counts_of(rush)}
    return [
        _band(rush, band.key, holder, held, lined, counts)
        for band in rush.offering.bands_of(holder.pupil.grade)
        if band.key in holder.pupil.attends
    ]


def _band(
    rush: RushOffer,
    band: str,
    holder: Holder,
    held: Mapping[str, str],
    lined: Mapping[str, int],
    counts: Mapping[str, SeatCount],
) -> BandPlaces:
    options = rush.offering.in_band(band, holder.pupil.grade)
    mine = next((option.title for option in options if option.key == held.get(band)), "")
    waiting = tuple(
        Line(option.key, option.title, option.about, f"候补第{lined[option.key]}位", "")
        for option in options
        if option.key in lined
    )
    if mine:
        return BandPlaces(band_name(rush.offering, band), mine, waiting)
    open_to = (option for option in options if option.key not in lined)
    lines = tuple(_line(option.key, option.title, option.about, counts[option.key]) for option in open_to)
    return BandPlaces(band_name(rush.offering, band), "", waiting + lines)


def _line(key: str, title: str, about: str, each: SeatCount) -> Line:
    if each.free is None:
        return Line(key, title, about, "不限名额", f"选{title}")
    if each.free:
        return Line(key, title, about, f"还有{count(each.free, '个名额')}，共{each.capacity}个", f"选{title}")
    return Line(key, title, about, f"{each.capacity}个名额已满，{each.waiting}人候补", f"候补{title}")
