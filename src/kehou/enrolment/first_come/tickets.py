"""A turn as a signed ticket: whom a family may choose for and from when, told without a look at the database.

The ticket lies in a cookie; a form carries a second code made from it, so that another site cannot send one.
Both are made with BLAKE2b under the installation's key, each for its own use: every request of a rush needs
two, and this is the cheapest of the standard library's keyed hashes.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from hmac import compare_digest

from kehou.allocation import Pupil
from kehou.kernel.moments import SHANGHAI

MAX_TICKET_BYTES = 3_500
_TURN, _FORM = b"turn", b"form"
_CODE_BYTES = 32
_Row = tuple[str, str, int, list[str], float]


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
    return f"{payload.decode()}.{_code(payload, key, _TURN)}"


def read_ticket(cookie: str, key: bytes) -> Ticket:
    """The ticket in a cookie. Raises NoTicket."""
    rush, guardian, rows = _opened(cookie, key)
    return Ticket(rush, guardian, tuple(map(_holder, rows)))


def read_turn(cookie: str, pupil: str, key: bytes) -> tuple[str, str, Holder]:
    """The choice, the guardian and the turn of one child in a cookie, without those of its siblings.

    Raises NoTicket, also for somebody else's child.
    """
    rush, guardian, rows = _opened(cookie, key)
    for row in rows:
        if row[0] == pupil:
            return rush, guardian, _holder(row)
    raise NoTicket


def _opened(cookie: str, key: bytes) -> tuple[str, str, list[_Row]]:
    payload, _, mac = cookie[:MAX_TICKET_BYTES].encode("utf-8", "replace").rpartition(b".")
    if not payload or not compare_digest(mac, _code(payload, key, _TURN).encode()):
        raise NoTicket
    try:
        rush, guardian, rows = json.loads(base64.urlsafe_b64decode(payload).decode())
    except (binascii.Error, ValueError) as error:
        raise NoTicket from error
    return rush, guardian, rows


def _holder(row: _Row) -> Holder:
    code, family, grade, bands, called = row
    return Holder(
        Pupil(code, family, grade, attends=frozenset(bands)), datetime.fromtimestamp(called, SHANGHAI)
    )


def form_code(cookie: str, key: bytes) -> str:
    """What a form made for this ticket carries."""
    return _code(cookie.encode("utf-8", "replace"), key, _FORM)


def check_form(code: str, cookie: str, key: bytes) -> None:
    """Raises NoTicket unless the form was made for this ticket."""
    if not compare_digest(code.encode("utf-8", "replace"), form_code(cookie, key).encode()):
        raise NoTicket


def cookie_name(window_code: str) -> str:
    """The cookie of a choice, by its public code."""
    return f"turn-{window_code}"


def _seconds(holder: Holder) -> float:
    return holder.called_at.timestamp()


def _code(payload: bytes, key: bytes, use: bytes) -> str:
    return blake2b(payload, key=key, digest_size=_CODE_BYTES, person=use).hexdigest()
