"""Finding the page of an address by its first word.

Django tries the patterns of a site one after another, some three hundred here, which a small page feels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

Pattern = URLPattern | URLResolver


class ByFirstWord(URLResolver):
    """Patterns of which only those are tried whose first word is the address's, or is not fixed."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        super().__init__(RoutePattern(""), list(_flat(patterns)))

    def resolve(self, path: str) -> ResolverMatch:
        """As Django does. Raises Resolver404."""
        words = self._words
        return words.get(_word(path), words[None]).resolve(path)

    @cached_property
    def _words(self) -> dict[str | None, URLResolver]:
        """For each first word, and for any other, the patterns that may fit, in the order given."""
        fixed = {word for pattern in self.url_patterns if (word := _fixed_word(pattern)) is not None}
        return {word: self._fitting(word) for word in (*fixed, None)}

    def _fitting(self, word: str | None) -> URLResolver:
        found = [pattern for pattern in self.url_patterns if _fixed_word(pattern) in (word, None)]
        return URLResolver(RoutePattern(""), found)


def _flat(patterns: Iterable[Pattern]) -> Iterator[Pattern]:
    """Patterns without the folders that add nothing to the address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and not str(pattern.pattern) and not pattern.namespace:
            yield from _flat(pattern.url_patterns)
        else:
            yield pattern


def _fixed_word(pattern: Pattern) -> str | None:
    """The first word of every address that fits a pattern; None where it may be any."""
    word = _word(str(pattern.pattern))
    return None if "<" in word else word


def _word(path: str) -> str:
    return path.partition("/")[0]
