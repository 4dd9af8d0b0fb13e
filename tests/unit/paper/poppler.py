"""Poppler's tools as an outside judge of our PDFs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path


def tool(*command: str) -> str:
    """What a tool of poppler-utils prints; fails clearly where the package is not installed."""
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except FileNotFoundError as error:
        raise AssertionError(f"{command[0]} is missing: install poppler-utils") from error


def text_of(pdf: bytes, folder: Path) -> str:
    """All text of a PDF without white space, as poppler reads it."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return re.sub(r"\s+", "", tool("pdftotext", "-layout", str(path), "-"))


def page_count(pdf: bytes, folder: Path) -> int:
    """How many pages a PDF has."""
    path = folder / "count.pdf"
    path.write_bytes(pdf)
    found = re.search(r"^Pages:\s+(\d+)", tool("pdfinfo", str(path)), re.M)
    assert found is not None
    return int(found[1])
