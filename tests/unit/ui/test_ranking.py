"""A ranking is read alike with and without a script."""

from __future__ import annotations

import pytest

from kehou.platform.ui.ranking import read_ranking

KEYS = ("a", "b", "c")


@pytest.mark.parametrize(
    ("data", "order"),
    [
        ({}, ("a", "b", "c")),
        ({"wish-a": "3", "wish-b": "1", "wish-c": "2"}, ("b", "c", "a")),
        ({"wish-a": "2", "wish-b": "2", "wish-c": "1"}, ("c", "a", "b")),
        ({"wish-move": "up:c"}, ("a", "c", "b")),
        ({"wish-move": "down:a"}, ("b", "a", "c")),
        ({"wish-move": "up:a"}, ("a", "b", "c")),
        ({"wish-move": "down:c"}, ("a", "b", "c")),
        ({"wish-move": "up:stranger"}, ("a", "b", "c")),
        ({"wish-a": "第三", "wish-b": "1"}, ("a", "b", "c")),
        ({"wish-a": "3", "wish-b": "1", "wish-c": "2", "wish-move": "up:a"}, ("b", "a", "c")),
    ],
)
def test_places_then_moves(data: dict[str, str], order: tuple[str, ...]) -> None:
    assert read_ranking(data, KEYS) == order


def test_nothing_is_added_or_lost() -> None:
    data = {"wish-a": "9", "wish-z": "1", "wish-move": "sideways:b"}
    assert sorted(read_ranking(data, KEYS)) == sorted(KEYS)
