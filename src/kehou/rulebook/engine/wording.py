"""From a verdict to Chinese words: what was found and required, who can change it, what to do next."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from kehou.kernel.verdict import Verdict
from kehou.rulebook.engine.written import written

LABELS, DOCUMENT = "labels", "document"
MEASURES = "《实施办法》"
PARTS = {"grade": "{}年级", "week": "第{}周", "class": "{}", "month": "{}月"}


class NoWording(LookupError):
    """A reason has no sentence, or its sentence names a fact that the verdict does not have."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words for one reason. ``sentence`` and ``next_step`` are templates over the verdict's facts."""

    sentence: str
    who_can_change: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict in words, to be shown as it stands."""

    sentence: str
    clause: str
    article_label: str
    who_can_change: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Wording:
    """Sentences by reason code, and Chinese labels of the codes that facts may hold.

    ``document`` is how people cite the text that the sentences are about.
    """

    sentences: Mapping[str, Sentence] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    document: str = MEASURES

    @classmethod
    def from_toml(cls, tables: Mapping[str, Any]) -> Wording:
        """Read one file: a table a reason (``sentence``, ``who``, ``next``), then labels and the document."""
        return cls(
            {
                reason: Sentence(row["sentence"], row["who"], row["next"])
                for reason, row in tables.items()
                if reason not in (LABELS, DOCUMENT)
            },
            tables.get(LABELS, {}),
            tables.get(DOCUMENT, {}).get("name", MEASURES),
        )

    @classmethod
    def from_package(cls, *packages: str) -> Wording:
        """All files in the ``wording`` folder of each package. Raises ValueError for a reason given twice."""
        return cls.joined(cls.from_toml(tables) for package in packages for tables in _files(package))

    @classmethod
    def joined(cls, parts: Iterable[Wording]) -> Wording:
        """Several wordings as one. Raises ValueError for a reason given twice."""
        sentences: dict[str, Sentence] = {}
        labels: dict[str, str] = {}
        document = MEASURES
        for part in parts:
            document = document if part.document == MEASURES else part.document
            if twice := sentences.keys() & part.sentences.keys():
                raise ValueError(f"two sentences for {', '.join(sorted(twice))}")
            sentences |= part.sentences
            labels |= part.labels
        return cls(sentences, labels, document)

    def explain(self, verdict: Verdict) -> Explanation:
        """The words for a verdict that is not met. Raises NoWording."""
        try:
            words = self.sentences[verdict.reason]
            facts = {name: self.written(value) for name, value in verdict.facts.items()}
            facts["part"] = part_label(verdict.subject)
            sentence, next_step = words.sentence.format_map(facts), words.next_step.format_map(facts)
        except KeyError as missing:
            raise NoWording(f"{verdict.clause} {verdict.reason}: {missing}") from missing
        label = article_label(verdict.clause, self.document)
        return Explanation(sentence, verdict.clause, label, words.who_can_change, next_step)

    def written(self, value: object) -> str:
        """A fact as people read it; a code by its label."""
        return written(value, self.labels)


def _files(package: str) -> Iterator[Mapping[str, Any]]:
    folder = resources.files(package).joinpath("wording")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield tomllib.loads(file.read_text(encoding="utf-8"))


def part_label(subject: str) -> str:
    """The part of the facts that a subject path names, as far as it can be said without more facts."""
    pieces = subject.split("/")
    pairs = zip(pieces[::2], pieces[1::2], strict=False)
    return "".join(PARTS[kind].format(name) for kind, name in pairs if kind in PARTS)


ARTICLES = "一二三四五六七八九十"


def article_label(clause: str, document: str = MEASURES) -> str:
    """How people cite a statement's article: ``A7.12`` as 《实施办法》（七）."""
    number = int(clause.removeprefix("A").partition(".")[0])
    if number == 0:
        return f"{document}印发通知"
    if number == 13:
        return f"{document}末段"
    written = ARTICLES[number - 1] if number <= 10 else f"十{ARTICLES[number - 11]}"
    return f"{document}（{written}）"
