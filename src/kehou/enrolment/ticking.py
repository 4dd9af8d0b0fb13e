"""The list of courses to tick: drawn once for what a plan says to a grade on some days, then only ticked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from kehou.enrolment.answers import Answers
from kehou.enrolment.choosing import ticks
from kehou.enrolment.facts import Offering

LISTS_KEPT = 256
_PLACE = "\0"  # where a tick would stand; no text of ours can hold it


@dataclass(frozen=True, slots=True)
class _List:
    """What a list shows; two with the same plan, grade, days and forecasts are the same."""

    content_id: UUID
    grade: int
    days: tuple[int, ...]
    hints: tuple[tuple[str, str], ...]
    offering: Offering = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The list in parts, between which the ticks would stand: of a field, for an option."""

    ticks: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]

    def ticked(self, chosen: Collection[tuple[str, str]]) -> SafeString:
        """With the ticks of one family."""
        first, *others = self.parts
        rest = (
            f" checked{part}" if tick in chosen else part
            for tick, part in zip(self.ticks, others, strict=True)
        )
        return mark_safe(first + "".join(rest))  # noqa: S308  (drawn by a template)


def ticked_list(
    content_id: UUID, offering: Offering, answers: Answers, grade: int, hints: Mapping[str, str]
) -> SafeString:
    """The courses of each agreed day, empty where there is none for the grade.

    ``content_id`` names what the plan says; ``hints`` are forecasts by option.
    """
    wanted = _List(content_id, grade, tuple(sorted(answers.days)), tuple(sorted(hints.items())), offering)
    return _drawn(wanted).ticked(
        {(f"tick-{band}", key) for band, keys in answers.ranked.items() for key in keys}
    )


@lru_cache(maxsize=LISTS_KEPT)
def _drawn(wanted: _List) -> _Drawn:
    bands = ticks(wanted.offering, wanted.days, wanted.grade, dict(wanted.hints))
    html = render_to_string("enrolment/_ticks.html", {"bands": bands, "place": mark_safe(_PLACE)})  # noqa: S308
    places = ((band.field, tick.key) for band in bands for tick in band.ticks)
    return _Drawn(tuple(places), tuple(html.split(_PLACE)))
