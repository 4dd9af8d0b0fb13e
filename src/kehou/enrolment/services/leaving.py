"""A pupil leaves after the draw: the seats fall free and the waiting lists move up (process 6.6)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from kehou.enrolment.drawing import by_code, give_up, history_of, next_turn, result_of
from kehou.enrolment.kin import who_acts
from kehou.enrolment.models import Departure, Run, Seat
from kehou.enrolment.services.seating import CHANGED, changed, move_seats, write_outcomes
from kehou.kernel.actor import system_actor
from kehou.kernel.moments import local_day
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.messages.notifying import notify
from kehou.registry.public import families_of


@transaction.atomic
def let_leave(*, run_id: UUID, pupil_id: UUID, now: datetime) -> bool:
    """Give up all seats of a pupil and refill them; whether there was anything to do.

    Nobody who stays loses a seat. A second call for the same pupil changes nothing.
    """
    run = Run.objects.select_for_update(of=("self",)).select_related("closing__window").get(pk=run_id)
    code = run.closing.codes.get(str(pupil_id))
    came_later = Seat.objects.filter(run=run, pupil_id=pupil_id, via=CHANGED, ended_at=None)
    if code is None:
        return bool(came_later.update(ended_at=now))
    if Departure.objects.filter(run=run, pupil_id=pupil_id).exists():
        return False
    people, turn = by_code(run.closing.codes), next_turn(run)
    before = result_of(run, history_of(run))
    after, gone = give_up(before, code)
    Departure.objects.create(
        county_code=run.county_code,
        school_id=run.school_id,
        run=run,
        turn=turn,
        pupil_id=pupil_id,
        given_up=list(gone.bands),
        left_at=now,
    )
    came_later.update(ended_at=now)
    moved = move_seats(run, after, people, now=now)
    write_outcomes(run, changed(before, after), people, turn=turn)
    tell_moved_up(run, moved, now)
    return True


def tell_moved_up(run: Run, moved: list[UUID], now: datetime) -> None:
    """Tell the families whose children moved up from the waiting lists."""
    links = families_of(run.school_id, on=local_day(now), pupils=moved) if moved else []
    text = "有课程空出名额，孩子已从候补递补，请查看新的课程安排。"
    for pupil, people in who_acts(links).items():
        page = reverse("family-result", args=[pupil])
        notify(people, place=run.place, kind="moved_up", text=text, now=now, link=page)
    record(
        "placement.moved_up",
        actor=system_actor(),
        place=run.place,
        subject=subject_of("draw", run.id),
        now=now,
        detail={"moved": len(set(moved))},
    )
