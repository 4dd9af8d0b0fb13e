"""Files that a page hands out: PDF to look at, workbooks and other forms to take away."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from kehou.platform.files.scans import Scan

PDF = "application/pdf"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def shown_file(content: bytes, name: str, *, kind: str = PDF) -> HttpResponse:
    """A file that the browser shows."""
    return _file(content, name, kind, taken=False)


def shown_scan(scan: Scan) -> HttpResponse:
    """A scan that the browser shows; one of no known kind is none. Raises Http404."""
    if scan.kind is None:
        raise Http404
    return shown_file(scan.content, "scan", kind=scan.kind)


def taken_file(content: bytes | str, name: str, *, kind: str = WORKBOOK) -> HttpResponse:
    """A file that the browser saves."""
    return _file(content, name, kind, taken=True)


def _file(content: bytes | str, name: str, kind: str, *, taken: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(taken, name) or "inline"
    return response
