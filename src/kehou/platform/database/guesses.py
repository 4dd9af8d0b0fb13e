"""Guesses at what to ask together with the row that says what must be asked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

_K = TypeVar("_K", bound=Hashable)
_T = TypeVar("_T")


class Guesses(Generic[_K, _T]):
    """What each key's own row said when it was last read, of ``at_most`` keys: the first kept goes first.

    What a row says decides what else to ask, which costs a second round trip. By a guess at what it will say
    both are asked at once. Nothing is believed of a guess, nor of what was asked by it, before the row has
    been read again and says the same; whoever asks compares the two, and remembers where they differ.
    """

    __slots__ = ("_at_most", "_kept")

    def __init__(self, *, at_most: int) -> None:
        self._at_most, self._kept = at_most, OrderedDict[_K, _T]()

    def __len__(self) -> int:
        return len(self._kept)

    def at(self, key: _K) -> _T | None:
        """What the key's row said last, or None where that is not kept."""
        return self._kept.get(key)

    def remember(self, key: _K, said: _T) -> None:
        """Keep what the key's row says, in place of what it said before."""
        self._kept[key] = said
        if len(self._kept) > self._at_most:
            self._kept.popitem(last=False)  # one step, since the threads of a process share the guesses
