"""Keeping and finding files. What is stored is sealed with a key that lies outside the database (DP3)."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from kehou.kernel.actor import Actor
from kehou.kernel.limits import MAX_UPLOAD_BYTES
from kehou.kernel.places import Place
from kehou.platform.database.rows import new_id
from kehou.platform.files.models import StoredFile
from kehou.platform.files.scans import Scan
from kehou.platform.sealed.cipher import seal_bytes, unseal_bytes
from kehou.platform.sealed.keyring import house_key


class FileTooLarge(ValueError):
    """A file passes the limit of what may be handed in."""


class NotAScan(ValueError):
    """What was handed in as a scan is neither a PDF nor a photograph."""


class FileGone(ObjectDoesNotExist):
    """A file has expired, or is not in sight."""


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
    identity = new_id()
    return StoredFile.objects.create(
        id=identity,
        county_code=place.code,
        school_id=place.school_id,
        purpose=purpose,
        name=name[:200],
        media_type=media_type,
        sha256=sha256(content).hexdigest(),
        content=seal_bytes(content, key=house_key("files"), bound_to=f"file:{identity}"),
        stored_at=now,
        stored_by=actor.person_id,
        expires_date=expires,
    )


def keep_scan(scan: Scan, *, place: Place, purpose: str, actor: Actor, now: datetime) -> UUID:
    """Keep a scan; its id. Raises NotAScan and FileTooLarge."""
    if scan.kind is None:
        raise NotAScan(scan.name)
    kept = store(
        scan.content,
        place=place,
        purpose=purpose,
        name=scan.name,
        media_type=scan.kind,
        actor=actor,
        now=now,
    )
    return kept.id


def scan_of(file_id: UUID | None, *, on: date) -> Scan:
    """A scan that was kept, on a day, within the scope in force. Raises FileGone, also for none."""
    if file_id is None:
        raise FileGone
    return Scan(content_of(file_id, on=on), "")


def content_of(file_id: UUID, *, on: date) -> bytes:
    """A file's content on a day, within the scope in force. Raises FileGone from its expiry on."""
    row = StoredFile.objects.filter(pk=file_id).first()
    if row is None or (row.expires_date is not None and row.expires_date <= on):
        raise FileGone(str(file_id))
    return unseal_bytes(bytes(row.content), key=house_key("files"), bound_to=f"file:{row.id}")


def drop_expired(*, on: date) -> int:
    """Delete the files of the scope in force that have expired by a day; how many (DP6)."""
    return StoredFile.objects.filter(expires_date__lte=on).delete()[0]
