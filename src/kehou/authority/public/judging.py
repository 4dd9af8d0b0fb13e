"""Judging facts at a place on a day: the edition in force, with the parameters that hold there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from kehou.authority.models import ParameterSetting
from kehou.kernel.places import Place, Tier
from kehou.kernel.verdict import Verdict
from kehou.platform.database.questions import question
from kehou.platform.database.reading import read_once
from kehou.rulebook.engine import Edition, Parameters
from kehou.rulebook.engine.definitions import read_value
from kehou.rulebook.engine.layers import Layer, Setting
from kehou.rulebook.packs import HUNAN

_NO_SCHOOL = UUID(int=0)


def edition_at(on: date, *, term_began: date | None = None) -> Edition:
    """The edition of the rulebook that governs an act on a day. Raises NotInForce (A13.2)."""
    return HUNAN.edition_on(on, term_began=term_began)


@read_once
def parameters_for(place: Place, *, on: date, term_began: date | None = None) -> Parameters:
    """The parameters in force at a place on a day: the pack's, with what city, county and school set.

    Raises UnableToFold where a lower place set something looser.
    """
    edition = edition_at(on, term_began=term_began)
    return edition.parameters_at(local_layers(edition, place), on=on, term_began=term_began)


def judge_at(
    place: Place,
    facts: object,
    *,
    on: date,
    term_began: date | None = None,
) -> tuple[Verdict, ...]:
    """Every verdict on facts at a place on a day."""
    parameters = parameters_for(place, on=on, term_began=term_began)
    return edition_at(on, term_began=term_began).judge(facts, parameters)


def local_layers(edition: Edition, place: Place) -> list[Layer]:
    """What province, city, county and school of a place have set on any day, as layers on an edition."""
    by_place: dict[Place, list[Setting]] = {}
    for row in _set_at(place):
        by_place.setdefault(Place(row.place_code, row.school_id), []).append(_setting(edition, row))
    return [
        Layer(name=settings[0].source, tier=_tier(at), place=at.code, settings=tuple(settings))
        for at, settings in by_place.items()
    ]


@read_once
def _set_at(place: Place) -> tuple[ParameterSetting, ...]:
    codes = [place.code[:length] for length in (2, 4, 6) if length <= len(place.code)]
    return tuple(_settings(codes=codes, code=place.code, school=place.school_id or _NO_SCHOOL).answer)


@question
def _settings(codes: list[str], code: str, school: UUID) -> QuerySet[ParameterSetting]:
    above = Q(place_code__among=codes, school_id=None)
    rows = ParameterSetting.objects.filter(above | Q(school_id=school, place_code=code))
    return rows.order_by("place_code", "from_date", "id")


def _tier(place: Place) -> Tier:
    return place.tier


def _setting(edition: Edition, row: ParameterSetting) -> Setting:
    name, _, key = row.name.partition("/")
    return Setting(
        name=name,
        key=key,
        value=read_value(edition.definitions[name].kind, row.value),
        first_date=row.from_date,
        last_date=row.until_date,
        source=row.source,
    )
