"""Which wishes a school may try out: those of the term at hand so far, else the last list that was drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from kehou.allocation import Policy, Pupil, Section
from kehou.allocation.reading import ClosedList, closed_list
from kehou.enrolment.drawing import policy_in, pupils_to_draw, sections_of
from kehou.enrolment.facts import Offering
from kehou.enrolment.models import ChoiceWindow, Closing
from kehou.enrolment.offering import offering_at
from kehou.enrolment.services.closing import applicants_of

LISTS_KEPT = 4


@dataclass(frozen=True, slots=True)
class Tried:
    """Wishes that can be drawn on trial. ``closed``: the list is frozen; else it still grows."""

    window: ChoiceWindow
    closed: bool
    offering: Offering
    sections: Sequence[Section]
    pupils: Sequence[Pupil]
    policy: Policy


def wishes_to_try(school_id: UUID, *, now: datetime) -> Tried | None:
    """The newest wishes of a school; None where no family ever wished."""
    newest = ChoiceWindow.objects.filter(school_id=school_id).order_by("-opened_at").first()
    if newest is not None and not Closing.objects.filter(window=newest).exists():
        policy = policy_in(newest)
        pupils = pupils_to_draw(applicants_of(newest, now), policy)
        if pupils:
            offering = offering_at(newest.version_id)
            return Tried(newest, False, offering, sections_of(offering), pupils, policy)
    return last_list(school_id, before=now)


def last_list(school_id: UUID, *, before: datetime) -> Tried | None:
    """The last list that a school closed before a moment."""
    rows = Closing.objects.filter(school_id=school_id, closed_at__lt=before).select_related("window")
    closing = rows.defer("content", "codes").order_by("-closed_at").first()
    if closing is None:
        return None
    listed = _closed(closing.id, closing.input_root)
    offering = offering_at(closing.window.version_id)
    return Tried(closing.window, True, offering, listed.sections, listed.pupils, listed.policy)


@lru_cache(maxsize=LISTS_KEPT)
def _closed(closing_id: UUID, input_root: str) -> ClosedList:
    """What a closed list says, which never changes; read once in this process."""
    row = Closing.objects.filter(pk=closing_id, input_root=input_root)
    return closed_list(row.values_list("content", flat=True).get())
