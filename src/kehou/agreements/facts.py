"""What an agreement says: the terms that a family reads and signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """One article of the agreement."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The text of one pupil's agreement, as built from the publicised version. Amounts in fen."""

    school: str
    term: str
    grade: int
    version_number: int
    reply_number: str
    first_day: date
    last_day: date
    price_fen: int
    unit: str
    planned_units: int
    ceiling_fen: int
    articles: tuple[Paragraphs, ...]
    if_not_joining: str
    data_notes: tuple[str, ...]

    def text(self) -> str:
        """All articles as one text, for the search for forbidden terms."""
        return "\n".join(line for article in self.articles for line in article.lines)
