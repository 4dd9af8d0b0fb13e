"""Wrong passwords are counted for each login, so that nobody can go on guessing. They go by the wall clock.

A login that does not exist is counted like one that does: who guesses learns nothing from the pause. What was
typed is kept as a keyed token, since people type passwords into the wrong field. Guesses that run at the same
moment may each find the last try free; the server's threads bound how many those are.
"""

from __future__ import annotations

from datetime import timedelta

from kehou.platform.access.models import FailedSignIn
from kehou.platform.clock.wall import wall_now
from kehou.platform.sealed.keyring import lookup_token

MAX_FAILURES = 10
WINDOW = timedelta(minutes=15)


def is_shut(login: str) -> bool:
    """Whether so many passwords were wrong lately that not even the right one is taken."""
    lately = FailedSignIn.objects.filter(login_token=_token(login), failed_at__gt=wall_now() - WINDOW)
    return lately.count() >= MAX_FAILURES


def note_failure(login: str) -> None:
    """Count a wrong password."""
    FailedSignIn.objects.create(login_token=_token(login), failed_at=wall_now())


def forget_failures(login: str) -> None:
    """Begin anew once somebody signed in."""
    FailedSignIn.objects.filter(login_token=_token(login)).delete()


def _token(login: str) -> str:
    return lookup_token(login, kind="login")
