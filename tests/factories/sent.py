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


def as_typed(data: QueryDict) -> dict[str, Any]:
    """Sent values for Django's test client, which wants several values of one field as a list."""
    return {name: values if len(values) != 1 else values[0] for name, values in data.lists()}


def _values(bound: forms.BoundField) -> list[str]:
    """What the browser would send of one field: read from what the widget really draws."""
    drawn = bound.field.widget.get_context(bound.html_name, bound.value(), {})["widget"]
    if "optgroups" in drawn:
        options = [option for _, group, _ in drawn["optgroups"] for option in group]
        return [str(option["value"]) for option in options if option["selected"]]
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return ["on"] if drawn["attrs"].get("checked") else []
    return ["" if drawn["value"] is None else str(drawn["value"])]
