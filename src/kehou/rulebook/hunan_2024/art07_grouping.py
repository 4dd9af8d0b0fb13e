"""Article 7: pupils are grouped sensibly on the basis of their choice, and on record (A7.8, A7.11, A7.12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.enrolment import (
    ApplicantFacts,
    GroupBasis,
    GroupFacts,
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
    limits = {key: parameters.count("group_max", key) for key in parameters.table("group_max")}
    required = limits.get(group.domain, min(limits.values()))
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
    if not group.member_grades or group.school_pupil_count < parameters.count("grade_span_small_school"):
        return
    required = parameters.count("grade_span_max")
    found = max(group.member_grades) - min(group.member_grades) + 1
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
