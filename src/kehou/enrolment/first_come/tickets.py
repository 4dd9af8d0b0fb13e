"""A turn as a signed ticket: whom a family may choose for and from when, told without a look at the database.

The ticket lies in a cookie; a form carries a second code made from it, so that another site cannot send one.
Both are made with BLAKE2b under the installation's key, each for its own use: every request of a rush needs
two, and this is the cheapest of the standard library's keyed hashes. For the same reason a ticket is plain
text: ``choice:guardian:child:child.code``, a child being ``pupil/family/grade/seconds/seconds/band/band``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from hmac import compare_digest
from urllib.parse import quote, unquote

from kehou.allocation import Pupil
from kehou.allocation.arrivals import Request
from kehou.kernel.moments import SHANGHAI

MAX_TICKET_BYTES = 3_500
_TURN, _FORM = b"turn", b"form"
_CODE_BYTES = 32


class NoTicket(Exception):
    """A ticket is missing, was changed, or the form was not made from it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """One child with its turn: when it is called, and until when whoever comes counts from the call.

    ``pupil.attends`` are the slots for which the family signed.
    """

    pupil: Pupil
    called_at: datetime
    protected_until: datetime

    def asks(self, section: str, at: datetime) -> Request:
        """A request for one course."""
        return Request(self.pupil, section, at, self.called_at, protected_until=self.protected_until)


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
    told = ":".join((ticket.rush, ticket.guardian, *map(_told, ticket.holders)))
    return f"{told}.{_code(told.encode(), key, _TURN)}"


def read_ticket(cookie: str, key: bytes) -> Ticket:
    """The ticket in a cookie. Raises NoTicket."""
    rush, guardian, *children = _opened(cookie, key)
    return Ticket(rush, guardian, tuple(map(_holder, children)))


def read_turn(cookie: str, pupil: str, key: bytes) -> tuple[str, str, Holder]:
    """The choice, the guardian and the turn of one child in a cookie, without those of its siblings.

    Raises NoTicket, also for somebody else's child.
    """
    rush, guardian, *children = _opened(cookie, key)
    for child in children:
        if pupil and child.startswith(f"{pupil}/"):
            return rush, guardian, _holder(child)
    raise NoTicket


def _opened(cookie: str, key: bytes) -> list[str]:
    """The parts of a ticket once its code was found to be ours."""
    told, _, code = cookie[:MAX_TICKET_BYTES].rpartition(".")
    if not told or not _is_same(code, _code(told.encode("utf-8", "replace"), key, _TURN)):
        raise NoTicket
    return told.split(":")


def _told(holder: Holder) -> str:
    pupil = holder.pupil
    bands = (quote(band, safe="") for band in sorted(pupil.attends))
    moments = (str(moment.timestamp()) for moment in (holder.called_at, holder.protected_until))
    return "/".join((pupil.id, pupil.family, str(pupil.grade), *moments, *bands))


def _holder(child: str) -> Holder:
    code, family, grade, called, protected, *bands = child.split("/")
    attends = frozenset(map(unquote, bands) if "%" in child else bands)
    return Holder(Pupil(code, family, int(grade), attends=attends), _moment(called), _moment(protected))


@lru_cache(maxsize=4_096)
def _moment(seconds: str) -> datetime:
    """A turn's moment, which it shares with the others of its window."""
    return datetime.fromtimestamp(float(seconds), SHANGHAI)


def form_code(cookie: str, key: bytes) -> str:
    """What a form made for this ticket carries."""
    return _code(cookie.encode("utf-8", "replace"), key, _FORM)


def check_form(code: str, cookie: str, key: bytes) -> None:
    """Raises NoTicket unless the form was made for this ticket."""
    if not _is_same(code, form_code(cookie, key)):
        raise NoTicket


def cookie_name(window_code: str) -> str:
    """The cookie of a choice, by its public code."""
    return f"turn-{window_code}"


def _code(payload: bytes, key: bytes, use: bytes) -> str:
    return blake2b(payload, key=key, digest_size=_CODE_BYTES, person=use).hexdigest()


def _is_same(given: str, own: str) -> bool:
    return compare_digest(given.encode("utf-8", "replace"), own.encode())
