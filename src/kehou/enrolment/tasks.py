"""The job that answers, every minute, the slips of families without a phone whose turn has come."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app

from kehou.enrolment.models import HeldTurn
from kehou.enrolment.services.holding_turns import answer_held_turns
from kehou.enrolment.windows import windows
from kehou.platform.clock.business import business_now
from kehou.platform.database.scope import Scope, at, scoped


@app.periodic(cron="* * * * *")
@app.task(name="enrolment.held_turns", queue="enrolment")
def answer_slips(timestamp: int) -> None:  # noqa: ARG001  (handed in by the scheduler)
    """Answer them school by school, in order of turns."""
    now = business_now()
    with scoped(Scope(areas=frozenset({settings.KEHOU_PROVINCE}))):
        held = HeldTurn.objects.filter(answered_at=None, rush__opens_at__lte=now)
        waiting = list(windows().filter(rush__in=held.values("rush"), closes_at__gt=now))
    for window in waiting:
        with scoped(at(window.place)):
            answer_held_turns(window=window, now=now)
