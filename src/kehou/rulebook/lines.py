"""On which line of a JSON or TOML text the value of a path such as ``facts.courses[2].kind`` stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_HEAD = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_LONG = ('"""', "'''")


def line_of(text: str, suffix: str, path: str) -> int:
    """The line, from 1, of a path or of the nearest part around it that has a line of its own."""
    lines = dict(_toml_lines(text) if suffix == ".toml" else _json_lines(text))
    while path and path not in lines:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return lines.get(path, 1)


def _toml_lines(text: str) -> Iterator[tuple[str, int]]:
    """Tables and keys in their order. What stands within an inline table has the line of its key."""
    counts: dict[str, int] = {}
    table, within = "", ""
    for number, line in enumerate(text.splitlines(), start=1):
        if within:
            within = "" if within in line else within
            continue
        if head := _HEAD.match(line):
            table = _table(head[2], counts, is_row=head[1] == "[[")
            yield table, number
        elif key := _KEY.match(line):
            yield _below(table, ".".join(_names(key[1]))), number
            within = next((mark for mark in _LONG if line.count(mark) == 1), "")


def _table(name: str, counts: dict[str, int], *, is_row: bool) -> str:
    """The path of a table under its header; a row of a list takes the next number."""
    path, names = "", _names(name)
    for place, part in enumerate(names, start=1):
        path = _below(path, part)
        if is_row and place == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path


def _names(dotted: str) -> list[str]:
    return [name.strip().strip("\"'") for name in dotted.split(".")]


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _json_lines(text: str) -> Iterator[tuple[str, int]]:
    tokens = ((found[0], text.count("\n", 0, found.start()) + 1) for found in _TOKEN.finditer(text))
    yield from _value_lines(tokens, "", next(tokens, ("", 1)))


def _value_lines(
    tokens: Iterator[tuple[str, int]], path: str, first: tuple[str, int]
) -> Iterator[tuple[str, int]]:
    """The lines of a value and all within it; ``first`` is its first token."""
    token, line = first
    yield path, line
    if token not in ("{", "["):
        return
    place = 0
    for sign, at in tokens:
        if sign in ("}", "]"):
            return
        if sign == ",":
            place += 1
        elif first[0] == "[":
            yield from _value_lines(tokens, f"{path}[{place}]", (sign, at))
        else:
            next(tokens)  # the colon
            yield from _value_lines(tokens, _below(path, sign.strip('"')), next(tokens, ("", at)))
