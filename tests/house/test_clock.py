"""One module reads the clock; every other one is handed ``now``."""

from __future__ import annotations

import ast

from house.source import PACKAGE, ROOT, dotted, modules

EDGE = "kehou.platform.clock.wall"
CLOCKS = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "timezone.now",
    "timezone.localtime",
    "timezone.localdate",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "localtime",
    "localdate",
    "Now",
)


def test_only_the_edge_reads_a_clock() -> None:
    found = [
        f"{module.at(node)} {dotted(node)}"
        for module in modules()
        if module.name != EDGE
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name | ast.Attribute)
        and (dotted(node) in CLOCKS or dotted(node).endswith(tuple(f".{clock}" for clock in CLOCKS)))
    ]
    assert found == []


def test_no_row_stamps_itself() -> None:
    found = [
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}
    ]
    assert found == []


def test_no_page_reads_a_clock() -> None:
    pages = PACKAGE.rglob("*.html")
    assert [str(page.relative_to(ROOT)) for page in pages if "{% now" in page.read_text()] == []
