"""The one stylesheet that all the small files become."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from kehou.platform.ui import stylesheet


def test_the_finder_offers_the_joined_file_and_nothing_else() -> None:
    finder = stylesheet.StylesheetFinder()
    found = finder.find(stylesheet.NAME)
    assert isinstance(found, str)
    assert Path(found).read_text(encoding="utf-8") == stylesheet.joined()
    assert finder.find("kehou/other.css") == []
    assert [name for name, _ in finder.list(None)] == [stylesheet.NAME]


def test_each_file_puts_its_rules_into_one_declared_layer() -> None:
    declared = set(re.findall(r"\w+", stylesheet.LAYERS)) - {"layer"}
    for source in stylesheet.sources():
        text = re.sub(r"/\*.*?\*/", "", source.read_text(encoding="utf-8"), flags=re.S).strip()
        opened = re.match(r"@layer (\w+) \{", text)
        assert opened is not None, source.name
        assert opened[1] in declared


def test_the_whole_stays_under_twenty_kilobytes() -> None:
    assert len(gzip.compress(stylesheet.joined().encode())) < 20_000


def test_colours_live_in_the_tokens_alone() -> None:
    allowed = {"tokens.css", "print.css", "paper.css"}
    for source in stylesheet.sources():
        if source.name not in allowed:
            assert not re.search(r"#[0-9a-f]{3,6}\b", source.read_text(encoding="utf-8")), source.name
