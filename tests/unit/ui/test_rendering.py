"""Widgets that are written out directly are those of Django's own templates."""

from __future__ import annotations

from datetime import date, time

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer

from kehou.platform.ui.rendering import WrittenWidgets

NASTY = "\"><b>&'甲"
CHOICES = [("", "请选择"), ("1", NASTY), (2, "二"), ("组", [("3", "三"), (NASTY, "四")])]
SHARED: list[tuple[forms.Widget, object]] = [
    (forms.TextInput(attrs={"class": "input", "data-x": NASTY, "required": True, "hidden": False}), NASTY),
    (forms.TextInput(), None),
    (forms.TextInput(), ""),
    (forms.NumberInput(attrs={"min": 0, "step": 0.5}), 12),
    (forms.EmailInput(), "a@b.cn"),
    (forms.HiddenInput(), NASTY),
    (forms.PasswordInput(), "not shown"),
    (forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), date(2026, 3, 2)),
    (forms.TimeInput(format="%H:%M"), time(16, 10)),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.Textarea(attrs={"rows": 3}), NASTY),
    (forms.Textarea(), None),
    (forms.Select(choices=CHOICES), "1"),
    (forms.Select(choices=CHOICES), NASTY),
    (forms.Select(choices=[]), None),
    (forms.SelectMultiple(choices=CHOICES), ["1", 2]),
    (forms.CheckboxSelectMultiple(choices=CHOICES), ["3"]),
    (forms.RadioSelect(choices=CHOICES, attrs={"id": "way"}), "2"),
    (forms.FileInput(attrs={"accept": ".csv"}), None),
]


def plain(markup: str) -> str:
    """Without the empty lines and indents between tags: Django's included files end in them."""
    return " ".join(markup.split()).replace("> ", ">").replace(" <", "<")


@pytest.mark.parametrize(("widget", "value"), SHARED, ids=lambda part: type(part).__name__)
@pytest.mark.parametrize("attrs", [{}, {"id": "id_x", "aria-invalid": "true"}], ids=["bare", "named"])
def test_a_widget_is_the_one_of_djangos_template(
    widget: forms.Widget, value: object, attrs: dict[str, object]
) -> None:
    ours = widget.render("x", value, attrs=attrs, renderer=WrittenWidgets())
    assert plain(ours) == plain(widget.render("x", value, attrs=attrs, renderer=DjangoTemplates()))


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_choices_one_by_one_are_those_of_djangos_templates(kind: type[forms.ChoiceWidget]) -> None:
    widget = kind(choices=CHOICES)
    for part in widget.subwidgets("x", ["1"], attrs={"id": "id_x"}):
        shown = {}
        for renderer in (WrittenWidgets(), DjangoTemplates()):
            bound = forms.boundfield.BoundWidget(widget, part, renderer)
            shown[type(renderer)] = (plain(bound.tag()), plain(bound.tag(wrap_label=True)))
        assert shown[WrittenWidgets] == shown[DjangoTemplates]


def test_the_site_uses_it() -> None:
    assert isinstance(get_default_renderer(), WrittenWidgets)
