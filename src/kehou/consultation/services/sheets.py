"""A signed sheet of paper that comes with what is keyed in from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.platform.files.storing import store


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scan, and whether a fingerprint stands for the signature (按手印, practice.md 4)."""

    content: bytes
    name: str
    media_type: str
    by_fingerprint: bool = False

    def stored(self, place: Place, *, purpose: str, actor: Actor, now: datetime) -> UUID:
        """Keep the scan; its id. Raises FileTooLarge."""
        kept = store(
            self.content,
            place=place,
            purpose=purpose,
            name=self.name,
            media_type=self.media_type,
            actor=actor,
            now=now,
        )
        return kept.id
