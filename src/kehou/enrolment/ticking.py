"""The list of courses to tick: drawn once for what a plan says to a grade on some days, then only ticked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from kehou.enrolment.answers import Answers
from kehou.enrolment.choosing import BandTicks, ticks
from kehou.enrolment.facts import Offering

LISTS_KEPT = 256
_PLACE = "\0"  # where a tick would stand; no text of ours can hold it


@dataclass(frozen=True, slots=True)
class BandList:
    """What can be ticked at one time, as it is shown."""

    name: str
    html: SafeString


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
    field: str
    name: str
    keys: tuple[str, ...]
    parts: tuple[str, ...]

    def ticked(self, chosen: Collection[str]) -> BandList:
        """With the ticks of one family."""
        first, *others = self.parts
        ticks = (
            f" checked{part}" if key in chosen else part for key, part in zip(self.keys, others, strict=True)
        )
        return BandList(self.name, mark_safe(first + "".join(ticks)))  # noqa: S308  (drawn by a template)


def ticked_lists(
    content_id: UUID, offering: Offering, answers: Answers, grade: int, hints: Mapping[str, str]
) -> list[BandList]:
    """The page of courses. ``content_id`` names what the plan says; ``hints`` are forecasts by option."""
    chosen = {f"tick-{band}": keys for band, keys in answers.ranked.items()}
    wanted = _List(content_id, grade, tuple(sorted(answers.days)), tuple(sorted(hints.items())), offering)
    return [drawn.ticked(chosen.get(drawn.field, ())) for drawn in _drawn(wanted)]


@lru_cache(maxsize=LISTS_KEPT)
def _drawn(wanted: _List) -> tuple[_Drawn, ...]:
    bands = ticks(wanted.offering, wanted.days, wanted.grade, dict(wanted.hints))
    return tuple(map(_draw, bands))


def _draw(band: BandTicks) -> _Drawn:
    html = render_to_string("enrolment/_ticks.html", {"band": band, "place": mark_safe(_PLACE)})  # noqa: S308
    return _Drawn(band.field, band.name, tuple(tick.key for tick in band.ticks), tuple(html.split(_PLACE)))
