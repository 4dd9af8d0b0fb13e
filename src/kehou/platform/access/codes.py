"""Codes sent to a phone: one guess in a million, few tries, a short life. They go by the wall clock."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import F

from kehou.platform.access.models import SignInCode
from kehou.platform.clock.wall import wall_now

LIFE = timedelta(minutes=10)
PAUSE = timedelta(seconds=60)
MAX_TRIES = 5


class CodeSentLately(Exception):
    """A code went to this phone less than a minute ago and waits to be used."""


def issue_code(phone_token: str, *, purpose: str) -> str:
    """A fresh six-digit code for a phone, in plain, to be sent and forgotten. Raises CodeSentLately.

    Whoever used a code holds the phone, and may ask for the next at once: a second child is soon signed for.
    """
    now = wall_now()
    waiting = SignInCode.objects.filter(phone_token=phone_token, purpose=purpose, used_at=None)
    if waiting.filter(made_at__gt=now - PAUSE).exists():
        raise CodeSentLately
    code = f"{secrets.randbelow(1_000_000):06d}"
    row = SignInCode(phone_token=phone_token, purpose=purpose, made_at=now)
    row.code_hash = _hash(row.id, code)
    row.save()
    return code


def accept_code(phone_token: str, code: str, *, purpose: str) -> bool:
    """Whether a code is the latest one sent for a purpose; a code is accepted once.

    The try is counted before the comparison, so that parallel guesses cannot share one.
    """
    now = wall_now()
    row = _live_code(phone_token, purpose=purpose)
    if row is None:
        return False
    if not _count_try(row) or not hmac.compare_digest(row.code_hash, _hash(row.id, code)):
        return False
    return SignInCode.objects.filter(pk=row.pk, used_at=None).update(used_at=now) == 1


def _live_code(phone_token: str, *, purpose: str) -> SignInCode | None:
    live = SignInCode.objects.filter(
        phone_token=phone_token,
        purpose=purpose,
        used_at=None,
        made_at__gt=wall_now() - LIFE,
        tries__lt=MAX_TRIES,
    )
    return live.order_by("-made_at").first()


def _count_try(row: SignInCode) -> bool:
    """Count one try; False where others used the last one up meanwhile."""
    open_to_tries = SignInCode.objects.filter(pk=row.pk, tries__lt=MAX_TRIES, used_at=None)
    return open_to_tries.update(tries=F("tries") + 1) == 1


def _hash(identity: UUID, code: str) -> str:
    return sha256(f"{identity}:{code}".encode()).hexdigest()
