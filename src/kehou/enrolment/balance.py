"""How a child's week would be divided if every first wish came true: enrichment, homework (A5.11, A5.15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kehou.authority.public import parameters_for
from kehou.enrolment.facts import Offering, Wishes
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
    wishes: Wishes, offering: Offering, *, grade: int, required: Fraction, required_lower: Fraction
) -> Balance | None:
    """The week of the first wishes, a course over several bands once; None where nothing is wished."""
    first = {wishes.ranked[band][0] for band in wishes.asked}
    options = [option for key in first if (option := offering.option(key))]
    enrichment = sum(option.minutes for option in options if not option.is_subject)
    homework = sum(option.minutes for option in options if option.is_subject)
    if not enrichment + homework:
        return None
    lower = grade <= LAST_LOWER_GRADE
    return Balance(enrichment, homework, required_lower if lower else required, strictly=lower)


def balance_at(wishes: Wishes, offering: Offering, *, grade: int, place: Place, on: date) -> Balance | None:
    """The same by the shares in force at a place."""
    parameters = parameters_for(place, on=on)
    return balance_of(
        wishes,
        offering,
        grade=grade,
        required=parameters.ratio("x_share_min"),
        required_lower=parameters.ratio("x_share_g12"),
    )
