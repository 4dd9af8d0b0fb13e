"""Article 7: pupils are grouped sensibly on the basis of their choice, and on record (A7.8, A7.11, A7.12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.enrolment import (
    ApplicantFacts,
    GroupBasis,
    GroupFacts,
    JoinedGroup,
    PlacementFacts,
    RerunFacts,
)
from kehou.rulebook.hunan_2024.plan_parts import Fault, each_fault
from kehou.rulebook.hunan_2024.register import verdict


@cites("A7.8")
def one_place_a_slot(placement: PlacementFacts, _: Parameters) -> Iterator[Verdict]:
    """A pupil has at most one place in a slot (A7.8)."""
    seats = Counter((seat.pupil_id, seat.slot_id) for seat in placement.seats)
    doubled: Iterable[Fault] = (
        (f"pupil/{pupil}/slot/{slot}", {}) for (pupil, slot), count in seats.items() if count > 1
    )
    yield from each_fault("A7.8", "two_places_in_slot", doubled)


@cites("A7.8")
def group_size(group: GroupFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A group keeps to the limit for its domain; a domain without one takes the lowest (A7.8)."""
    required = _most_members(group.domain, parameters)
    found = len(group.member_grades)
    yield verdict(
        "A7.8",
        "group_too_large",
        found <= required,
        subject=f"group/{group.key}",
        found=found,
        required=required,
    )


@cites("A7.8")
def group_span(group: GroupFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A group spans no more grades than the limit, which very small schools do not have (A7.8)."""
    required = _widest_span(group.school_pupil_count, parameters)
    if not group.member_grades or required is None:
        return
    found = _span(group.member_grades)
    yield verdict(
        "A7.8",
        "group_span_too_wide",
        found <= required,
        subject=f"group/{group.key}",
        found=found,
        required=required,
    )


@cites("A7.8")
def group_not_by_rank(group: GroupFacts, _: Parameters) -> Iterator[Verdict]:
    """A subject group that was formed by exam rank is warned about (A7.8)."""
    ranked = group.is_subject and group.basis is GroupBasis.EXAM_RANK
    yield verdict("A7.8", "group_by_exam_rank", not ranked, effect=Effect.WARN, subject=f"group/{group.key}")


@cites("A7.8")
def joined_group_keeps_its_limits(joined: JoinedGroup, parameters: Parameters) -> Iterator[Verdict]:
    """A group that takes the children of a cancelled one in keeps size and span that day too (A7.8).

    More than it was planned for is warned about: the room may still hold them.
    """
    size = len(joined.member_grades)
    most = _most_members(joined.domain, parameters)
    yield verdict("A7.8", "joined_group_too_large", size <= most, found=size, required=most)
    if size <= most:
        places = joined.planned_places
        fits = size <= places
        yield verdict(
            "A7.8", "joined_group_over_places", fits, effect=Effect.WARN, found=size, required=places
        )
    widest = _widest_span(joined.school_pupil_count, parameters)
    if joined.member_grades and widest is not None:
        span = _span(joined.member_grades)
        yield verdict("A7.8", "joined_group_span_too_wide", span <= widest, found=span, required=widest)


@cites("A7.11")
def rerun_is_recorded(rerun: RerunFacts, _: Parameters) -> Iterator[Verdict]:
    """A placement is run again only with a reason on record, and the earlier result stays on file (A7.11)."""
    first = not rerun.earlier_runs
    recorded = rerun.recorded and bool(rerun.reason.strip())
    yield verdict("A7.11", "rerun_unrecorded", first or recorded, found=len(rerun.earlier_runs))


@cites("A7.12")
def applicant_has_applied(applicant: ApplicantFacts, _: Parameters) -> Iterator[Verdict]:
    """Where single applications opened a rural school, a pupil needs one of the own family (A7.12)."""
    if applicant.applicants_only:
        yield verdict("A7.12", "own_application_missing", applicant.own_application)


def _most_members(domain: str, parameters: Parameters) -> int:
    """How many a group of a domain may have; a domain without a limit of its own takes the lowest."""
    limits = {key: parameters.count("group_max", key) for key in parameters.table("group_max")}
    return limits.get(domain, min(limits.values()))


def _widest_span(school_pupil_count: int, parameters: Parameters) -> int | None:
    """How many grades a group may span; None at a very small school."""
    small = school_pupil_count < parameters.count("grade_span_small_school")
    return None if small else parameters.count("grade_span_max")


def _span(grades: tuple[int, ...]) -> int:
    return max(grades) - min(grades) + 1
