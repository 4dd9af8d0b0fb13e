"""Sessions that are sealed at rest: a family's phone and name stand in them while they sign in."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from kehou.platform.clock.wall import wall_now
from kehou.platform.database.questions import Asked, Rows, question
from kehou.platform.sealed.cipher import UnableToOpen, seal, unseal
from kehou.platform.sealed.keyring import house_key

_BOUND_TO = "session"


class SessionStore(DatabaseSessions):
    """Django's sessions in the database, encrypted with the installation's key."""

    def load(self) -> dict[str, Any]:
        """What is kept under the key; nothing once it has expired or was ended."""
        return self._opened(self.asked().answer)

    def asked(self) -> Asked[Rows]:
        """What is kept under the key, sealed, to be asked together with other things; see ``take``."""
        return _session(key=self.session_key or "", now=wall_now())

    def take(self, found: Rows) -> None:
        """Have been loaded, from what was asked for."""
        self._session_cache = self._opened(found)

    def _opened(self, found: Rows) -> dict[str, Any]:
        if not found:
            self._session_key = None
            return {}
        return self.decode(found[0][0])

    def encode(self, session_dict: dict[str, Any]) -> str:
        """A session as it is stored."""
        sealed = seal(json.dumps(session_dict), key=house_key("sessions"), bound_to=_BOUND_TO)
        return base64.b64encode(sealed).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """A session as it is used; one that does not open is empty, and its owner signs in again."""
        try:
            sealed = base64.b64decode(session_data)
            opened: dict[str, Any] = json.loads(unseal(sealed, key=house_key("sessions"), bound_to=_BOUND_TO))
        except (UnableToOpen, binascii.Error, ValueError):
            return {}
        return opened


@question
def _session(key: str, now: datetime) -> QuerySet[Session, Any]:
    return Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data")
