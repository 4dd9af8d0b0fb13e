"""Django's form widgets, written out directly: a desk with a hundred fields feels a template for each option.

What comes out is what Django's own templates of these widgets give; every other widget is left to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

_FOLDER = "django/forms/widgets/"
_INPUTS = ("text", "number", "email", "hidden", "password", "date", "datetime", "time", "checkbox", "input")
Widget = Mapping[str, Any]


class WrittenWidgets(DjangoTemplates):
    """The renderer of the site's forms (``FORM_RENDERER``)."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        """A widget's markup."""
        write = self._writers.get(template_name)
        if write is None:
            return mark_safe(super().render(template_name, context, request))  # noqa: S308  (Django's template)
        return mark_safe(write(context["widget"]))  # noqa: S308  (each value is escaped where it is written)

    @cached_property
    def _writers(self) -> dict[str, Callable[[Widget], str]]:
        inputs = {f"{_FOLDER}{name}.html": _input for name in _INPUTS}
        options = {f"{_FOLDER}{name}_option.html": _choice for name in ("checkbox", "radio")}
        return {**inputs, **options, f"{_FOLDER}select.html": _select, f"{_FOLDER}textarea.html": _textarea}


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {_text(name)}" if value is True else f' {_text(name)}="{_text(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _text(value: object) -> str:
    """What ``conditional_escape`` gives, without asking each value whether it is still to be translated."""
    text = value if isinstance(value, str) else str(value)
    return text if hasattr(text, "__html__") else escape(text)


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    head = f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"'
    return f"{head}{value}{_attributes(widget['attrs'])}>"


def _choice(widget: Widget) -> str:
    if not widget["wrap_label"]:
        return _input(widget)
    name = widget["attrs"].get("id")
    head = f'<label for="{_text(name)}">' if name else "<label>"
    return f"{head}{_input(widget)} {_text(widget['label'])}</label>"


def _textarea(widget: Widget) -> str:
    value = _text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>\n{value}</textarea>'


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>{groups}\n</select>'


def _group(name: str | None, options: Iterable[Widget]) -> str:
    written = "".join(map(_option, options))
    return f'\n  <optgroup label="{_text(name)}">{written}\n  </optgroup>' if name else written


def _option(widget: Widget) -> str:
    head = f'<option value="{_text(widget["value"])}"{_attributes(widget["attrs"])}>'
    return f"\n  {head}{_text(widget['label'])}</option>"
