"""The words of the rulebook and of all capabilities together, so that any refusal can be said anywhere.

Each adds its ``Wording`` once, in its app's ``ready()``. A reason belongs to one of them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping

from kehou.kernel.verdict import Verdict
from kehou.platform.ui.verdicts import WordedVerdict, fine, stand_in, worded
from kehou.platform.ui.wording import article_label
from kehou.rulebook.engine.wording import NoWording, Wording

log = logging.getLogger(__name__)

_added: list[Wording] = []
_statements: dict[str, str] = {}


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


def add_statements(texts: Mapping[str, str]) -> None:
    """Add the statements of a rulebook by id, in our own words."""
    _statements.update(texts)


def statement_text(clause: str) -> str:
    """A statement in our own words; empty where no rulebook was added that has it."""
    return _statements.get(clause, "")


def say(verdict: Verdict, *, next_url: str = "") -> WordedVerdict:
    """A verdict in words."""
    return _said(verdict, all_wording(), next_url)


def say_all(verdicts: Iterable[Verdict]) -> list[WordedVerdict]:
    """Verdicts in words."""
    words = all_wording()
    return [_said(verdict, words, "") for verdict in verdicts]


def _said(verdict: Verdict, words: Wording, next_url: str) -> WordedVerdict:
    if verdict.met:
        return fine(verdict, statement_text(verdict.clause))
    # A refusal must reach the person even where its words are missing: the article stands in for them.
    try:
        return worded(verdict, words, next_url=next_url)
    except NoWording:
        log.exception("no words for %s %s", verdict.clause, verdict.reason)
        return stand_in(verdict, article_label(verdict.clause))
