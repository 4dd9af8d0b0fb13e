"""The visible part of a seal: the round red picture, and the room that a document keeps for it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import lru_cache

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from kehou.platform.paper.press import press

SIDE_PT = 119  # 42 mm, the side of the room and of the picture
_DESTINATION = "seal"  # the name by which house.typ marks the room
_LIFT_PT = 10  # typst puts a destination this much above what it names
_CENTRED = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins()
)

Box = tuple[int, int, int, int]


class NoRoomForSeal(ValueError):
    """The PDF does not mark where a seal belongs."""


def room_for_seal(reader: PdfFileReader) -> tuple[int, Box]:
    """The page (from 0) and the rectangle (left, bottom, right, top in points) of the marked room.

    Raises NoRoomForSeal.
    """
    try:
        names = reader.root["/Names"]["/Dests"]["/Names"]
        target = names[list(names).index(_DESTINATION) + 1]
    except (KeyError, ValueError):
        raise NoRoomForSeal("the document names no destination 'seal'") from None
    left, top = round(float(target[2])), round(float(target[3])) - _LIFT_PT
    page_ids = [_page_id(reader, index) for index in range(int(reader.root["/Pages"]["/Count"]))]
    return page_ids.index(target.raw_get(0).idnum), (left, top - SIDE_PT, left + SIDE_PT, top)


def _page_id(reader: PdfFileReader, index: int) -> int:
    reference, _ = reader.find_page_for_modification(index)  # type: ignore[no-untyped-call]
    return int(reference.idnum)


def stamp_style(name: str, legend: str) -> StaticStampStyle:
    """The stamp of an organisation as pyHanko draws it, slightly see-through like ink."""
    picture = _Picture(_stamp_pdf(name, legend))
    return StaticStampStyle(
        border_width=0, background=picture, background_layout=_CENTRED, background_opacity=0.85
    )


@lru_cache(maxsize=256)
def _stamp_pdf(name: str, legend: str) -> bytes:
    """The picture as a one-page PDF; its own time stamp is never shown."""
    return press("stamp", {"name": name, "legend": legend}, fixed_time=datetime.fromtimestamp(0, UTC))


class _Picture(PdfContent):
    """The only page of a PDF as content to draw; pyHanko's own importer wants a file name."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(box=BoxConstraints(width=SIDE_PT, height=SIDE_PT))
        self._pdf = pdf

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Stamp"] = page
        return b"/Stamp Do"
