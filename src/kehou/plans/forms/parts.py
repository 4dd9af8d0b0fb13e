"""What a section of the editor is made of: forms that read a part of the content and write it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from kehou.kernel.limits import MAX_COURSES_PER_PLAN
from kehou.plans.facts import PlanContent
from kehou.platform.ui.forms import KehouForm
from kehou.rulebook.facts.fees import TariffReference
from kehou.rulebook.facts.school import Stage

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms of a plan choose from: the school's grades and people, the county's lists.

    ``entry`` is the key of the course or slot at hand; empty for a new one.
    """

    grades: frozenset[int]
    staff: tuple[tuple[str, str], ...] = ()
    domains: tuple[str, ...] = ()
    cost_categories: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    tariffs: Mapping[Stage, TariffReference] = field(default_factory=dict)
    providers: tuple[tuple[str, str], ...] = ()
    entry: str = ""


class Part(Protocol):
    """One form or list of rows that stands for a part of the content."""

    prefix: Any
    title: ClassVar[str]
    hint: ClassVar[str]

    def is_valid(self) -> bool:
        """Whether everything that was entered can be read."""

    def write(self, content: PlanContent) -> PlanContent:
        """The content with this part as entered. Only for valid parts."""

    def forms_inside(self) -> Iterable[KehouForm]:
        """The single forms, for their verdicts and mistakes."""


class PartForm(KehouForm):
    """A single form over a part of the content.

    ``subjects`` name the parts that verdicts judge, as paths; a verdict stands beside the form whose
    subjects it starts with.
    """

    title: ClassVar[str] = ""
    hint: ClassVar[str] = ""
    subjects: ClassVar[tuple[str, ...]] = ()
    name: ClassVar[str] = ""

    def __init__(self, content: PlanContent, choices: Choices, data: Data | None = None) -> None:
        self.content, self.choices = content, choices
        super().__init__(data, initial=self.read(content, choices), prefix=self.name)

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> dict[str, Any]:
        """The part of the content as the form's first values."""
        raise NotImplementedError

    def write(self, content: PlanContent) -> PlanContent:
        """The content with this part as entered."""
        raise NotImplementedError

    def judged(self) -> tuple[str, ...]:
        """The parts that verdicts beside this form are about."""
        return self.subjects

    def forms_inside(self) -> Iterable[KehouForm]:
        """Itself."""
        return (self,)


class RowForm(KehouForm):
    """One row of a list. The last row of every list is empty and may stay so."""

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        self.choices = choices
        super().__init__(*args, **kwargs)

    def judged(self) -> tuple[str, ...]:
        """The parts that verdicts beside this row are about."""
        return ()

    def was(self, name: str) -> Any:
        """A value as entered, or as first read where the form was not sent."""
        return self.cleaned_data.get(name) if self.is_bound and self.is_valid() else self.initial.get(name)


if TYPE_CHECKING:
    _RowsBase = BaseFormSet[RowForm]
else:
    _RowsBase = BaseFormSet


class Rows(_RowsBase):
    """A list of rows that stands for a part of the content.

    ``folds``: on a phone a row shows its first field until it is opened.
    """

    title: ClassVar[str] = ""
    hint: ClassVar[str] = ""
    name: ClassVar[str] = ""
    is_dense: ClassVar[bool] = False
    is_fixed: ClassVar[bool] = False
    folds: ClassVar[bool] = False
    more_label: ClassVar[str] = "再加五行"
    more_rows: ClassVar[int] = 5
    deletion_widget = forms.CheckboxInput

    def __init__(self, content: PlanContent, choices: Choices, data: Data | None = None) -> None:
        self.content = content
        super().__init__(
            data, prefix=self.name, initial=self.read(content, choices), form_kwargs={"choices": choices}
        )
        if self.initial and not self.is_dense:
            self.extra = 0  # large rows are given only when asked for

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """The first values of each row."""
        raise NotImplementedError

    def write(self, content: PlanContent) -> PlanContent:
        """The content with the rows as entered."""
        raise NotImplementedError

    def total_form_count(self) -> int:
        """As many rows as were sent; a fixed list has one for each of its first values."""
        return len(self.initial or ()) if self.is_fixed else super().total_form_count()

    def initial_form_count(self) -> int:
        """How many rows stood there before."""
        return len(self.initial or ()) if self.is_fixed else super().initial_form_count()

    def add_fields(self, form: RowForm, index: int | None) -> None:
        """Word the box that takes a row away."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "删去"

    def kept(self) -> list[RowForm]:
        """The rows that were filled in and not taken away."""
        return [
            form
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE") and self.is_filled(form)
        ]

    def is_filled(self, form: RowForm) -> bool:
        """Whether a row says anything; a fixed row may be left open."""
        return bool(form.cleaned_data)

    def forms_inside(self) -> Iterable[KehouForm]:
        """Its rows."""
        return self.forms


def rows_of(kind: type[Rows], form: type[RowForm], *, extra: int = 1) -> type[Rows]:
    """A list whose rows are forms of one kind; the reader may ask for more empty ones."""
    made = formset_factory(
        form,
        formset=kind,
        extra=0 if kind.is_fixed else extra,
        can_delete=not kind.is_fixed,
        max_num=MAX_COURSES_PER_PLAN,
        absolute_max=MAX_COURSES_PER_PLAN,
    )
    return cast(type[Rows], made)


def with_more_rows(data: QueryDict, prefix: str, more: int) -> QueryDict:
    """Sent values with room for more rows in one list, so that rows can be added without a script."""
    changed = data.copy()
    total = f"{prefix}-TOTAL_FORMS"
    changed[total] = str(int(str(changed.get(total) or 0)) + more)
    return changed


PartKind = type[PartForm] | type[Rows]


def filled(values: Sequence[object]) -> bool:
    """Whether any of some values says something."""
    return any(value not in (None, "", (), frozenset(), {}) for value in values)
