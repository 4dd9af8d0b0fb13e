"""The press: same bytes for the same content, archive and reader standards, no lost character."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kehou.kernel.fen import Fen
from kehou.kernel.moments import NaiveMoment
from kehou.platform.paper.content import NotForPaper, plain
from kehou.platform.paper.documents.letter import print_letters
from kehou.platform.paper.documents.placement import print_slips
from kehou.platform.paper.fonts import RARE, SERIF, drawable, printable
from kehou.platform.paper.press import press
from unit.paper.poppler import text_of, tool
from unit.paper.samples.common import AT
from unit.paper.samples.every import EVERY, SCHOOL
from unit.paper.samples.families import LETTER
from unit.paper.samples.lists import SLIP

NOWHERE = "\U0003fffd"  # a code point that no typeface here draws


@pytest.mark.parametrize("name", EVERY)
def test_the_same_content_gives_the_same_bytes(name: str) -> None:
    assert EVERY[name](SCHOOL) == EVERY[name](SCHOOL)


def test_another_moment_or_content_gives_other_bytes() -> None:
    first = print_slips([SLIP], at=AT)
    assert print_slips([SLIP], at=AT + timedelta(seconds=1)) != first
    assert print_slips([replace(SLIP, pupil="田禾")], at=AT) != first


@pytest.mark.parametrize("name", EVERY)
def test_every_document_is_for_the_archive_and_for_readers_and_in_our_faces(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "document.pdf"
    path.write_bytes(EVERY[name](SCHOOL))
    metadata = tool("pdfinfo", "-meta", str(path))
    assert "<pdfaid:part>2" in metadata
    assert "<pdfaid:conformance>A" in metadata
    assert "<pdfuaid:part>1" in metadata
    faces = {line.split()[0].split("+")[1] for line in tool("pdffonts", str(path)).splitlines()[2:]}
    assert all(face.startswith(("NotoSerifSC", "NotoSansSC", "NotoSansCJKsc")) for face in faces)


def test_threads_print_side_by_side() -> None:
    alone = [EVERY[name](SCHOOL) for name in ("slip", "fee board", "poster")]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda name: EVERY[name](SCHOOL), ("slip", "fee board", "poster") * 4))
    assert together == alone * 4


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveMoment):
        press("placement", {"slips": [SLIP]}, fixed_time=AT.replace(tzinfo=None))


@pytest.mark.parametrize("name", ["𠮷", "䶮", "㛃", "𬭎", "〇"])
def test_rare_names_reach_the_page(name: str, tmp_path: Path) -> None:
    assert name in drawable()
    text = text_of(print_slips([replace(SLIP, pupil=f"欧阳{name}")], at=AT), tmp_path)
    assert f"欧阳{name}" in text
    assert "字库未收" not in text


def test_the_body_face_alone_would_lose_a_rare_name() -> None:
    """The positive control of the test above: without the fallback 𠮷 has no glyph."""
    from fontTools.ttLib import TTFont

    with TTFont(SERIF.path(), lazy=True) as serif, TTFont(RARE.path(), fontNumber=RARE.face) as rare:
        assert ord("𠮷") not in serif["cmap"].getBestCmap()
        assert ord("𠮷") in rare["cmap"].getBestCmap()


def test_an_undrawable_character_is_marked_and_named_never_dropped(tmp_path: Path) -> None:
    text = text_of(print_letters([replace(LETTER, pupil=f"石{NOWHERE}")], at=AT), tmp_path)
    assert "石〓" in text
    assert "字库未收" in text
    assert "U+3FFFD" in text


def test_invisible_characters_do_not_print_as_boxes() -> None:
    assert printable("欧\u200b阳\ufe0f䶮\x07\n") == ("欧阳䶮\n", ())


def test_money_days_and_moments_are_written_the_chinese_way() -> None:
    assert plain({"a": Fen(123450), "b": AT.date(), "c": AT, "d": AT.time()}) == (
        {"a": "1,234.50", "b": "2026年2月13日", "c": "2026年2月13日 09:00", "d": "09:00"},
        (),
    )


def test_a_float_has_no_place_on_paper() -> None:
    with pytest.raises(NotForPaper):
        plain({"price": 4.0})
