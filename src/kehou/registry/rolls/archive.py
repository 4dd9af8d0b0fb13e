"""The check of a workbook's archive headers, before anything is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile

from kehou.kernel.limits import (
    MAX_ARCHIVE_DIRECTORY_BYTES,
    MAX_ARCHIVE_ENTRIES,
    MAX_UNPACKED_BYTES,
    MAX_UNPACKED_RATIO,
)
from kehou.registry.rolls.refusals import unreadable

_END = b"PK\x05\x06"
_END_64_LOCATOR = b"PK\x06\x07"
_END_BYTES = 22
_LONGEST_COMMENT = 65_535
_WORKBOOK = "xl/workbook.xml"


def unpacked_size(data: bytes) -> int:
    """The bytes that a workbook claims to unpack to.

    Raises UnableToReadRoll for a broken archive, one that is no workbook, and one whose headers claim
    too many entries, too many bytes or too high a ratio. Reads headers only.
    """
    _check_directory_size(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError) as error:
        raise unreadable("broken_archive") from error
    if len(entries) > MAX_ARCHIVE_ENTRIES:
        raise unreadable("bomb", entries=len(entries))
    if any(entry.flag_bits & 1 for entry in entries):
        raise unreadable("encrypted")
    if not any(entry.filename == _WORKBOOK for entry in entries):
        raise unreadable("not_a_workbook")
    claimed = sum(entry.file_size for entry in entries)
    if claimed > MAX_UNPACKED_BYTES or claimed > MAX_UNPACKED_RATIO * len(data):
        raise unreadable("bomb", unpacked=claimed)
    return claimed


def _check_directory_size(data: bytes) -> None:
    """Refuse a directory so long that listing it would cost memory, before it is listed."""
    place = data.rfind(_END, max(0, len(data) - _END_BYTES - _LONGEST_COMMENT))
    if place < 0 or place + _END_BYTES > len(data):
        raise unreadable("broken_archive")
    if data[max(0, place - 20) :].startswith(_END_64_LOCATOR):
        raise unreadable("bomb", entries="zip64")
    (directory_bytes,) = struct.unpack_from("<I", data, place + 12)
    if directory_bytes > MAX_ARCHIVE_DIRECTORY_BYTES:
        raise unreadable("bomb", directory=directory_bytes)
