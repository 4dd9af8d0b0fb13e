"""Article 7, first step: parents are consulted before the plan is handed in (A7.1, A7.2)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Parameters, Verdict, cites
from kehou.rulebook.facts.consultation import ConsultedFacts
from kehou.rulebook.hunan_2024.register import verdict


@cites("A7.1", "A7.2")
def consulted_beforehand(consulted: ConsultedFacts, _: Parameters) -> Iterator[Verdict]:
    """The consultation is closed before the plan is submitted, and its result published (A7.1, A7.2)."""
    closed, submitted = consulted.closed_date, consulted.submitted_date
    yield verdict("A7.2", "consultation_missing", closed is not None)
    if closed is None:
        return
    yield verdict(
        "A7.1", "consultation_after_submission", closed < submitted, found=closed, required=submitted
    )
    published = consulted.result_published_date
    yield verdict("A7.2", "consultation_result_unpublished", published is not None and published <= submitted)


@cites("A7.2")
def consultation_still_valid(consulted: ConsultedFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A consultation that is too old when the plan is submitted has to be held again (A7.2)."""
    if consulted.closed_date is None:
        return
    required = parameters.count("consult_valid_days")
    found = (consulted.submitted_date - consulted.closed_date).days
    yield verdict("A7.2", "consultation_too_old", found <= required, found=found, required=required)
