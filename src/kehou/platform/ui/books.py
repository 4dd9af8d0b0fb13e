"""The wording books of all capabilities, so that any refusal can be said anywhere.

A capability adds its book once, in its app's ``ready()``. A reason belongs to one book.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from kehou.kernel.verdict import Verdict
from kehou.platform.ui.verdicts import UnwordedReason, WordedVerdict, Wording, worded
from kehou.platform.ui.wording import article_label

log = logging.getLogger(__name__)

_BOOK: dict[str, Wording] = {}


def add_wording(book: Mapping[str, Wording]) -> None:
    """Add a capability's book. Raises ValueError where another book says a reason differently."""
    twice = sorted(reason for reason in book if _BOOK.get(reason, book[reason]) != book[reason])
    if twice:
        raise ValueError(f"reasons worded twice: {', '.join(twice)}")
    _BOOK.update(book)


def is_worded(reason: str) -> bool:
    """Whether some book says this reason."""
    return reason in _BOOK


def say(verdict: Verdict, *, next_url: str = "") -> WordedVerdict:
    """A verdict in the words of its book.

    A refusal must reach the person even where its words are missing or miss a fact: then the
    article stands in for them, and the log names the gap.
    """
    try:
        return worded(verdict, _BOOK, next_url=next_url)
    except (UnwordedReason, KeyError, IndexError):
        log.exception("no words for %s %s", verdict.clause, verdict.reason)
        stand_in = Wording(unmet=f"不符合{article_label(verdict.clause)}的要求。")
        return worded(verdict, {verdict.reason: stand_in}, next_url=next_url)
