"""The school's fee board 教育收费公示栏: one row for each charge (A2.12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kehou.platform.paper.documents.parts import Channel, refuse_blank
from kehou.platform.paper.press import press


@dataclass(frozen=True, slots=True)
class FeeBoardRow:
    """One charge as the board must show it. No field may be blank."""

    item: str
    standard: str
    unit: str
    basis: str
    payers: str
    waiver: str
    receipt: str

    def __post_init__(self) -> None:
        refuse_blank(self)


@dataclass(frozen=True, slots=True)
class FeeBoard:
    """The board of a school for a term, with the numbers to report wrong charges to."""

    school: str
    term: str
    rows: tuple[FeeBoardRow, ...]
    channels: tuple[Channel, ...]
    date: date

    def __post_init__(self) -> None:
        refuse_blank(self)


def print_fee_board(board: FeeBoard, *, at: datetime) -> bytes:
    """The board as a landscape sheet to hang up."""
    return press("fee_board", board, fixed_time=at)
