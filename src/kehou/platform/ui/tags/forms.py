"""Form fields, error summary, answers, filters, ranking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kehou.platform.ui.pieces import Answer, Wish
from kehou.platform.ui.tags.basics import Shown
from kehou.platform.ui.tags.icons import icon_svg
from kehou.platform.ui.tags.registry import register

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.RadioSelect, "choices"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "input"),
    (forms.Select, "select"),
)
_OPTIONAL = format_html('<span class="field-optional">{}</span>', "（选填）")


@register.simple_tag
def field(bound: BoundField, *, unit: str = "", width: str = "", flow: str = "") -> SafeString:
    """One field with label, hint, error and the right keyboard: ``{% field form.price unit="元" %}``.

    ``width`` is short or medium; ``flow="row"`` sets choices side by side. Written without a template of its
    own, since a desk may have more than a hundred.
    """
    said = _Said.of(bound)
    kind = _kind(bound.field.widget)
    if kind == "choices":
        return _choices(bound, said, flow)
    attrs = _keyboard(bound.field) | {"class": _classes(bound)} | said.attributes
    if width:
        attrs["data-width"] = width
    control = bound.as_widget(widget=_steady(bound.field), attrs=attrs)
    if kind == "checkbox":
        return format_html(
            '<div class="field"{}>{}<label class="choice" for="{}">{}<span>{}</span></label></div>',
            said.state,
            said.notes,
            bound.id_for_label,
            control,
            bound.label,
        )
    if unit:
        control = format_html('<span class="with-unit">{}<span>{}</span></span>', control, unit)
    return format_html(
        '<div class="field"{}><label for="{}">{}{}</label>{}{}</div>',
        said.state,
        bound.id_for_label,
        bound.label,
        _optional(bound),
        said.notes,
        control,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of a field: hint and error, and how its control points to them."""

    base: str
    notes: SafeString
    described: str
    is_wrong: bool

    @classmethod
    def of(cls, bound: BoundField) -> _Said:
        """The hint and the errors of a field."""
        base, errors, notes, ids = bound.id_for_label or f"id_{bound.html_name}", bound.errors, [], []
        if bound.help_text:
            ids.append(f"{base}-hint")
            notes.append(format_html('<p class="field-hint" id="{}">{}</p>', ids[-1], bound.help_text))
        if errors:
            ids.append(f"{base}-error")
            text = format_html_join("；", "{}", ((error,) for error in errors))
            drawn = icon_svg("octagon-x")
            notes.append(
                format_html('<p class="field-error" id="{}">{}<span>{}</span></p>', ids[-1], drawn, text)
            )
        return cls(base, SafeString("".join(notes)), " ".join(ids), bool(errors))

    @property
    def state(self) -> SafeString:
        """The mark of a field that is wrong."""
        return SafeString(' data-state="error"' if self.is_wrong else "")

    @property
    def attributes(self) -> dict[str, str | bool]:
        """What the control carries for those who do not see the page."""
        found: dict[str, str | bool] = {}
        if self.described:
            found["aria-describedby"] = self.described
        if self.is_wrong:
            found["aria-invalid"] = "true"
        return found


def _choices(bound: BoundField, said: _Said, flow: str) -> SafeString:
    options = format_html_join(
        "",
        '<label class="choice">{}<span>{}</span></label>',
        ((option.tag(), option.choice_label) for option in bound),
    )
    return format_html(
        '<fieldset class="field" id="{}"{}{} tabindex="-1"><legend>{}{}</legend>{}'
        '<div class="choices"{}>{}</div></fieldset>',
        said.base,
        format_html(' aria-describedby="{}"', said.described) if said.described else "",
        said.state,
        bound.label,
        _optional(bound),
        said.notes,
        format_html(' data-flow="{}"', flow) if flow else "",
        options,
    )


def _optional(bound: BoundField) -> SafeString:
    return SafeString() if bound.field.required else _OPTIONAL


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
