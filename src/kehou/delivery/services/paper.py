"""Keying in whole afternoons that were kept on paper, many sessions at once: days without network.

What holds for one session holds here: the leader is cleared, the day taught, a third party watched, the heads
counted. The office keys in; the record stays the leader's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.delivery.access import ACCEPT_SESSION
from kehou.delivery.models import Session
from kehou.delivery.services.paper_rows import Keyed, PaperSheet
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of

__all__ = ["PaperSheet", "UnableToKeyIn", "enter_paper"]

MOST_SHEETS = 5_000


class UnableToKeyIn(UnableTo):
    """A sheet names somebody who is not cleared, a day without school, or heads that do not add up."""


@transaction.atomic
def enter_paper(
    *, actor: Actor, now: datetime, place: Place, term_id: UUID, sheets: Sequence[PaperSheet]
) -> int:
    """Key in sheets of planned sessions that are over, and accept them; how many. All or none.

    Children go home after their last session of the day, in a line or with whom the paper names; a day of
    which all sessions are keyed in is closed. Raises UnableToKeyIn.
    """
    require(ACCEPT_SESSION, actor, place)
    told = Keyed(place, term_id, actor=actor, now=now)
    rows = {
        row.id: row
        for row in Session.objects.select_for_update().filter(
            school_id=place.school, term_id=term_id, pk__in=[sheet.session_id for sheet in sheets]
        )
    }
    refused = [verdict for sheet in sheets for verdict in told.judge(sheet, rows.get(sheet.session_id))]
    if refused or len(sheets) > MOST_SHEETS:
        raise UnableToKeyIn(refused or [refusal("A7.10", "marks_unfit", required=MOST_SHEETS)])
    for sheet in sheets:
        told.take(sheet, rows[sheet.session_id])
    told.write(rows.values())
    record(
        "sheets.keyed",
        actor=actor,
        place=place,
        subject=subject_of("term", term_id),
        now=now,
        detail={"count": len(sheets)},
    )
    return len(sheets)
