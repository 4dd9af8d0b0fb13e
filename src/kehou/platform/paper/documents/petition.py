"""The rural petition sheet 家长联名申请 over a frozen roll (A7.12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kehou.platform.paper.codes import ScanMark
from kehou.platform.paper.documents.parts import Channel
from kehou.platform.paper.press import press


@dataclass(frozen=True, slots=True)
class PetitionSheet:
    """Blank lines to sign on. No names are printed in, so that no sheet shows who did not sign.

    ``needed`` is the smallest number of signatures that is more than two thirds of ``roll_count``.
    """

    school: str
    term: str
    roll_count: int
    roll_date: date
    needed: int
    closes: date
    channels: tuple[Channel, ...]
    mark: ScanMark
    rows: int = 40


def print_petition(sheet: PetitionSheet, *, at: datetime) -> bytes:
    """The petition's text on the first page, then numbered lines, one for each pupil."""
    return press("petition", sheet, fixed_time=at)
