"""What a refused attempt about money leaves behind: the county looks into it (A9.15, A9.17)."""

from __future__ import annotations

from datetime import datetime

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import Aftermath
from kehou.platform.access.aftermath import follows
from kehou.platform.outbox.announcing import announce

ATTEMPT = "charge.attempted"


def case_left(place: Place, clause: str, matter: str) -> Aftermath:
    """A case about a matter (``bill/0190...``) under a clause, once however often it was tried."""
    return Aftermath(ATTEMPT, place, {"clause": clause, "kind": "charge", "subject": matter})


@follows(ATTEMPT)
def tell_county(left: Aftermath, _actor: Actor, now: datetime) -> None:
    """Announce the case; whoever works cases opens it."""
    subject = left.payload["subject"]
    announce("case.due", place=left.place, subject=subject, now=now, payload=dict(left.payload))
