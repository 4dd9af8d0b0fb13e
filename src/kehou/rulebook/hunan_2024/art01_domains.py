"""Articles 1 and 2, all-round development: which strands a plan covers (A1.4, A2.10). Advice only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.courses import Domain
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.plan_parts import each_fault

_STRANDS: Mapping[str, str] = {
    "strand_moral": Domain.MORAL,
    "strand_pe": Domain.PE,
    "strand_arts": Domain.ARTS,
    "strand_labour": Domain.LABOUR,
}
_MIND = frozenset({Domain.READING, Domain.SCIENCE})


@cites("A2.10")
def four_strands_have_time(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Moral education, PE, arts and labour each have some time in the term, else advice (A2.10)."""
    domains = {timed.course.domain for timed, minutes in plan.timetable.term_minutes if minutes}
    missing = ((f"domain/{name}", {"strand": name}) for name, own in _STRANDS.items() if own not in domains)
    yield from each_fault("A2.10", "strand_without_time", missing, effect=Effect.ADVISE)


@cites("A1.4")
def mind_is_served(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Subject tutoring, reading or science serve the mind; advice where a plan has none of them (A1.4)."""
    courses = [timed.course for timed, minutes in plan.timetable.term_minutes if minutes]
    served = any(course.has_subject_time or course.domain in _MIND for course in courses)
    missing = () if served else (("domain/strand_mind", {"strand": "strand_mind"}),)
    yield from each_fault("A1.4", "strand_without_time", missing, effect=Effect.ADVISE)
