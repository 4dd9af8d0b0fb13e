"""Reading a ranking that was sent with or without a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def read_ranking(data: Mapping[str, str], keys: Sequence[str], *, name: str = "wish") -> tuple[str, ...]:
    """The keys in the order that a family gave them.

    Each wish sends its place as ``<name>-<key>``; equal or missing places keep the former order.
    A pressed up or down button sends ``<name>-move`` as ``up:<key>`` and is applied last.
    """
    places = {key: _place(data.get(f"{name}-{key}", ""), at + 1) for at, key in enumerate(keys)}
    ranked = sorted(keys, key=lambda key: places[key])
    direction, _, moved = data.get(f"{name}-move", "").partition(":")
    if moved in ranked:
        _move(ranked, moved, direction)
    return tuple(ranked)


def _move(ranked: list[str], key: str, direction: str) -> None:
    at = ranked.index(key)
    to = at + {"up": -1, "down": 1}.get(direction, 0)
    if 0 <= to < len(ranked):
        ranked[at], ranked[to] = ranked[to], ranked[at]


def _place(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() else otherwise
