"""Codes sent to a phone: one guess in a million, few tries, a short life. They go by the wall clock.

Codes that nobody used are counted: who keeps asking for codes to a stranger's phone gets fifty guesses a day
and sends ten texts, no more.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from hmac import compare_digest
from uuid import UUID

from django.db.models import F

from kehou.platform.access.models import SignInCode
from kehou.platform.clock.wall import wall_now
from kehou.platform.sealed.keyring import lookup_token

LIFE = timedelta(minutes=10)
PAUSE = timedelta(seconds=60)
MAX_TRIES = 5
MAX_UNUSED_A_DAY = 10


class CodeSentLately(Exception):
    """A code went to this phone less than a minute ago and waits to be used, or too many did today."""


def issue_code(phone_token: str, *, purpose: str) -> str:
    """A fresh six-digit code for a phone, in plain, to be sent and forgotten. Raises CodeSentLately.

    Whoever used a code holds the phone, and may ask for the next at once: a second child is soon signed for.
    """
    now = wall_now()
    unused = SignInCode.objects.filter(phone_token=phone_token, used_at=None)
    if unused.filter(purpose=purpose, made_at__gt=now - PAUSE).exists():
        raise CodeSentLately
    if unused.filter(made_at__gt=now - timedelta(days=1)).count() >= MAX_UNUSED_A_DAY:
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
    row = SignInCode.objects.filter(phone_token=phone_token, purpose=purpose).order_by("-made_at").first()
    if row is None or row.made_at <= wall_now() - LIFE or not _count_try(row):
        return False
    if not compare_digest(row.code_hash, _hash(row.id, code)):
        return False
    return SignInCode.objects.filter(pk=row.pk, used_at=None).update(used_at=wall_now()) == 1


def _count_try(row: SignInCode) -> bool:
    """Count one try; False where the code was used, or others used the last try up meanwhile."""
    open_to_tries = SignInCode.objects.filter(pk=row.pk, tries__lt=MAX_TRIES, used_at=None)
    return open_to_tries.update(tries=F("tries") + 1) == 1


def _hash(identity: UUID, code: str) -> str:
    """A code as it is kept: with the installation's key, since a million plain hashes are soon tried."""
    return lookup_token(f"{identity}:{code}", kind="sign_in_code")
