"""What oversight does when an earlier step tells of something. Handlers are idempotent."""

from __future__ import annotations

from kehou.oversight.services.reporting import open_for_matter
from kehou.platform.outbox.handling import Announcement, handles
from kehou.rulebook.facts.cases import CaseKind, CaseOrigin


@handles("case.due")
def open_case(event: Announcement) -> None:
    """Open the case that an earlier step asks for: payload clause, kind, subject."""
    _open(event, str(event.payload["clause"]), CaseKind(str(event.payload["kind"])))


@handles("release.breach")
def open_breach(event: Announcement) -> None:
    """A child was handed to someone who must not collect it: what happened opens a case (A10.8)."""
    _open(event, "A10.8", CaseKind.SAFETY)


@handles("incident.opened")
def open_incident(event: Announcement) -> None:
    """A serious incident is looked at by the county too (A10.13); a breach at the gate has its own topic."""
    if event.payload.get("serious", True) and event.payload.get("kind") != "release_breach":
        _open(event, "A10.13", CaseKind.SAFETY)


@handles("agreement.class_at_once")
def ask_about_class(event: Announcement) -> None:
    """A whole class joined within minutes: the county asks how that came about (A2.2)."""
    _open(event, "A2.2", CaseKind.FORCED)


@handles("log.flagged")
def look_at_log(event: Announcement) -> None:
    """A log speaks of drilling, new lessons or catching up: a sign that a person looks into (A11.9)."""
    _open(event, "A11.9", CaseKind.TEACHING)


def _open(event: Announcement, clause: str, kind: CaseKind) -> None:
    open_for_matter(
        place=event.place,
        clause=clause,
        kind=kind,
        subject=str(event.payload.get("subject") or event.subject),
        origin=CaseOrigin.EVENT,
        now=event.occurred_at,
    )
