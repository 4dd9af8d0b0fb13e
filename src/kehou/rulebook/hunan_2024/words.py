"""Looking for listed words in what a school wrote (A5.4 to A5.6, A5.9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_NEGATED = re.compile(r"(?:不(?![仅止但光只少低超])|严禁|禁止|杜绝|避免|勿)[^，。；、！？,.;!?\s]{0,4}$")
_REACH = 8


def words_in(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """Those of the words that a text uses. A word that the text itself rules out (不讲新课) is not used."""
    return tuple(word for word in words if word in text and any(_affirmed(text, word)))


def _affirmed(text: str, word: str) -> Iterator[bool]:
    start = text.find(word)
    while start >= 0:
        yield _NEGATED.search(text[max(0, start - _REACH) : start]) is None
        start = text.find(word, start + 1)
