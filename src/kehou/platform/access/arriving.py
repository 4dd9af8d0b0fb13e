"""Who comes with a session: the account, asked together with what else is to be known."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from kehou.platform.access.models import Account
from kehou.platform.database.questions import Asked, Rows, question


def account_named(session: SessionBase) -> UUID | None:
    """The account that a session says is signed in, by a way of signing in that is still in use."""
    name = session.get(SESSION_KEY)
    in_use = session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
    return UUID(name) if name and in_use else None


def asked_account(account_id: UUID) -> Asked[Account | None]:
    """The account, or None."""
    return _account(account_id=account_id).then(_read)


def is_opened_by(account: Account, session: SessionBase) -> bool:
    """Whether an account's session is good: the account in use, its password that of the sign-in."""
    proof = session.get(HASH_SESSION_KEY)
    return bool(account.is_active and proof and constant_time_compare(proof, account.get_session_auth_hash()))


_MARKS = ("has_first_password", "has_second_factor")


@question
def _account(account_id: UUID) -> QuerySet[Account, Any]:
    columns = ("id", "login", "person_id", "password", "is_active", "last_login", *_MARKS)
    return Account.objects.filter(pk=account_id).values_list(*columns)


def _read(rows: Rows) -> Account | None:
    if not rows:
        return None
    key, login, person, password, is_active, last_login, has_first_password, has_second_factor = rows[0]
    return Account(
        id=key,
        login=login,
        person_id=person,
        password=password,
        is_active=is_active,
        last_login=last_login,
        has_first_password=has_first_password,
        has_second_factor=has_second_factor,
    )
