"""The letter to families 致家长的一封信 with its tear-off receipt (A12.1, A12.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kehou.kernel.fen import Fen
from kehou.platform.paper.codes import ScanMark
from kehou.platform.paper.documents.parts import Channel
from kehou.platform.paper.press import press


@dataclass(frozen=True, slots=True)
class FamilyLetter:
    """What a family is told before it is asked. Blank names leave lines to write on."""

    school: str
    term: str
    reply: str
    times: tuple[str, ...]
    courses: tuple[str, ...]
    price: Fen
    term_ceiling: Fen
    estimate: str
    for_those_who_do_not_join: tuple[str, ...]
    waiver: str
    refund: str
    channels: tuple[Channel, ...]
    return_by: date
    mark: ScanMark
    date: date
    pupil: str = ""
    class_name: str = ""
    large_print: bool = False


def print_letters(letters: Sequence[FamilyLetter], *, at: datetime) -> bytes:
    """The letters of a class in one file: a sheet for each family (two in large print)."""
    return press("letter", {"letters": letters}, fixed_time=at)
