"""A turn as a signed ticket: whom a family may choose for and from when, told without a look at the database.

The ticket lies in a cookie; a form carries a second code made from it, so that another site cannot send one.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from kehou.allocation import Pupil

MAX_TICKET_BYTES = 3_500
_FORM = b"form\n"


class NoTicket(Exception):
    """A ticket is missing, was changed, or the form was not made from it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """One child with its turn. ``pupil.attends`` are the slots for which the family signed."""

    pupil: Pupil
    called_at: datetime


@dataclass(frozen=True, slots=True)
class Ticket:
    """The turns of one guardian's children in one choice. Ids are text."""

    rush: str
    guardian: str
    holders: tuple[Holder, ...]

    def holder(self, pupil: str) -> Holder | None:
        """One child of the family, or None for somebody else's."""
        return next((each for each in self.holders if each.pupil.id == pupil), None)


def sealed_ticket(ticket: Ticket, key: bytes) -> str:
    """The ticket as a cookie's value."""
    rows = [
        [each.pupil.id, each.pupil.family, each.pupil.grade, sorted(each.pupil.attends), _seconds(each)]
        for each in ticket.holders
    ]
    told = json.dumps([ticket.rush, ticket.guardian, rows], separators=(",", ":")).encode()
    payload = base64.urlsafe_b64encode(told)
    return f"{payload.decode()}.{_mac(payload, key)}"


def read_ticket(cookie: str, key: bytes) -> Ticket:
    """The ticket in a cookie. Raises NoTicket."""
    payload, _, mac = cookie[:MAX_TICKET_BYTES].encode("utf-8", "replace").rpartition(b".")
    if not payload or not hmac.compare_digest(mac, _mac(payload, key).encode()):
        raise NoTicket
    try:
        rush, guardian, rows = json.loads(base64.urlsafe_b64decode(payload))
    except (binascii.Error, ValueError) as error:
        raise NoTicket from error
    holders = (
        Holder(Pupil(code, family, grade, attends=frozenset(bands)), datetime.fromtimestamp(called, UTC))
        for code, family, grade, bands, called in rows
    )
    return Ticket(rush, guardian, tuple(holders))


def form_code(cookie: str, key: bytes) -> str:
    """What a form made for this ticket carries."""
    return _mac(_FORM + cookie.encode("utf-8", "replace"), key)


def check_form(code: str, cookie: str, key: bytes) -> None:
    """Raises NoTicket unless the form was made for this ticket."""
    if not hmac.compare_digest(code.encode("utf-8", "replace"), form_code(cookie, key).encode()):
        raise NoTicket


def cookie_name(window_code: str) -> str:
    """The cookie of a choice, by its public code."""
    return f"turn-{window_code}"


def _seconds(holder: Holder) -> float:
    return holder.called_at.timestamp()


def _mac(payload: bytes, key: bytes) -> str:
    return hmac.digest(key, payload, "sha256").hex()
