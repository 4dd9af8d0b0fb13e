"""The most courses of outside bodies that a pupil may get, as a family is told it (A7.8). Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kehou.enrolment.facts import Offering, Option, Wishes

# Random changes of a child's list where a limit of one holds, and how many of them gained on average over the
# luck: what is published of a limit. ``make bench-draw`` measures it again and compares.
LISTS_TRIED, LISTS_GAINING = 500, 6


@dataclass(frozen=True, slots=True)
class PaidLimit:
    """How many at most, and how many times of the week have such a course as the first wish."""

    most: int
    first: int

    @property
    def is_over(self) -> bool:
        """Whether more first wishes are such courses than can come true."""
        return self.first > self.most

    @property
    def warning(self) -> str:
        """What follows for the family."""
        return (
            f"有{self.first}门校外机构的课程排在第一位，最多排上{self.most}门，别的看后面的志愿。"
            "更想上哪门，可以只把它排在第一位。"
        )


def paid_limit(
    most: int | None, wishes: Wishes, offering: Offering, *, days: Collection[int], grade: int
) -> PaidLimit | None:
    """The limit where there is one and the child is offered any such course on its days."""
    if most is None:
        return None
    bands = [band.key for band in offering.bands_of(grade) if band.weekday in days]
    offered = {o.key for band in bands for o in offering.in_band(band, grade) if o.is_limited_paid}
    if not offered:
        return None
    return PaidLimit(most, len({wishes.ranked[band][0] for band in wishes.asked} & offered))


def paid_beside(held: Mapping[str, Option], bands: Collection[str]) -> int:
    """How many such courses a child has that it does not give up with some bands; one over several is one."""
    kept = {option.key: option for option in held.values() if not {*option.bands} & {*bands}}
    return sum(option.is_limited_paid for option in kept.values())


def is_one_too_many(wanted: Option, beside: int, most: int | None) -> bool:
    """Whether a course would be more of outside bodies than a pupil may get."""
    return wanted.is_limited_paid and most is not None and beside >= most
