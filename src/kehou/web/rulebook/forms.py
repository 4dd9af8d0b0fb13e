"""What people narrow the rulebook by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms

from kehou.kernel.places import Place
from kehou.platform.ui.forms import KehouForm
from kehou.registry.public import counties_by_city
from kehou.web.rulebook.statements import edition


class SearchForm(KehouForm):
    """Words to look for."""

    q = forms.CharField(
        label="查找要点",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "例如：退费、三分之二"}),
    )


class PlaceForm(KehouForm):
    """A place and a day."""

    place = forms.ChoiceField(label="地方", required=False)
    on = forms.DateField(
        label="日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, chosen: Mapping[str, str], *, today: date) -> None:
        super().__init__({"place": "43", "on": today.isoformat()} | {k: v for k, v in chosen.items() if v})
        self.today = today
        self.let_choose("place", place_choices())

    def chosen(self) -> tuple[Place, date]:
        """The place and day that were chosen, else the whole province today."""
        self.full_clean()
        values = self.cleaned_data
        return Place(values.get("place") or "43"), values.get("on") or self.today


class SinceForm(PlaceForm):
    """A place and the day after which changes count: by default the day on which the edition began."""

    def __init__(self, chosen: Mapping[str, str], *, today: date) -> None:
        super().__init__({"on": edition().first_date.isoformat()} | dict(chosen), today=today)
        self.fields["on"].label = "从哪天以后"


def place_choices() -> list[tuple[str, object]]:
    """The province, then each city with its counties."""
    cities: list[tuple[str, object]] = [("43", "全省")]
    for city, counties in counties_by_city():
        rows = [(city.code, f"{city.name}（全市）"), *((county.code, county.name) for county in counties)]
        cities.append((city.name, rows))
    return cities
