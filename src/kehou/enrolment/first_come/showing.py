"""What a family's choosing page shows: each time of its week, what the child has, what can be had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from kehou.enrolment.facts import Option
from kehou.enrolment.first_come.counts import SeatCount, counts_of
from kehou.enrolment.first_come.offers import RushOffer
from kehou.enrolment.first_come.tickets import Holder
from kehou.enrolment.models import Claim, InLine
from kehou.enrolment.showing import band_name
from kehou.platform.ui.wording import count

CHOOSE, CHANGE = "选", "换成"


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
    """One time of the week: the course that the child has, and the courses that it may ask for.

    Where it has one, they are those that it may have instead.
    """

    name: str
    held: str
    is_limited: bool
    waits: tuple[Line, ...]
    lines: tuple[Line, ...]


def band_places(rush: RushOffer, holder: Holder, now: datetime) -> list[BandPlaces]:
    """The times for which the family signed, in order of the week. Three queries.

    Within the time of its turn a family may get a place in a full course too: so it is asked to choose it.
    """
    pupil = UUID(holder.pupil.id)
    places = Claim.objects.filter(rush_id=rush.id, pupil_id=pupil, ended_at=None)
    held = dict(places.values_list("band", "option_key"))
    lined = _in_line(rush.id, pupil)
    counts = {each.key: each for each in counts_of(rush)}
    is_protected = now < holder.protected_until
    return [
        _band(rush, band.key, holder, held, lined, counts, is_protected=is_protected)
        for band in rush.offering.bands_of(holder.pupil.grade)
        if band.key in holder.pupil.attends
    ]


def _in_line(rush_id: UUID, pupil: UUID) -> dict[str, tuple[int, bool]]:
    """The lines in which a child stands, with its place as of now: lines go by the moment that counts.

    And whether it had a place there, which an earlier turn got.
    """
    sooner = Q(counts_at__lt=OuterRef("counts_at"))
    quicker = Q(counts_at=OuterRef("counts_at"), number__lt=OuterRef("number"))
    line = InLine.objects.filter(sooner | quicker, rush_id=rush_id, option_key=OuterRef("option_key"))
    ahead = line.order_by().values("option_key").annotate(found=Count("*")).values("found")
    mine = InLine.objects.filter(rush_id=rush_id, pupil_id=pupil)
    rows = mine.annotate(ahead=Coalesce(Subquery(ahead), 0))
    told = rows.values_list("option_key", F("ahead") + 1, "gave_way_at")
    return {key: (place, gave_way_at is not None) for key, place, gave_way_at in told}


def _band(
    rush: RushOffer,
    band: str,
    holder: Holder,
    held: Mapping[str, str],
    lined: Mapping[str, tuple[int, bool]],
    counts: Mapping[str, SeatCount],
    *,
    is_protected: bool,
) -> BandPlaces:
    options = rush.offering.in_band(band, holder.pupil.grade)
    mine = next((option for option in options if option.key == held.get(band)), None)
    waiting = tuple(
        Line(option.key, option.title, option.about, _waits(*lined[option.key]), "")
        for option in options
        if option.key in lined
    )
    open_to = (option for option in options if option.key not in lined and option.key != held.get(band))
    verb = CHANGE if mine else CHOOSE
    lines = tuple(_line(option, counts[option.key], verb, is_protected=is_protected) for option in open_to)
    is_limited = mine is not None and counts[mine.key].capacity is not None
    return BandPlaces(band_name(rush.offering, band), mine.title if mine else "", is_limited, waiting, lines)


def _waits(place: int, gave_way: bool) -> str:
    why = "名额归了号在前的家庭，" if gave_way else ""
    return f"{why}候补第{place}位"


def _line(option: Option, each: SeatCount, verb: str, *, is_protected: bool) -> Line:
    if each.free == 0 and is_protected and verb == CHOOSE:
        first = f"{each.capacity}个名额别人先选了，按号定"
        return Line(option.key, option.title, option.about, first, f"{verb}{option.title}")
    if each.free == 0:
        full = f"{each.capacity}个名额已满，{each.waiting}人候补"
        label = "" if verb == CHANGE else f"候补{option.title}"
        return Line(option.key, option.title, option.about, full, label)
    left = "不限名额" if each.free is None else f"还有{count(each.free, '个名额')}，共{each.capacity}个"
    return Line(option.key, option.title, option.about, left, f"{verb}{option.title}")
