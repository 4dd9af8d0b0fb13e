"""Looking for listed words in what a school wrote (A5.4 to A5.6, A5.9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_NEGATED = re.compile(r"(?:不(?![仅止但光只少低超])|严禁|禁止|杜绝|避免|勿)[^，。；、！？,.;!?\s]{0,4}$")
_REACH = 8
LISTS_KEPT = 64


@lru_cache(maxsize=LISTS_KEPT)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def occur_in(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text has any of the words at all, affirmed or not: one pass however many there are."""
    return bool(words) and _any_of(words).search(text) is not None


def words_in(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """Those of the words that a text uses. A word that the text itself rules out (不讲新课) is not used."""
    return tuple(word for word in words if word in text and any(_affirmed(text, word)))


def _affirmed(text: str, word: str) -> Iterator[bool]:
    start = text.find(word)
    while start >= 0:
        yield _NEGATED.search(text[max(0, start - _REACH) : start]) is None
        start = text.find(word, start + 1)
