"""From a rule's verdict to what a page shows.

The words are the rulebook's (``rulebook.engine.wording``): a rule's in its pack, a service's own
refusals in its capability's ``wording.py``. Here they gain a tone and a way on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kehou.kernel.verdict import Effect, Verdict
from kehou.platform.ui.pieces import Tone
from kehou.platform.ui.wording import article_number
from kehou.rulebook.engine.wording import Wording, part_label


@dataclass(frozen=True, slots=True)
class WordedVerdict:
    """One verdict as a page shows it. ``tone`` is stop, attention (warn), info (advice) or done (fine).

    A fine one has the ``statement`` that it keeps, without the part that keeps it.
    """

    clause: str
    tone: Tone
    sentence: str
    found: str = ""
    required: str = ""
    who: str = ""
    next_step: str = ""
    next_url: str = ""
    subject: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Verdicts that ask for the same: the first few whole, the others by their sentence."""

    shown: tuple[WordedVerdict, ...]
    more: tuple[WordedVerdict, ...]


@dataclass(frozen=True, slots=True)
class ArticleGroup:
    """The verdicts on one article, the gravest first."""

    clause: str
    verdicts: tuple[WordedVerdict, ...]

    @property
    def alike(self) -> tuple[Alike, ...]:
        """The same, with what repeats itself for many classes or weeks put together."""
        kinds: dict[tuple[str, ...], list[WordedVerdict]] = {}
        for verdict in self.verdicts:
            kinds.setdefault(_asks(verdict), []).append(verdict)
        return tuple(_folded(kind) for kind in kinds.values())

    @property
    def kept(self) -> tuple[tuple[str, int], ...]:
        """Each statement of the fine ones once, with how many parts keep it."""
        return tuple(Counter(verdict.statement for verdict in self.verdicts).items())


MOST_SHOWN = 3


_UNMET_TONES = {Effect.STOP: Tone.STOP, Effect.WARN: Tone.ATTENTION, Effect.ADVISE: Tone.INFO}
_GRAVITY = {Tone.STOP: 0, Tone.ATTENTION: 1, Tone.INFO: 2, Tone.DONE: 3, Tone.PLAIN: 4}


def worded(verdict: Verdict, words: Wording, *, next_url: str = "") -> WordedVerdict:
    """An unmet verdict with its words. Raises NoWording where they are missing or name a fact that is.

    The facts ``found`` and ``required`` stand apart unless the sentence tells them already.
    """
    said = words.explain(verdict)
    template = words.sentences[verdict.reason].sentence
    apart = {
        name: words.written(verdict.facts[name])
        for name in ("found", "required")
        if name in verdict.facts and f"{{{name}}}" not in template
    }
    return WordedVerdict(
        clause=verdict.clause,
        tone=_UNMET_TONES[verdict.effect],
        sentence=_closed(said.sentence),
        found=apart.get("found", ""),
        required=apart.get("required", ""),
        who=said.who_can_change,
        next_step=said.next_step if next_url else _closed(said.next_step),
        next_url=next_url,
        subject=verdict.subject,
    )


def fine(verdict: Verdict, statement: str) -> WordedVerdict:
    """A verdict that is met: which part keeps which statement."""
    part = part_label(verdict.subject)
    said = statement or "符合要求"
    sentence = _closed(f"{part}：{said}" if part else said)
    kept = _closed(said)
    return WordedVerdict(verdict.clause, Tone.DONE, sentence, subject=verdict.subject, statement=kept)


def stand_in(verdict: Verdict, article: str) -> WordedVerdict:
    """A verdict whose words are missing, said by its article alone."""
    sentence = f"不符合{article}的要求。"
    return WordedVerdict(verdict.clause, _UNMET_TONES[verdict.effect], sentence, subject=verdict.subject)


def by_article(verdicts: Iterable[WordedVerdict]) -> tuple[ArticleGroup, ...]:
    """Group verdicts by article in the order of the Measures; within one, the gravest first."""
    ordered = sorted(verdicts, key=lambda verdict: (article_number(verdict.clause), _GRAVITY[verdict.tone]))
    groups = groupby(ordered, key=lambda verdict: article_number(verdict.clause))
    listed = (tuple(group) for _, group in groups)
    return tuple(ArticleGroup(group[0].clause, group) for group in listed)


def _asks(verdict: WordedVerdict) -> tuple[str, ...]:
    return verdict.clause, verdict.tone, verdict.who, verdict.next_step, verdict.next_url


def _folded(kind: list[WordedVerdict]) -> Alike:
    """A single one over the few is not worth a fold."""
    few = MOST_SHOWN if len(kind) > MOST_SHOWN + 1 else len(kind)
    return Alike(tuple(kind[:few]), tuple(kind[few:]))


def _closed(sentence: str) -> str:
    """A sentence with its full stop."""
    return sentence if not sentence or sentence[-1] in "。？" else f"{sentence}。"
