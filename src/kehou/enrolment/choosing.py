"""Ticking courses and ranking them: what the two pages show, and reading what they send."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from kehou.enrolment.answers import Answers
from kehou.enrolment.facts import Band, Offering, Option
from kehou.enrolment.showing import band_name
from kehou.platform.ui.pieces import Wish
from kehou.platform.ui.ranking import read_ranking
from kehou.platform.ui.wording import count


class Sent(Protocol):
    """A form as the browser sent it."""

    def getlist(self, name: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Tick:
    """One course to tick. ``spans`` says what else it takes up, where it takes several times."""

    key: str
    title: str
    about: str
    kind: str
    seats: str
    spans: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class BandTicks:
    """What can be ticked at one time."""

    field: str
    name: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class BandOrder:
    """The ticked courses of one time, in the family's order; alone it needs no order."""

    field: str
    name: str
    wishes: tuple[Wish, ...]


def bands_at(offering: Offering, days: Collection[int], grade: int) -> list[Band]:
    """The bands of the agreed days."""
    return [band for band in offering.bands_of(grade) if band.weekday in days]


def ticks(
    offering: Offering, days: Collection[int], grade: int, hints: Mapping[str, str] | None = None
) -> list[BandTicks]:
    """What the page of courses offers on some days; ``hints`` are forecasts by option."""
    return [
        BandTicks(
            field=f"tick-{band.key}",
            name=band_name(offering, band.key),
            ticks=tuple(
                replace(
                    _tick(option),
                    spans=_spans(offering, option, band),
                    hint=(hints or {}).get(option.key, ""),
                )
                for option in offering.in_band(band.key, grade)
            ),
        )
        for band in bands_at(offering, days, grade)
    ]


def read_ticks(sent: Sent, offering: Offering, answers: Answers, grade: int) -> Answers:
    """The answers with what was ticked; what was ranked before keeps its order, new ones follow."""
    ranked: dict[str, tuple[str, ...]] = {}
    for band in bands_at(offering, answers.days, grade):
        given = sent.getlist(f"tick-{band.key}")
        offered = [option.key for option in offering.in_band(band.key, grade) if option.key in given]
        before = [key for key in answers.ranked.get(band.key, ()) if key in offered]
        ranked[band.key] = tuple(dict.fromkeys([*before, *offered]))
    return replace(answers, ranked={band: keys for band, keys in ranked.items() if keys})


def orders(offering: Offering, answers: Answers) -> list[BandOrder]:
    """The bands in which several courses were ticked."""
    return [
        BandOrder(f"wish-{band}", band_name(offering, band), tuple(_wish(offering, key) for key in keys))
        for band, keys in sorted(answers.ranked.items())
        if len(keys) > 1
    ]


def read_orders(sent: Mapping[str, str], answers: Answers) -> Answers:
    """The answers in the order that was given."""
    ranked = {band: read_ranking(sent, keys, name=f"wish-{band}") for band, keys in answers.ranked.items()}
    return replace(answers, ranked=ranked)


def is_move(sent: Mapping[str, str]) -> bool:
    """Whether an up or down button was pressed: the page comes again."""
    return any(name.endswith("-move") for name in sent)


def _tick(option: Option) -> Tick:
    seats = "不限名额" if option.fallback else count(option.capacity, "个名额")
    kind = "作业辅导" if option.is_subject else "素质拓展"
    if option.is_paid_provider:
        kind += "，校外机构"
    return Tick(option.key, option.title, option.about, kind, seats)


def _spans(offering: Offering, option: Option, band: Band) -> str:
    """That a course takes other times of the week too, where nothing else fits then."""
    others = [band_name(offering, key) for key in sorted(option.bands) if key != band.key]
    return f"还占{'、'.join(others)}，排上后那里不再有别的课" if others else ""


def _wish(offering: Offering, key: str) -> Wish:
    option = offering.option(key)
    assert option is not None, key
    return Wish(key, option.title, _tick(option).seats)
