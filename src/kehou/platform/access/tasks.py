"""The nightly job that lets go of what signing in leaves behind."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from procrastinate.contrib.django import app

from kehou.kernel.moments import local_day
from kehou.platform.access.models import FailedSignIn, SignInCode
from kehou.platform.access.unsigned import forget_counts
from kehou.platform.clock.wall import wall_now

KEPT = timedelta(days=2)


def forget_arrivals() -> None:
    """Delete codes and failures older than any limit looks back, and sessions that have ended (DP6)."""
    now = wall_now()
    SignInCode.objects.filter(made_at__lte=now - KEPT).delete()
    FailedSignIn.objects.filter(failed_at__lte=now - KEPT).delete()
    forget_counts(before=local_day(now))
    Session.objects.filter(expire_date__lte=now).delete()


@app.periodic(cron="47 3 * * *")
@app.task(name="access.forget_arrivals", queue="files")
def forget_arrivals_nightly(timestamp: int) -> None:  # noqa: ARG001  (handed in by the scheduler)
    """Let go of what nobody needs any more to sign in."""
    forget_arrivals()
