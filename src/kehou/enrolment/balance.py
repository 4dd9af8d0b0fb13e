"""How a child's week is divided into enrichment and homework: as wished, and as placed (A5.11, A5.15).

It is told to the family and binds nothing: how much of each a child takes is the family's choice (A2.4).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kehou.authority.public import parameters_for
from kehou.enrolment.facts import Offering, Option, Wishes
from kehou.kernel.places import Place

LAST_LOWER_GRADE = 2


@dataclass(frozen=True, slots=True)
class Balance:
    """Minutes a week. ``required`` is the least share of enrichment; in grades 1 and 2 it must be more."""

    enrichment: int
    homework: int
    required: Fraction
    strictly: bool

    @property
    def share(self) -> Fraction:
        """The part that is enrichment."""
        return Fraction(self.enrichment, self.enrichment + self.homework)

    @property
    def percent(self) -> int:
        """The share in whole percents, rounded down, so that none is shown that is not reached."""
        return int(self.share * 100)

    @property
    def is_enough(self) -> bool:
        """Whether the share is reached."""
        return self.share > self.required if self.strictly else self.share >= self.required


def balance_of(
    options: Collection[Option], *, grade: int, required: Fraction, required_lower: Fraction
) -> Balance | None:
    """A week of some courses, one over several bands once; None without any."""
    minutes = {option.key: (option.minutes, option.is_subject) for option in options}.values()
    enrichment = sum(length for length, is_subject in minutes if not is_subject)
    homework = sum(length for length, is_subject in minutes if is_subject)
    if not enrichment + homework:
        return None
    lower = grade <= LAST_LOWER_GRADE
    return Balance(enrichment, homework, required_lower if lower else required, strictly=lower)


def balance_at(options: Collection[Option], *, grade: int, place: Place, on: date) -> Balance | None:
    """The same by the shares in force at a place."""
    parameters = parameters_for(place, on=on)
    return balance_of(
        options,
        grade=grade,
        required=parameters.ratio("x_share_min"),
        required_lower=parameters.ratio("x_share_g12"),
    )


def first_wishes(wishes: Wishes, offering: Offering) -> list[Option]:
    """The courses of a week in which every first wish came true."""
    first = {wishes.ranked[band][0] for band in wishes.asked}
    return [option for key in first if (option := offering.option(key))]
