"""Two families change places (A2.4, A7.8): what may be offered, what stands against it. Pure but for reading.

A swap goes past nobody: where somebody else waits for one of the two places, that place is the first in
line's. So it helps where both courses are full, each family holding what the other one would rather have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.agreements.public import agreement_of
from kehou.enrolment.changes import Open
from kehou.enrolment.facts import Offering, Option
from kehou.enrolment.models import Run, Seat, SwapOffer
from kehou.enrolment.paid import is_one_too_many, paid_beside
from kehou.kernel.verdict import Verdict, refusal
from kehou.registry.public import PupilInfo


@dataclass(frozen=True, slots=True)
class Side:
    """One child of a swap: what it has in the band now, and what it would get.

    ``paid`` counts the courses of outside bodies that it keeps, ``most`` how many it may have.
    """

    pupil: PupilInfo
    days: tuple[int, ...]
    held: Option | None
    wants: Option | None
    paid: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Offered:
    """An open offer as another child sees it: what it would give and get."""

    id: UUID
    band: str
    gives: Option
    gets: Option


def side_of(run: Run, pupil: PupilInfo, offering: Offering, *, band: str, wants: str) -> Side:
    """Where a child stands in a band, and what it would get there."""
    seats = Seat.objects.filter(run=run, pupil_id=pupil.id, ended_at=None)
    agreement = agreement_of(pupil.id, run.closing.window.term_id)
    days = agreement.days if agreement and not agreement.ends_date else ()
    has = {
        at: option for at, key in seats.values_list("band", "option_key") if (option := offering.option(key))
    }
    held, window = has.get(band), run.closing.window
    paid = paid_beside(has, held.bands if held else ())
    return Side(pupil, days, held, offering.option(wants), paid, window.max_paid)


def judge_side(side: Side, *, day: date, until: date) -> Iterator[Verdict]:
    """What stands against one side of a swap."""
    held, wants = side.held, side.wants
    if day > until:
        yield refusal("A2.4", "change_too_late", subject="swap", required=until)
    if held is None or wants is None or held == wants:
        yield refusal("A2.4", "swap_of_nothing", subject="swap")
        return
    if held.fallback or wants.fallback:
        yield refusal(
            "A2.4", "swap_not_needed", subject="swap", title=(held if held.fallback else wants).title
        )
    if held.bands != wants.bands:
        yield refusal("A7.8", "swap_of_other_times", subject="swap")
    if side.pupil.grade not in wants.grades:
        yield refusal("A7.8", "wish_of_other_grade", subject="swap", title=wants.title)
    if is_one_too_many(wants, side.paid, side.most):
        yield refusal("A7.8", "paid_limit_reached", subject="swap", title=wants.title, required=side.most)
    if wants.weekday not in side.days:
        yield refusal("A7.6", "swap_without_agreement", subject="swap")


def wanted_in(band: Open, offering: Offering, grade: int) -> tuple[Option, ...]:
    """What a child could ask for in exchange in a band: full courses at exactly the same time."""
    if band.held is None or band.held.fallback:
        return ()
    return tuple(
        option
        for option in offering.in_band(band.band.key, grade)
        if option.bands == band.held.bands
        and not option.fallback
        and option != band.held
        and option not in band.free
        and band.band.key == min(option.bands)
    )


def offers_for(run: Run, pupil: PupilInfo, offering: Offering, held: dict[str, str]) -> list[Offered]:
    """The open offers of others that a child could take: they want what it has, and give what it may have."""
    found = []
    for row in SwapOffer.objects.filter(run=run, ended_at=None).exclude(pupil_id=pupil.id):
        gives, gets = offering.option(row.wants), offering.option(row.gives)
        if gives and gets and held.get(row.band) == row.wants and pupil.grade in gets.grades:
            found.append(Offered(row.id, row.band, gives, gets))
    return found
