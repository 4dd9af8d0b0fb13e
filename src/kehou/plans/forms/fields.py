"""Form fields for what a plan holds: money, times, weekdays, grades, lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kehou.kernel.limits import MAX_SHORT_TEXT, MAX_TEXT
from kehou.plans.forms import notation
from kehou.plans.forms.notation import NotReadable
from kehou.platform.ui.wording import grade_label


class NotedField(forms.CharField):
    """Text in one of the notations of :mod:`notation`; empty reads as ``blank``."""

    def __init__(
        self,
        read: Callable[[str], Any],
        write: Callable[[Any], str],
        *,
        example: str,
        blank: Any = None,
        **kwargs: Any,
    ) -> None:
        self.read, self.write, self.example, self.blank = read, write, example, blank
        super().__init__(max_length=MAX_SHORT_TEXT, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The value in its notation; what was typed stays as it was."""
        return value if value is None or isinstance(value, str) else self.write(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the text differs from how the first value is written."""
        return bool((self.prepare_value(initial) or "") != (data or ""))

    def clean(self, value: Any) -> Any:
        """The value that the text stands for. Raises ValidationError."""
        text = super().clean(value)
        if not text:
            return self.blank
        try:
            return self.read(text)
        except NotReadable:
            raise ValidationError(
                f"{self.label}没有看懂，请照这样填：{self.example}。", code="invalid"
            ) from None


def weekdays_text(**kwargs: Any) -> NotedField:
    """Weekdays as 一三五."""
    return NotedField(notation.read_weekdays, notation.write_weekdays, example="一三五", **kwargs)


def grades_text(**kwargs: Any) -> NotedField:
    """Grades as 1-4、6."""
    return NotedField(
        notation.read_spans, notation.write_spans, example="1-4、6", blank=frozenset(), **kwargs
    )


def weeks_text(**kwargs: Any) -> NotedField:
    """Weeks of the term as 1-9、11; None for every week."""
    return NotedField(notation.read_spans, notation.write_spans, example="1-9、11", **kwargs)


def week_times(**kwargs: Any) -> NotedField:
    """Times by weekday."""
    return NotedField(
        notation.read_week, notation.write_week, example="16:20，或一三16:20；二四五15:30", blank={}, **kwargs
    )


PEOPLE_LIST = "people"


class PersonField(forms.CharField):
    """A person of the school, typed or picked by name from the page's one list; reads as the key.

    A select in every row of a long list would repeat the whole staff in each.
    """

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": PEOPLE_LIST, "autocomplete": "off"})
        super().__init__(max_length=60, widget=widget, **kwargs)
        self.people: Mapping[str, str] = {}

    def offer(self, people: Iterable[tuple[str, str]], kept: str | None = None) -> None:
        """The people to choose from, as key and name; one that is stored already stays possible."""
        self.people = dict(people)
        if kept:
            self.people = {kept: kept, **self.people}

    def prepare_value(self, value: Any) -> Any:
        """The name of a key; what was typed stays as it was."""
        return self.people.get(value, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another name stands there."""
        return bool((self.prepare_value(initial) or "") != (data or ""))

    def clean(self, value: Any) -> str:
        """The person's key; empty for nobody. Raises ValidationError for a name that nobody here has."""
        name = super().clean(value).strip()
        if not name:
            return ""
        keys = {label: key for key, label in self.people.items()}
        if name not in keys:
            raise ValidationError(f"本校没有叫“{name}”的人员，请从列出的姓名中选。", code="invalid")
        return keys[name]


class LinesField(forms.CharField):
    """One entry a line, as a tuple."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        """Entries below each other."""
        return value if value is None or isinstance(value, str) else "\n".join(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the entries differ."""
        return _lines(self.prepare_value(initial) or "") != _lines(data or "")

    def clean(self, value: Any) -> tuple[str, ...]:
        """The lines that say something."""
        return _lines(super().clean(value))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class PickedField(forms.TypedMultipleChoiceField):
    """Several of a few values, as a frozenset."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        """The values as a list, as the boxes want them."""
        return sorted(value) if isinstance(value, frozenset) else value

    def clean(self, value: Any) -> frozenset[Any]:
        """The values that were ticked."""
        return frozenset(super().clean(value))


def grades_field(grades: Iterable[int], **kwargs: Any) -> PickedField:
    """Some of a school's grades."""
    choices = [(grade, grade_label(grade)) for grade in sorted(grades)]
    return PickedField(choices=choices, coerce=int, label=kwargs.pop("label", "年级"), **kwargs)


def weekdays_field(**kwargs: Any) -> PickedField:
    """Some of the five school days."""
    choices = [(day, f"周{sign}") for day, sign in enumerate(notation.WEEKDAYS)]
    return PickedField(choices=choices, coerce=int, label=kwargs.pop("label", "星期"), **kwargs)


class ClockField(forms.TimeField):
    """A time of day, also as 16：10 or 1610."""

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%H:%M", "%H:%M:%S", "%H：%M", "%H%M"]
        super().__init__(input_formats=formats, widget=forms.TextInput, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A time as 16:10; what was typed stays as it was."""
        return f"{value:%H:%M}" if isinstance(value, time) else value


def long_text(label: str, *, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """Several sentences."""
    kwargs.setdefault("required", False)
    return forms.CharField(
        label=label, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


def choice(
    label: str, choices: Iterable[tuple[str, str]], *, blank: bool = False, **kwargs: Any
) -> forms.ChoiceField:
    """One of some values; one that may be left open, or a row that starts empty, begins with 请选择."""
    listed = list(choices)
    if blank or not kwargs.get("required", True):
        listed = [("", "请选择"), *listed]
    return forms.ChoiceField(label=label, choices=listed, **kwargs)


def also(choices: Iterable[tuple[str, str]], value: str | None) -> list[tuple[str, str]]:
    """Choices with one more where a stored value is not among them, so that nothing gets lost."""
    listed = list(choices)
    if value and value not in dict(listed):
        listed.append((value, value))
    return listed
