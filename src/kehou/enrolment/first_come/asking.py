"""From what a browser sent to a request in order of arrival, judged by the signed ticket alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from kehou.enrolment.first_come.batches import Asked
from kehou.enrolment.first_come.tickets import NoTicket, check_form, read_turn
from kehou.platform.sealed.keyring import house_key


def ticket_key() -> bytes:
    """The installation's key for tickets."""
    return house_key("turns")


def asked_for(sent: Mapping[str, str], cookie: str, *, rush: str, at: datetime, key: bytes) -> Asked:
    """The request of a form (``pupil``, ``option``, ``code``) under a ticket. Raises NoTicket.

    NoTicket also for somebody else's child and for a ticket of another choice: there is nothing to learn.
    """
    check_form(sent.get("code", ""), cookie, key)
    choice, guardian, holder = read_turn(cookie, sent.get("pupil", ""), key)
    if choice != rush:
        raise NoTicket
    return Asked(holder.asks(sent.get("option", "")[:80], at), guardian)
