"""Article 1, what is reported and never blocks: the school's own part, first choices, space (A1.2, A1.3)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from kehou.rulebook.engine import computes
from kehou.rulebook.facts.courses import Domain
from kehou.rulebook.facts.indicators import EvidenceRow, Reading, read
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.leading import OWN_SIDE, kind_of, leaders_of

FIRST = 1
_FIELD_DOMAINS = frozenset({Domain.PE, Domain.LABOUR, Domain.MORAL})


@computes("A1.2")
def own_staff_share(plan: PlanFacts) -> Fraction | None:
    """Of the term's minutes of service, those led by the school's own side (A1.2, A6.1); None without any."""
    leaders = leaders_of(plan)
    minutes = [(kind_of(timed, leaders), length) for timed, length in plan.timetable.term_minutes]
    return _share((length for kind, length in minutes if kind in OWN_SIDE), (length for _, length in minutes))


@computes("A1.3")
def first_choice_rate(ranks: Iterable[tuple[str, int]]) -> Reading:
    """Of the places given, how many were a first choice, by course (A1.3).

    ``ranks`` are a course and the place that it had among the wishes of the pupil who got it.
    """
    by_course: dict[str, list[int]] = {}
    for course, rank in ranks:
        by_course.setdefault(course, []).append(rank)
    return read(
        EvidenceRow(f"course/{course}", met.count(FIRST), len(met))
        for course, met in sorted(by_course.items())
    )


@computes("A6.25")
def field_share(plan: PlanFacts) -> Fraction | None:
    """Of the minutes of X over the term, PE, labour and social practice, which is moral education (A6.25).

    Told of rural schools; an indicator, never a limit. None without X.
    """
    every = plan.timetable.term_minutes
    minutes = [(timed.course.domain, length) for timed, length in every if timed.course.domain]
    field = (length for domain, length in minutes if domain in _FIELD_DOMAINS)
    return _share(field, (length for _, length in minutes))


def _share(part: Iterable[int], whole: Iterable[int]) -> Fraction | None:
    total = sum(whole)
    return Fraction(sum(part), total) if total else None
