"""A second factor for staff: the code of an app (TOTP, RFC 6238), and recovery codes for when it is lost.

The secret is sealed with the installation's key. A code counts once: the step in which it was made must lie
after the last one that was accepted. It goes by the wall clock.
"""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Iterable
from hmac import compare_digest

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db import transaction

from kehou.kernel.actor import Role
from kehou.kernel.places import Tier
from kehou.platform.access.models import Account, RecoveryCode, SecondFactor
from kehou.platform.access.passwords import SIGNS
from kehou.platform.clock.wall import wall_now
from kehou.platform.sealed.cipher import seal_bytes, unseal_bytes
from kehou.platform.sealed.keyring import house_key, lookup_token

DIGITS, STEP_S = 6, 30
SECRET_BYTES = 20
DRIFT = (0, -1, 1)  # steps: a clock that is half a minute wrong, or a slow typist
RECOVERY_CODES, RECOVERY_LENGTH = 8, 10
ISSUER = "课后"
ABOVE_SCHOOLS = frozenset(
    role for role in Role if role.value.partition("_")[0] in (Tier.PROVINCE, Tier.CITY, Tier.COUNTY)
)


class WrongCode(ValueError):
    """The code is not that of the secret now."""


def is_demanded_of(roles: Iterable[Role]) -> bool:
    """Whether somebody with these roles must have one: whoever sees many schools, where it is set."""
    return settings.KEHOU_SECOND_FACTOR and not ABOVE_SCHOOLS.isdisjoint(roles)


def new_secret() -> bytes:
    """A secret for an app, to be shown until its owner proved to have it."""
    return secrets.token_bytes(SECRET_BYTES)


def secret_in_groups(secret: bytes) -> str:
    """A secret as it is typed into an app that cannot see the picture."""
    text = b32encode(secret).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address_of_secret(secret: bytes, login: str) -> str:
    """What the picture says to an app."""
    return _app(secret).get_provisioning_uri(login, ISSUER)


def code_at(secret: bytes, step: int) -> str:
    """The code of a step of thirty seconds since 1970."""
    return _app(secret).generate(step * STEP_S).decode()


@transaction.atomic
def bind(account: Account, secret: bytes, code: str) -> tuple[str, ...]:
    """Let an account have a second factor from now on; its recovery codes, shown once. Raises WrongCode.

    Its other sessions end.
    """
    step = _step(secret, code)
    if step is None:
        raise WrongCode
    sealed = seal_bytes(secret, key=house_key("second-factor"), bound_to=_bound(account))
    kept = {"secret": sealed, "last_step": step, "bound_at": wall_now()}
    SecondFactor.objects.update_or_create(account=account, defaults=kept)
    _mark(account, has=True)
    return renew_recovery_codes(account)


@transaction.atomic
def unbind(account: Account) -> None:
    """Take the second factor away, with its recovery codes."""
    RecoveryCode.objects.filter(account=account).delete()
    SecondFactor.objects.filter(account=account).delete()
    _mark(account, has=False)


def accept(account: Account, typed: str) -> bool:
    """Whether what was typed is the app's code of now or a recovery code; each is accepted once."""
    said = "".join(typed.split()).replace("-", "").lower()
    if len(said) == DIGITS and said.isdigit():
        return _accept_code(account, said)
    row = RecoveryCode.objects.filter(account=account, code_hash=_hash(account, said), used_at=None)
    return row.update(used_at=wall_now()) == 1


def renew_recovery_codes(account: Account) -> tuple[str, ...]:
    """Fresh recovery codes in place of all earlier ones, in groups of five."""
    RecoveryCode.objects.filter(account=account).delete()
    fresh = ["".join(secrets.choice(SIGNS) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, code_hash=_hash(account, code)) for code in fresh
    )
    return tuple(f"{code[:5]}-{code[5:]}" for code in fresh)


def recovery_codes_left(account: Account) -> int:
    """How many recovery codes were not used yet."""
    return RecoveryCode.objects.filter(account=account, used_at=None).count()


def _accept_code(account: Account, code: str) -> bool:
    row = SecondFactor.objects.filter(account=account).first()
    if row is None:
        return False
    secret = unseal_bytes(bytes(row.secret), key=house_key("second-factor"), bound_to=_bound(account))
    step = _step(secret, code)
    if step is None:
        return False
    return SecondFactor.objects.filter(pk=row.pk, last_step__lt=step).update(last_step=step) == 1


def _step(secret: bytes, code: str) -> int | None:
    now = int(wall_now().timestamp()) // STEP_S
    fitting = [now + drift for drift in DRIFT if compare_digest(code_at(secret, now + drift), code)]
    return fitting[0] if fitting else None


def _app(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP_S)  # noqa: S303  (what every app speaks; HMAC with it is sound)


def _bound(account: Account) -> str:
    return f"second_factor:{account.pk}"


def _hash(account: Account, code: str) -> str:
    return lookup_token(f"{account.pk}:{code}", kind="recovery_code")


def _mark(account: Account, *, has: bool) -> None:
    account.has_second_factor = has
    account.save(update_fields=["has_second_factor"])
