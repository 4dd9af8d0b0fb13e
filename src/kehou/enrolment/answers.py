"""What a family has filled in for one child before it signs, and what is still open. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from kehou.enrolment.facts import Offering, Otherwise, Wishes


class Step(StrEnum):
    """The pages of the sitting for one child, in their order."""

    TERMS = "terms"
    DAYS = "days"
    COURSES = "courses"
    ORDER = "order"
    DATA = "data"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers so far. None is unanswered: nothing is chosen beforehand (A2.1).

    ``ranked`` holds the ticked options of each band in the family's order.
    """

    has_read: bool = False
    version_id: str = ""
    days: tuple[int, ...] = ()
    ranked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    otherwise: Otherwise | None = None
    own_words: str = ""
    consent: bool | None = None

    def wishes(self) -> Wishes:
        """The wishes among the answers."""
        return Wishes(self.ranked, self.otherwise or Otherwise.ROOM, self.own_words)

    def on_days(self, offering: Offering) -> Answers:
        """Without what was chosen for days that were taken back."""
        kept = {band: keys for band, keys in self.ranked.items() if offering.band(band).weekday in self.days}
        return replace(self, ranked=kept)


def open_step(answers: Answers, *, choosing: bool) -> Step:
    """The first page that is not answered yet; CHECK where all are.

    ``choosing`` is whether courses can be chosen now; before that only the days are agreed.
    """
    if not answers.has_read:
        return Step.TERMS
    if not answers.days:
        return Step.DAYS
    if choosing and not any(answers.ranked.values()):
        return Step.COURSES
    if choosing and answers.otherwise is None:
        return Step.ORDER
    return Step.DATA if answers.consent is None else Step.CHECK


def is_complete(answers: Answers, *, choosing: bool) -> bool:
    """Whether everything that is asked was answered."""
    return open_step(answers, choosing=choosing) is Step.CHECK


def answers_to_json(answers: Answers) -> dict[str, Any]:
    """Answers as plain JSON."""
    return {
        "has_read": answers.has_read,
        "version_id": answers.version_id,
        "days": list(answers.days),
        "ranked": {band: list(keys) for band, keys in answers.ranked.items()},
        "otherwise": answers.otherwise.value if answers.otherwise else None,
        "own_words": answers.own_words,
        "consent": answers.consent,
    }


def answers_from_json(written: Mapping[str, Any]) -> Answers:
    """Answers from JSON; what is missing is unanswered."""
    otherwise = written.get("otherwise")
    return Answers(
        has_read=bool(written.get("has_read")),
        version_id=written.get("version_id", ""),
        days=tuple(written.get("days", ())),
        ranked={band: tuple(keys) for band, keys in written.get("ranked", {}).items()},
        otherwise=Otherwise(otherwise) if otherwise else None,
        own_words=written.get("own_words", ""),
        consent=written.get("consent"),
    )
