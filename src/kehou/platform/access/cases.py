"""What a refused attempt leaves behind where the county is to look into it: a case (R -> C in the tables)."""

from __future__ import annotations

from datetime import datetime

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import Aftermath
from kehou.platform.access.aftermath import follows
from kehou.platform.outbox.announcing import announce

ATTEMPT = "case.attempted"


def case_left(place: Place, *, clause: str, kind: str, matter: str) -> Aftermath:
    """A case about a matter (``bill/0190...``) under a clause, once however often it was tried."""
    return Aftermath(ATTEMPT, place, {"clause": clause, "kind": kind, "subject": matter})


@follows(ATTEMPT)
def tell_county(left: Aftermath, _actor: Actor, now: datetime) -> None:
    """Announce the case; whoever works cases opens it."""
    subject = left.payload["subject"]
    announce("case.due", place=left.place, subject=subject, now=now, payload=dict(left.payload))
