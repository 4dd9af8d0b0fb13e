"""First passwords: made at random, shown once, handed over in person, never kept.

Until its owner has chosen another, an account with a first password opens nothing: whoever handed it over
knows it, and might be the one whose work the other is to check.
"""

from __future__ import annotations

import secrets
from uuid import UUID

from django.db import IntegrityError, transaction

from kehou.platform.access.models import Account

# Without signs that are read wrongly from paper.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 12


class LoginTaken(Exception):
    """Somebody has this login."""


def open_account_of(person_id: UUID, *, login: str) -> str:
    """Open an account for a person; its first password. Raises LoginTaken."""
    password = _first_password()
    try:
        with transaction.atomic():
            account = Account.objects.create_account(login=login, person_id=person_id, password=password)
    except IntegrityError:
        raise LoginTaken(login) from None
    _mark(account, is_first=True)
    return password


def give_first_password(account: Account) -> str:
    """A new first password instead of the one that was forgotten; its sessions end."""
    password = _first_password()
    account.set_password(password)
    _mark(account, is_first=True)
    return password


def choose_password(account: Account, password: str) -> None:
    """The owner's own password from now on."""
    account.set_password(password)
    _mark(account, is_first=False)


def _mark(account: Account, *, is_first: bool) -> None:
    account.has_first_password = is_first
    account.save(update_fields=["password", "has_first_password"])


def _first_password() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(_LENGTH))
