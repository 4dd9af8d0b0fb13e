"""Reading what authorities laid down and granted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kehou.authority.access import CONSENT_TO_TARIFF, ENTER_TARIFF, PUBLISH_TARIFF, body_of
from kehou.authority.models import (
    CountyPolicy,
    DepartureGrant,
    ParameterSetting,
    Tariff,
    TariffConsent,
    TariffLine,
)
from kehou.authority.names import AREAS, STAGES, UNITS
from kehou.authority.public import parameters_for
from kehou.authority.settable import SettableRow, settable
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.platform.ui.pieces import Fact, Tone
from kehou.platform.ui.wording import yuan
from kehou.registry.public import division_name, schools_by_id

MAX_LISTED = 500


@dataclass(frozen=True, slots=True)
class ListedDeparture:
    """One leave as it is listed for anyone."""

    school_name: str
    clause: str
    reason: str
    from_date: date
    until_date: date
    is_over: bool


def departures_under(places: Iterable[Place], *, today: date) -> list[ListedDeparture]:
    """The leaves granted at or below some places, newest first."""
    where = Q(pk__in=[])
    for place in places:
        where |= Q(school_id=place.school_id) if place.school_id else Q(county_code__startswith=place.code)
    rows = list(DepartureGrant.objects.filter(where).order_by("-granted_at")[:MAX_LISTED])
    schools = schools_by_id(row.school_id for row in rows)
    return [
        ListedDeparture(
            school_name=schools[row.school_id].name,
            clause=row.clause,
            reason=row.reason,
            from_date=row.from_date,
            until_date=row.until_date,
            is_over=row.until_date < today,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class ListedTariff:
    """One version of a city's fee standard as its desk lists it."""

    row: Tariff
    city: str
    state: str
    tone: Tone
    lines: tuple[Fact, ...]
    bodies: tuple[tuple[str, date | None], ...]
    may_consent: bool

    @property
    def is_draft(self) -> bool:
        """Whether nobody can cite it yet."""
        return self.row.published_at is None


def tariffs_for(viewer: Actor, *, today: date) -> list[ListedTariff]:
    """The versions of the cities above the viewer's places, newest first.

    A draft is seen only by those who enter, consent to or publish it at its city.
    """
    cities = {grant.place.code[:4] for grant in viewer.grants if len(grant.place.code) >= 4}
    rows = Tariff.objects.filter(city_code__in=cities).prefetch_related("lines", "consents")
    makers = ENTER_TARIFF.roles | CONSENT_TO_TARIFF.roles | PUBLISH_TARIFF.roles
    return [
        _listed(row, viewer, today)
        for row in rows.order_by("-effective_from_date", "-entered_at")
        if row.published_at or viewer.holds_any(makers, Place(row.city_code))
    ]


def _listed(row: Tariff, viewer: Actor, today: date) -> ListedTariff:
    state, tone = _state(row, today)
    city = Place(row.city_code)
    given = {consent.body: consent.consent_date for consent in row.consents.all()}
    waits = CONSENT_TO_TARIFF.permits(viewer, city) and body_of(viewer, city).value not in given
    lines = sorted(row.lines.all(), key=lambda line: (line.area_class != "urban", line.stage != "primary"))
    return ListedTariff(
        row=row,
        city=division_name(row.city_code),
        state=state,
        tone=tone,
        lines=tuple(map(_ceiling, lines)),
        bodies=tuple((body.label, given.get(body.value)) for body in TariffConsent.Body),
        may_consent=waits,
    )


def _state(row: Tariff, today: date) -> tuple[str, Tone]:
    if row.published_at is None:
        return "草稿", Tone.PLAIN
    if row.effective_from_date > today:
        return "已发布，尚未生效", Tone.INFO
    ended = row.effective_to_date is not None and row.effective_to_date < today
    return ("已失效", Tone.PLAIN) if ended else ("已发布", Tone.DONE)


def _ceiling(line: TariffLine) -> Fact:
    cap = f"每学期最高{yuan(line.term_cap_fen)}" if line.term_cap_fen is not None else ""
    name = f"{AREAS.get(line.area_class, line.area_class)}{STAGES.get(line.stage, line.stage)}"
    return Fact(name, f"{yuan(line.ceiling_fen)}／{UNITS[line.unit]}", note=cap)


def own_settings(place: Place, *, on: date) -> list[SettableRow]:
    """The parameters that a place set itself and that hold on a day."""
    names = ParameterSetting.objects.filter(place_code=place.code, school_id=None, from_date__lte=on)
    own = set(names.values_list("name", flat=True))
    rows = settable(parameters_for(place, on=on), place.tier) if own else []
    return [row for row in rows if (f"{row.name}/{row.key}" if row.key else row.name) in own]


def earlier_policies(county_code: str, *, on: date) -> list[CountyPolicy]:
    """The policies that later ones replaced, newest first."""
    rows = CountyPolicy.objects.filter(county_code=county_code, issued_date__lte=on)
    return list(rows.order_by("-issued_date")[1:MAX_LISTED])
