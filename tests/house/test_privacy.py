"""A page may say that a child has priority; it never says why."""

from __future__ import annotations

import re
from dataclasses import fields

from house.source import PACKAGE, ROOT
from kehou.registry.rolls.pupils import Circumstances

OPEN_TO_SHOW = {
    "boarding",
    "bus",
    "travel",
}  # where a child sleeps and how it goes home: the service needs it
GROUPS = {field.name for field in fields(Circumstances)} - OPEN_TO_SHOW | {"needs", "priority_group"}
SHOWN = re.compile(r"\{[{%](.*?)[%}]\}", re.S)
PAPER = re.compile(r"#(\S+)")


def test_there_are_groups_to_hide() -> None:
    assert {"left_behind", "orphan", "disabled"} <= GROUPS


def test_no_page_and_no_paper_shows_a_priority_group() -> None:
    found = []
    for pattern, shown in (("*.html", SHOWN), ("*.typ", PAPER)):
        for path in PACKAGE.rglob(pattern):
            words = {
                word for code in shown.findall(path.read_text()) for word in re.findall(r"[a-z_]+", code)
            }
            found += [f"{path.relative_to(ROOT)}: {word}" for word in words & GROUPS]
    assert found == []
