"""Scans that prove an entrustment or a court's decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.files.scans import scan_type
from kehou.platform.files.storing import FileTooLarge, store


class UnableToKeepProof(UnableTo):
    """The scan is none, or it is too large."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan or photograph as it was handed in."""

    content: bytes
    name: str


def keep_proof(scan: Scan, *, place: Place, actor: Actor, now: datetime) -> UUID:
    """Keep a scan sealed; its id. Raises UnableToKeepProof."""
    kind = scan_type(scan.content)
    if kind is None:
        raise UnableToKeepProof([refusal("A10.8", "proof_not_a_scan", subject="proof")])
    try:
        return store(
            scan.content,
            place=place,
            purpose="link_proof",
            name=scan.name,
            media_type=kind,
            actor=actor,
            now=now,
        ).id
    except FileTooLarge:
        raise UnableToKeepProof([refusal("A10.8", "proof_too_large", subject="proof")]) from None
