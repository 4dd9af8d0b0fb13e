"""A signed sheet of paper that comes with what is keyed in from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.platform.files.scans import Scan
from kehou.platform.files.storing import keep_scan


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scan, and whether a fingerprint stands for the signature (按手印)."""

    scan: Scan
    by_fingerprint: bool = False

    def kept(self, place: Place, *, purpose: str, actor: Actor, now: datetime) -> UUID:
        """Keep the scan; its id. Raises NotAScan and FileTooLarge."""
        return keep_scan(self.scan, place=place, purpose=purpose, actor=actor, now=now)
