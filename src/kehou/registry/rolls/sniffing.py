"""What a file is, by its content; its name is not trusted."""

from __future__ import annotations

from enum import StrEnum

from kehou.kernel.limits import MAX_UPLOAD_BYTES
from kehou.registry.rolls.refusals import unreadable


class FileKind(StrEnum):
    """The kinds of file that a roll may come in."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"


_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"mime-version:")


def sniff(data: bytes) -> FileKind:
    """The kind of a file by its first bytes.

    Raises UnableToReadRoll for a file that is empty, too large, encrypted, a web page or no table.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise unreadable("empty_file")
    if len(data) > MAX_UPLOAD_BYTES:
        raise unreadable("too_large", size=len(data), limit_bytes=MAX_UPLOAD_BYTES)
    if data.startswith(_ZIP):
        return FileKind.XLSX
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            raise unreadable("encrypted")
        return FileKind.XLS
    _refuse_other_content(data)
    return FileKind.TEXT


def _refuse_other_content(data: bytes) -> None:
    if data.startswith(_UTF16):
        raise unreadable("utf16")
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_MARKUP):
        raise unreadable("web_page")
    if b"\x00" in data:
        raise unreadable("not_a_table")
