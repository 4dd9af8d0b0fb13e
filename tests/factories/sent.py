"""What a browser sends for forms as they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict


def sent(parts: Iterable[Any]) -> QueryDict:
    """The values of shown forms and lists of rows, sent back without a change."""
    data = QueryDict(mutable=True)
    for part in parts:
        if hasattr(part, "management_form"):
            for bound in part.management_form:
                data[bound.html_name] = str(bound.value() if bound.value() is not None else "")
        for form in part.forms_inside():
            for bound in form:
                data.setlist(bound.html_name, _values(bound))
    return data


def _values(bound: forms.BoundField) -> list[str]:
    value, widget = bound.value(), bound.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return [str(item) for item in value or ()]
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    if isinstance(widget, forms.TimeInput):
        return [f"{value:%H:%M}" if value and not isinstance(value, str) else value or ""]
    return ["" if value is None else str(value)]
