"""Form fields, error summary, answers, filters, ranking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django import forms
from django.forms import BaseForm, BoundField

from kehou.platform.ui.pieces import Answer, Wish
from kehou.platform.ui.tags.basics import Shown
from kehou.platform.ui.tags.registry import register

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.RadioSelect, "choices"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "input"),
    (forms.Select, "select"),
)


@register.inclusion_tag("kehou/pieces/field.html")
def field(bound: BoundField, *, unit: str = "", width: str = "", flow: str = "") -> Shown:
    """One field with label, hint, error and the right keyboard: ``{% field form.price unit="元" %}``.

    ``width`` is short or medium; ``flow="row"`` sets choices side by side.
    """
    kind = _kind(bound.field.widget)
    described = [
        f"{bound.id_for_label}-{part}"
        for part, shown in (("hint", bound.help_text), ("error", bound.errors))
        if shown
    ]
    attrs = _keyboard(bound.field) | {"class": _classes(bound)}
    if width:
        attrs["data-width"] = width
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {
        "bound": bound,
        "kind": kind,
        "control": "" if kind == "choices" else bound.as_widget(widget=_steady(bound.field), attrs=attrs),
        "described": " ".join(described),
        "unit": unit,
        "flow": flow,
        "base": bound.id_for_label or f"id_{bound.html_name}",
    }


def _steady(of: forms.Field) -> forms.Widget | None:
    """A better box where Django's own would not do; None keeps the field's.

    A number box throws away what it cannot read, so a text box stands in. Days and times get the
    device's own picker, which wants its value in one fixed form.
    """
    widget = of.widget
    kept = {name: value for name, value in widget.attrs.items() if name not in {"min", "max", "step"}}
    if isinstance(widget, forms.NumberInput):
        return forms.TextInput(attrs=kept)
    if isinstance(widget, forms.DateTimeInput):
        return forms.DateTimeInput(attrs={"type": "datetime-local", **kept}, format="%Y-%m-%dT%H:%M")
    if isinstance(widget, forms.DateInput):
        return forms.DateInput(attrs={"type": "date", **kept}, format="%Y-%m-%d")
    if isinstance(widget, forms.TimeInput):
        return forms.TimeInput(attrs={"type": "time", **kept}, format="%H:%M")
    return None


def _kind(widget: forms.Widget) -> str:
    return next((kind for of, kind in _KINDS if isinstance(widget, of)), "input")


def _classes(bound: BoundField) -> str:
    own = str(bound.field.widget.attrs.get("class", ""))
    return own if isinstance(bound.field.widget, forms.CheckboxInput) else f"input {own}".strip()


def _keyboard(of: forms.Field) -> dict[str, str | bool]:
    """The input mode that brings up the right keyboard, unless the widget names its own."""
    if "inputmode" in of.widget.attrs or isinstance(of.widget, (forms.Select, forms.HiddenInput)):
        return {}
    if isinstance(of, (forms.DecimalField, forms.FloatField)):
        return {"inputmode": "decimal"}
    if isinstance(of, forms.IntegerField):
        return {"inputmode": "numeric"}
    return {}


@register.inclusion_tag("kehou/pieces/error_summary.html")
def error_summary(*filled: BaseForm) -> Shown:
    """What is still wrong, each linked to its field: ``{% error_summary form other %}``."""
    return {"problems": [problem for form in filled for problem in _problems(form)]}


def _problems(form: BaseForm) -> Iterator[tuple[str, str]]:
    for name, errors in form.errors.items():
        target = form[name].id_for_label or f"id_{form[name].html_name}" if name in form.fields else ""
        yield from ((target, str(error)) for error in errors)


@register.inclusion_tag("kehou/pieces/answers.html")
def answers(rows: Iterable[Answer]) -> Shown:
    """What was answered, each with a way to change it, before it counts."""
    return {"rows": rows}


@register.inclusion_tag("kehou/pieces/ranking.html")
def ranking(wishes: Sequence[Wish], *, name: str = "wish", label: str = "志愿顺序") -> Shown:
    """Wishes to put in order, read back with ``ui.ranking.read_ranking``. Belongs in a form."""
    return {"wishes": wishes, "name": name, "label": label, "places": range(1, len(wishes) + 1)}
