"""The address of a named page, made as often as a long list needs it.

Django walks its table of addresses anew for each call; a page of two hundred links feels that.
"""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.urls import NoReverseMatch, URLResolver, get_resolver, get_script_prefix, get_urlconf, reverse

_ONE, _OTHER = UUID(int=1), UUID(int=2)


def path_to(name: str, row_id: UUID | None = None, *words: str) -> str:
    """What ``reverse`` gives for a page without arguments, or with one id and words that are few in all.

    Raises NoReverseMatch.
    """
    if row_id is None:
        return _plain(name, *_table())
    around = _around(name, words, *_table())
    return str(row_id).join(around) if around else reverse(name, args=[row_id, *words])


def _table() -> tuple[str, URLResolver]:
    """Below which address the site stands, and the table of addresses in force."""
    return get_script_prefix(), get_resolver(get_urlconf())


@lru_cache(maxsize=1_000)
def _plain(name: str, _prefix: str, _table: URLResolver) -> str:
    return reverse(name)


@lru_cache(maxsize=1_000)
def _around(name: str, words: tuple[str, ...], _prefix: str, _table: URLResolver) -> tuple[str, str] | None:
    """What stands before and after the id in an address; None where the id does not stand in it as it is."""
    try:
        one, other = (reverse(name, args=[each, *words]) for each in (_ONE, _OTHER))
    except NoReverseMatch:
        return None
    before, found, after = one.partition(str(_ONE))
    return (before, after) if found and f"{before}{_OTHER}{after}" == other else None
