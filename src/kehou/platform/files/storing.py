"""Keeping and finding files."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from kehou.kernel.actor import Actor
from kehou.kernel.limits import MAX_UPLOAD_BYTES
from kehou.kernel.places import Place
from kehou.platform.files.models import StoredFile


class FileTooLarge(ValueError):
    """A file passes the limit of what may be handed in."""


def store(
    content: bytes,
    *,
    place: Place,
    purpose: str,
    name: str,
    media_type: str,
    actor: Actor,
    now: datetime,
    expires: date | None = None,
) -> StoredFile:
    """Keep a file. Raises FileTooLarge."""
    if len(content) > MAX_UPLOAD_BYTES:
        raise FileTooLarge(f"{len(content)} bytes, at most {MAX_UPLOAD_BYTES}")
    return StoredFile.objects.create(
        county_code=place.code,
        school_id=place.school_id,
        purpose=purpose,
        name=name[:200],
        media_type=media_type,
        sha256=sha256(content).hexdigest(),
        content=content,
        stored_at=now,
        stored_by=actor.person_id,
        expires_date=expires,
    )
