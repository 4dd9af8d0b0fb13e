"""The job of every minute where places go in order of arrival: who gave way is told, slips are answered."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Exists, OuterRef
from procrastinate.contrib.django import app

from kehou.enrolment.models import HeldTurn
from kehou.enrolment.services.holding_turns import answer_held_turns
from kehou.enrolment.services.passing import passed_untold, tell_who_gave_way
from kehou.enrolment.windows import windows
from kehou.platform.clock.business import business_now
from kehou.platform.database.scope import Scope, at, scoped


@app.periodic(cron="* * * * *")
@app.task(name="enrolment.held_turns", queue="enrolment")
def answer_slips(timestamp: int) -> None:  # noqa: ARG001  (handed in by the scheduler)
    """Tell who gave way, and answer the slips whose turn has come, school by school."""
    now = business_now()
    with scoped(Scope(areas=frozenset({settings.KEHOU_PROVINCE}))):
        held = HeldTurn.objects.filter(rush=OuterRef("rush"), answered_at=None)
        passed = passed_untold().filter(rush=OuterRef("rush"))
        open_now = windows().filter(rush__opens_at__lte=now, closes_at__gt=now)
        waiting = list(open_now.filter(Exists(held) | Exists(passed)))
    for window in waiting:
        with scoped(at(window.place)):
            tell_who_gave_way(window=window, now=now)
            answer_held_turns(window=window, now=now)
