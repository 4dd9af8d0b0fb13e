"""What the school's desk shows of a choice in order of arrival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kehou.authority.public import judge_at, parameters_for
from kehou.enrolment.first_come.counts import SeatCount, counts_of
from kehou.enrolment.first_come.offers import offer_of
from kehou.enrolment.models import ChoiceWindow, Entrant, Rush, TurnDraw
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import Verdict, stops
from kehou.registry.public import SchoolInfo
from kehou.rulebook.facts.enrolment import WayOfChoosing


@dataclass(frozen=True, slots=True)
class RushStand:
    """How far it is: times, how many children came, the draw of turns, the counts of each course."""

    rush: Rush
    came: int
    turns: TurnDraw | None
    counts: tuple[SeatCount, ...]


def rush_stand(window: ChoiceWindow) -> RushStand | None:
    """How far a choice in order of arrival is; None where places are drawn."""
    rush: Rush | None = getattr(window, "rush", None)
    if rush is None:
        return None
    return RushStand(
        rush,
        Entrant.objects.filter(rush=rush).count(),
        TurnDraw.objects.filter(rush=rush).first(),
        counts_of(offer_of(window)),
    )


def protected_minutes(school: SchoolInfo, *, now: datetime) -> int:
    """For how long after its call a turn would go before later ones."""
    return parameters_for(school.place, on=local_day(now)).minutes("first_come_protected_min")


def may_open_in_order(school: SchoolInfo, *, now: datetime) -> tuple[Verdict, ...]:
    """What keeps a school from opening in order of arrival, its times apart."""
    enough = parameters_for(school.place, on=local_day(now)).minutes("first_come_arrival_min")
    way = WayOfChoosing(first_come=True, arrival_minutes=enough)
    return stops(judge_at(school.place, way, on=local_day(now)))
