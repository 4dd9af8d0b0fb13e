"""From a rule's verdict to what a person reads.

A capability's ``wording.py`` keeps a book, reason code -> :class:`Wording`; :func:`worded` joins the
two. The sentence, the value found and required, the article, who can change it, the next step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from kehou.kernel.fen import Fen
from kehou.kernel.verdict import Effect, Verdict
from kehou.platform.ui.pieces import Tone
from kehou.platform.ui.wording import article_number, full_day, full_moment, yuan


class UnwordedReason(LookupError):
    """A verdict carries a reason that no wording book knows."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How one reason is said. Each text may name facts in braces: ``每课时{found}，上限{limit}``."""

    unmet: str
    met: str = ""
    found: str = ""
    required: str = ""
    who: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class WordedVerdict:
    """One verdict as a page shows it. ``tone`` is stop, attention (warn), info (advice) or done (fine)."""

    clause: str
    tone: Tone
    sentence: str
    found: str = ""
    required: str = ""
    who: str = ""
    next_step: str = ""
    next_url: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ArticleGroup:
    """The verdicts on one article, the gravest first."""

    clause: str
    verdicts: tuple[WordedVerdict, ...]


_UNMET_TONES = {Effect.STOP: Tone.STOP, Effect.WARN: Tone.ATTENTION, Effect.ADVISE: Tone.INFO}
_GRAVITY = {Tone.STOP: 0, Tone.ATTENTION: 1, Tone.INFO: 2, Tone.DONE: 3, Tone.PLAIN: 4}


def worded(verdict: Verdict, book: Mapping[str, Wording], *, next_url: str = "") -> WordedVerdict:
    """Say a verdict in the words of a book.

    Money and days among its facts are written as people read them. Raises UnwordedReason for a
    reason outside the book and KeyError where a text names a fact that the verdict lacks.
    """
    if verdict.reason not in book:
        raise UnwordedReason(verdict.reason)
    wording = book[verdict.reason]
    facts = {name: _said(value) for name, value in verdict.facts.items()}
    unmet = verdict.met is not True
    sentence = wording.unmet if unmet else wording.met or wording.unmet
    return WordedVerdict(
        clause=verdict.clause,
        tone=_UNMET_TONES[verdict.effect] if unmet else Tone.DONE,
        sentence=sentence.format_map(facts),
        found=wording.found.format_map(facts),
        required=wording.required.format_map(facts),
        who=wording.who if unmet else "",
        next_step=wording.next_step.format_map(facts) if unmet else "",
        next_url=next_url if unmet else "",
        subject=verdict.subject,
    )


def by_article(verdicts: Iterable[WordedVerdict]) -> tuple[ArticleGroup, ...]:
    """Group verdicts by article in the order of the Measures; within one, the gravest first."""
    ordered = sorted(verdicts, key=lambda verdict: (article_number(verdict.clause), _GRAVITY[verdict.tone]))
    groups = groupby(ordered, key=lambda verdict: article_number(verdict.clause))
    listed = (tuple(group) for _, group in groups)
    return tuple(ArticleGroup(group[0].clause, group) for group in listed)


def _said(value: object) -> str:
    if isinstance(value, Fen):
        return yuan(value)
    if isinstance(value, datetime):
        return full_moment(value)
    if isinstance(value, date):
        return full_day(value)
    return str(value)
