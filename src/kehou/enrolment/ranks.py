"""Which wish each given place met, for the rate of first choices (A1.3)."""

from __future__ import annotations

from uuid import UUID

from kehou.allocation import Code
from kehou.enrolment.models import Outcome, Seat

UNRANKED = 0
"""The rank of a place that met no wish: the room for all, any free course, a later change."""


def ranks_of(school_id: UUID, term_id: UUID) -> list[tuple[str, int]]:
    """For every place that a pupil holds now, the option and its rank among the pupil's wishes.

    A course over several bands counts once. Pupils are not named.
    """
    assigned = Outcome.objects.filter(
        school_id=school_id, run__closing__window__term_id=term_id, code=Code.ASSIGNED
    )
    ranks = {
        (pupil, option): rank
        for pupil, option, rank in assigned.order_by("turn").values_list("pupil_id", "option_key", "rank")
    }
    held = Seat.objects.filter(school_id=school_id, term_id=term_id, ended_at=None).order_by("option_key")
    places = dict.fromkeys(held.values_list("pupil_id", "option_key"))
    return [(option, ranks.get((pupil, option), UNRANKED)) for pupil, option in places]
