"""Statements as the public rulebook shows them; the register does not change, so it is read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kehou.platform.ui.wording import TOPICS, article_label, clause_path
from kehou.rulebook.citations import reasons_given
from kehou.rulebook.engine import Edition
from kehou.rulebook.engine.ambiguities import Ambiguity
from kehou.rulebook.engine.register import Keeper, Statement
from kehou.rulebook.engine.requirements import Requirement
from kehou.rulebook.packs import HUNAN
from kehou.rulebook.showing import MODALITIES
from kehou.rulebook.trace import Traced, trace
from kehou.web.rulebook.words import BOUND, KEEPERS, PROCESSES

FACTS = re.compile(r"(\{[^{}]*\})+")


@dataclass(frozen=True, slots=True)
class Keeping:
    """One way in which a statement is kept; without ``places`` it is still to come."""

    name: str
    places: tuple[str, ...]

    @property
    def is_there(self) -> bool:
        """Whether something keeps the statement in this way."""
        return bool(self.places)


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One statement in words. ``coming_with`` names the processes that will bring what is missing.

    ``basis`` is what the nation's documents ask of it, ``questions`` what the text leaves open.
    """

    id: str
    url: str
    article: int
    article_label: str
    text: str
    modality: str
    binds: str
    in_principle: bool
    keepings: tuple[Keeping, ...]
    refusals: tuple[str, ...]
    coming_with: str
    basis: tuple[Requirement, ...]
    questions: tuple[Ambiguity, ...]

    @property
    def is_kept(self) -> bool:
        """Whether nothing is missing."""
        return not self.coming_with


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article: its topic and statements."""

    number: int
    label: str
    topic: str
    statements: tuple[StatementPage, ...]

    @property
    def kept_count(self) -> int:
        """How many of its statements are kept."""
        return sum(statement.is_kept for statement in self.statements)

    @property
    def open_count(self) -> int:
        """How many of its statements lack something."""
        return len(self.statements) - self.kept_count


def edition() -> Edition:
    """The edition that the rulebook's pages show: the newest."""
    return HUNAN.editions[-1]


@cache
def statements() -> dict[str, StatementPage]:
    """Every statement by its id, in the order of the Measures."""
    shown = edition()
    sources = (Path(module.__file__ or "").read_text(encoding="utf-8") for module in shown.modules)
    rows = trace(shown, {}, reasons_given(sources))
    return {row.id: _page(shown, shown.register[row.id], row) for row in rows}


@cache
def articles() -> tuple[ArticlePage, ...]:
    """Every article in order; 0 is the issuing notice, 13 the last paragraph."""
    found: dict[int, list[StatementPage]] = {}
    for statement in statements().values():
        found.setdefault(statement.article, []).append(statement)
    return tuple(
        ArticlePage(number, rows[0].article_label, TOPICS[number], tuple(rows))
        for number, rows in found.items()
    )


def search(words: str) -> list[StatementPage]:
    """The statements that hold every word, in their text, number, article or what keeps them."""
    wanted = words.casefold().split()
    return [page for page in statements().values() if all(word in _haystack(page) for word in wanted)]


def _haystack(page: StatementPage) -> str:
    kept = (place for keeping in page.keepings for place in keeping.places)
    said = (*page.refusals, *(row.asks for row in page.questions), *(row.text for row in page.basis))
    parts = (page.id, page.text, page.article_label, TOPICS[page.article], page.modality, page.binds)
    return " ".join((*parts, *kept, *said)).casefold()


def _page(shown: Edition, statement: Statement, row: Traced) -> StatementPage:
    return StatementPage(
        id=statement.id,
        url=clause_path(statement.id),
        article=statement.article,
        article_label=article_label(statement.id),
        text=statement.text,
        modality=MODALITIES[statement.modality],
        binds="、".join(BOUND[name] for name in statement.binds),
        in_principle=statement.in_principle,
        keepings=tuple(_keepings(shown, statement, row.where)),
        refusals=tuple(_said(shown, row.reasons)),
        basis=shown.national_basis.get(statement.id, ()),
        questions=tuple(row for row in shown.ambiguities if statement.id in row.clauses),
        coming_with="、".join(PROCESSES[number] for number in statement.processes) if row.open else "",
    )


def _keepings(shown: Edition, statement: Statement, where: Iterable[str]) -> Iterable[Keeping]:
    places: dict[str, list[str]] = {}
    for path in where:
        kind, _, name = path.partition(":")
        places.setdefault(kind, []).append(_place(shown, name))
    for keeper in Keeper:
        if keeper in statement.kept_by or keeper in places:
            yield Keeping(KEEPERS[keeper], tuple(places.get(keeper, ())))


def _place(shown: Edition, name: str) -> str:
    """A parameter by its title; anything else by where it stands in the program."""
    definition = shown.definitions.get(name)
    if definition:
        return definition.title
    return name.removeprefix("kehou.").removeprefix("rulebook.hunan_2024.")


def _said(shown: Edition, reasons: Iterable[str]) -> Iterable[str]:
    """What a refusal on the statement may say; a dash stands for what is filled in."""
    found = (shown.wording.sentences.get(reason) for reason in reasons)
    return dict.fromkeys(FACTS.sub("……", words.sentence) for words in found if words)
