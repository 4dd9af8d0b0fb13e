"""Scans that prove an entrustment or a court's decision."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.files.scans import Scan
from kehou.platform.files.storing import FileTooLarge, NotAScan, keep_scan


class UnableToKeepProof(UnableTo):
    """The scan is none, or it is too large."""


def keep_proof(scan: Scan, *, place: Place, actor: Actor, now: datetime) -> UUID:
    """Keep a scan sealed; its id. Raises UnableToKeepProof."""
    try:
        return keep_scan(scan, place=place, purpose="link_proof", actor=actor, now=now)
    except NotAScan:
        raise UnableToKeepProof([refusal("A10.8", "proof_not_a_scan", subject="proof")]) from None
    except FileTooLarge:
        raise UnableToKeepProof([refusal("A10.8", "proof_too_large", subject="proof")]) from None
