"""Finding in a text for the school what would tell who reported. Pure."""

from __future__ import annotations

from collections.abc import Iterator

OWN_WORDS = 12  # so many characters in a row as the reporter wrote them


def reporter_traces(text: str, *, report: str, name: str, phone: str) -> frozenset[str]:
    """What of a report shows in a text: the reporter's name, phone, or own words (A2.14)."""
    return frozenset(_traces(_packed(text), _packed(report), _packed(name), _packed(phone)))


def _traces(text: str, report: str, name: str, phone: str) -> Iterator[str]:
    if len(name) > 1 and name in text:
        yield "reporter_name"
    if len(phone) > 3 and phone in text:
        yield "reporter_phone"
    starts = range(len(report) - OWN_WORDS + 1)
    if any(report[start : start + OWN_WORDS] in text for start in starts):
        yield "own_words"


def _packed(text: str) -> str:
    return "".join(text.split())
