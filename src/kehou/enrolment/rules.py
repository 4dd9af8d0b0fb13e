"""What a wish, an offering and an estimate must be. Pure; the law itself lives in the rulebook."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from kehou.enrolment.banding import overlapping_apart
from kehou.enrolment.facts import Estimate, Offering, Wishes
from kehou.kernel.fen import Fen
from kehou.kernel.verdict import Verdict, refusal
from kehou.rulebook.hunan_2024.art09_waiver import after_waiver

MAX_OWN_WORDS = 200
FIRST_GRADE_WITH_OWN_WORDS = 3


def judge_offering(offering: Offering) -> tuple[Verdict, ...]:
    """What keeps a timetable from being chosen from: one course that requires another, or no clear bands."""
    bound = [
        refusal("A9.16", "option_requires_other", subject=f"option/{option.key}", title=option.title)
        for option in offering.options
        if option.requires_course
    ]
    apart = [
        refusal("A7.8", "timetable_overlaps", subject=f"option/{one}")
        for one, _ in overlapping_apart(offering)
    ]
    return (*bound, *apart)


def judge_wishes(
    wishes: Wishes, offering: Offering, *, grade: int, days: frozenset[int]
) -> tuple[Verdict, ...]:
    """What is wrong with one pupil's wishes: eligibility, clashes, days that were not agreed."""
    return tuple(_faults(wishes, offering, grade, days))


def _faults(wishes: Wishes, offering: Offering, grade: int, days: frozenset[int]) -> Iterator[Verdict]:
    known = {band.key for band in offering.bands}
    for band, ranked in wishes.ranked.items():
        subject = f"band/{band}"
        if band not in known or len(set(ranked)) < len(ranked):
            yield refusal("A2.4", "wish_unknown", subject=subject)
            continue
        if ranked and offering.band(band).weekday not in days:
            yield refusal("A2.4", "wish_on_other_day", subject=subject)
        yield from _option_faults(wishes, offering, grade, band)
    if len(wishes.own_words) > MAX_OWN_WORDS:
        yield refusal("A2.4", "own_words_too_long", found=len(wishes.own_words), required=MAX_OWN_WORDS)


def _option_faults(wishes: Wishes, offering: Offering, grade: int, band: str) -> Iterator[Verdict]:
    for key in wishes.ranked[band]:
        option = offering.option(key)
        if option is None or band not in option.bands:
            yield refusal("A2.4", "wish_unknown", subject=f"band/{band}")
        elif grade not in option.grades:
            yield refusal("A7.8", "wish_of_other_grade", subject=f"option/{key}", title=option.title)
        elif any(key not in wishes.ranked.get(other, ()) for other in option.bands):
            yield refusal("A7.8", "wish_clashes", subject=f"option/{key}", title=option.title)


def spread(wishes: Wishes, offering: Offering) -> Wishes:
    """The wishes with every longer course ranked in each of the bands that it takes, last where missing."""
    ranked: dict[str, list[str]] = {band: list(keys) for band, keys in wishes.ranked.items()}
    for band in list(ranked):
        for key in list(ranked[band]):
            option = offering.option(key)
            for other in option.bands if option else ():
                ranked.setdefault(other, [])
                if key not in ranked[other]:
                    ranked[other].append(key)
    return replace(wishes, ranked={band: tuple(keys) for band, keys in sorted(ranked.items()) if keys})


def days_of(wishes: Wishes, offering: Offering) -> tuple[int, ...]:
    """The weekdays on which anything is wished."""
    return tuple(sorted({offering.band(band).weekday for band in wishes.asked}))


def estimate(
    wishes: Wishes,
    offering: Offering,
    *,
    sessions: Mapping[int, int],
    period_minutes: int,
    price_fen: int,
    ceiling_fen: int,
    waived: Fraction,
) -> Estimate:
    """What a term would cost at most: for each band the longest wished course, whole periods only (A4.15).

    ``sessions`` counts the school days of the term by weekday; ``waived`` is the part of the fee that the
    county's rule takes off (A9.39).
    """
    units = 0
    for band in wishes.asked:
        options = [option for key in wishes.ranked[band] if (option := offering.option(key))]
        # A course over several bands is counted in the first of them only.
        minutes = max((o.minutes for o in options if o.bands[0] == band), default=0)
        units += sessions.get(offering.band(band).weekday, 0) * (minutes // period_minutes)
    gross = units * price_fen
    capped = min(gross, ceiling_fen) if ceiling_fen else gross
    return Estimate(units, price_fen, gross, ceiling_fen, after_waiver(Fen(capped), waived).amount)


def waived_part(grounds: Collection[str], ratios: Mapping[str, Fraction], *, general: str) -> Fraction:
    """The part of the fee that a county's rule takes off for a pupil: the most that one ground gives (A9.39).

    For the ``general`` ground, whose category nobody wrote down, it is the least that the rule gives at all,
    so that no family is promised too much.
    """
    known = [ratios[ground] for ground in grounds if ground in ratios]
    least = [min(ratios.values())] if general in grounds and ratios else []
    return max([*known, *least], default=Fraction(0))
