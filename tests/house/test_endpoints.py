"""Every address of the site answers to one action; nothing is open by omission."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from kehou.platform.access.actions import Action

ACTS = {
    "add",
    "approve",
    "create",
    "delete",
    "edit",
    "new",
    "remove",
    "save",
    "send",
    "sign",
    "submit",
    "update",
}


def endpoints(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every address below some patterns, with its view."""
    for entry in patterns:
        address = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from endpoints(entry.url_patterns, address)
        else:
            yield address, entry.callback


def named(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    """The name of every address below some patterns that has one."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from named(entry.url_patterns)
        elif entry.name:
            yield entry.name


def all_endpoints() -> list[tuple[str, Any]]:
    """Every address of the site, with its view."""
    return list(endpoints(get_resolver().url_patterns))


def test_every_endpoint_has_an_action() -> None:
    assert [
        address for address, view in all_endpoints() if not isinstance(getattr(view, "action", None), Action)
    ] == []


def test_addresses_are_nouns() -> None:
    assert [address for address, _ in all_endpoints() if ACTS & set(address.split("/"))] == []


def test_no_two_addresses_have_one_name() -> None:
    names = Counter(named(get_resolver().url_patterns))
    assert [name for name, count in names.items() if count > 1] == []
