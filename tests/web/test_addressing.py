"""Every address leads where Django's own walk through all patterns leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, path
from django.urls.resolvers import RoutePattern

from kehou.web.addressing import ByFirstWord
from kehou.web.home import home

ID = "0190a0a0-0000-7000-8000-000000000001"
SAMPLES = {"uuid": ID, "int": "7", "slug": "a-b", "str": "a-b", "path": "a/b"}


def _addresses(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, address)
        else:
            yield re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", ID), address)


def test_every_address_of_the_site_is_found_as_by_trying_all_patterns() -> None:
    (pages,) = get_resolver().url_patterns
    assert isinstance(pages, ByFirstWord)
    one_by_one = URLResolver(RoutePattern(""), pages.url_patterns)
    addresses = list(_addresses(pages.url_patterns))
    assert len(addresses) > 200
    for address in addresses:
        found, expected = pages.resolve(address), one_by_one.resolve(address)
        assert (found.func, found.kwargs, found.route) == (expected.func, expected.kwargs, expected.route)


@pytest.mark.parametrize("address", ["nothing/", "family/nothing/at/all/", "plans", ""])
def test_what_leads_nowhere_leads_nowhere(address: str) -> None:
    pages = ByFirstWord([path("family/", home), path("plans/", home)])
    with pytest.raises(Resolver404):
        pages.resolve(address)


def test_an_address_that_may_begin_with_any_word_keeps_its_turn() -> None:
    routes = ("a/", "<slug:any>/", "b/")
    pages = ByFirstWord(path(route, home, name=route) for route in routes)
    assert [pages.resolve(f"{word}/").url_name for word in "abc"] == ["a/", "<slug:any>/", "<slug:any>/"]
