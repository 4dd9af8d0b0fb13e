"""The words of the rulebook and of all capabilities together, so that any refusal can be said anywhere.

Each adds its ``Wording`` once, in its app's ``ready()``. A reason belongs to one of them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from kehou.kernel.verdict import Verdict
from kehou.platform.ui.verdicts import WordedVerdict, stand_in, worded
from kehou.platform.ui.wording import article_label
from kehou.rulebook.engine.wording import NoWording, Wording

log = logging.getLogger(__name__)

_added: list[Wording] = []


def add_wording(words: Wording) -> None:
    """Add the words of a capability or a rulebook edition; adding the same again changes nothing.

    Raises ValueError for a reason that already has words.
    """
    if words not in _added:
        Wording.joined([*_added, words])
        _added.append(words)


def all_wording() -> Wording:
    """Every sentence and label that was added."""
    return Wording.joined(_added)


def say(verdict: Verdict, *, next_url: str = "") -> WordedVerdict:
    """A verdict in words."""
    return _said(verdict, all_wording(), next_url)


def say_all(verdicts: Iterable[Verdict]) -> list[WordedVerdict]:
    """Verdicts in words."""
    words = all_wording()
    return [_said(verdict, words, "") for verdict in verdicts]


def _said(verdict: Verdict, words: Wording, next_url: str) -> WordedVerdict:
    # A refusal must reach the person even where its words are missing: the article stands in for them.
    try:
        return worded(verdict, words, next_url=next_url)
    except NoWording:
        log.exception("no words for %s %s", verdict.clause, verdict.reason)
        return stand_in(verdict, article_label(verdict.clause))
