"""Sessions that are sealed at rest: a family's phone and name stand in them while they sign in."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from kehou.platform.sealed.cipher import UnableToOpen, seal, unseal
from kehou.platform.sealed.keyring import house_key

_BOUND_TO = "session"


class SessionStore(DatabaseSessions):
    """Django's sessions in the database, encrypted with the installation's key."""

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
