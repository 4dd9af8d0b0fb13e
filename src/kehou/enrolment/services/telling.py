"""Telling families without a place which courses are still open to them (A2.4): it is they who choose."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.enrolment.access import DRAW
from kehou.enrolment.models import Run
from kehou.enrolment.review import review_of
from kehou.enrolment.reviewing import left_out, missed
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.messages.notifying import notify
from kehou.registry.public import families_of


@transaction.atomic
def tell_of_free_seats(*, actor: Actor, now: datetime, run_id: UUID) -> int:
    """Write to the families of all who have no place, or less than they wished, where seats are free.

    Gives the number of pupils. Nobody is moved: a family changes by itself, on its phone or on paper.
    """
    run = Run.objects.select_related("closing__window").get(pk=run_id)
    require(DRAW, actor, run.place)
    places = review_of(run, now=now).places
    pupils = {each.pupil_id for each in left_out(places) if each.open}
    pupils |= {each.pupil_id for each in missed(places)}
    links = families_of(run.school_id, on=local_day(now), pupils=pupils) if pupils else []
    notify(
        {link.guardian_id for link in links},
        place=run.place,
        kind="free_seats",
        text="孩子有时段没有排上课程，现在有课程还有空位，可以改选。",
        now=now,
        link="/family/",
    )
    subject = subject_of("draw", run.id)
    detail = {"pupils": len(pupils)}
    record("placement.free_seats_told", actor=actor, place=run.place, subject=subject, now=now, detail=detail)
    return len(pupils)
