"""What the templates of plans write: a plan's state, the lines of its courses."""

from __future__ import annotations

from collections.abc import Iterable

from django.template import Library
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kehou.plans.forms.parts import RowForm
from kehou.plans.rules import State
from kehou.plans.showing import CourseRow
from kehou.plans.wording import STATE_NAMES, STATE_TONES
from kehou.platform.ui.tags.forms import field

register = Library()

_VERDICTS = "kehou/pieces/verdicts_on.html"


@register.filter
def plan_state(state: str) -> str:
    """The Chinese name of a state."""
    return STATE_NAMES[State(state)]


@register.filter
def plan_tone(state: str) -> str:
    """The meaning of a state."""
    return STATE_TONES[State(state)]


@register.simple_tag
def course_rows(rows: Iterable[CourseRow]) -> SafeString:
    """The lines of the table of courses. Written without a template: a large school has sixty."""
    columns = (
        (row.course.title, row.kind, row.area, row.course.capacity, row.course.minimum) for row in rows
    )
    return format_html_join(
        "",
        '<tr><td>{}</td><td>{}</td><td>{}</td><td class="number">{}</td><td class="number">{}</td></tr>',
        columns,
    )


@register.simple_tag
def entry_rows(rows: Iterable[RowForm], *, folds: bool = False) -> SafeString:
    """The rows of a list in the editor. Written without a template: a day may have thirty."""
    return SafeString("\n".join(_entry(number, row, folds=folds) for number, row in enumerate(rows, start=1)))


def _entry(number: int, row: RowForm, *, folds: bool) -> SafeString:
    bound = list(row)
    legend, note = getattr(row, "legend", ""), getattr(row, "note", "")
    return format_html(
        '<div class="entry" role="group" aria-label="{}">{}{}<div class="entry-fields">{}</div>{}'
        '<div id="on-{}" class="beside-verdicts">{}</div></div>',
        f"第{number}行",
        format_html("<h3>{}</h3>", legend) if legend else "",
        SafeString("".join(str(each) for each in bound if each.is_hidden)),
        SafeString("".join(_shown(number, row, folds=folds))),
        format_html('<p class="soft small">{}</p>', note) if note else "",
        row.prefix,
        _beside(row),
    )


def _shown(number: int, row: RowForm, *, folds: bool) -> list[SafeString]:
    """The fields of a row, where it folds with a way to open it after the first. A row that needs a look
    or is to be filled in stands open.
    """
    drawn = [field(each) for each in row.visible_fields()]
    if folds:
        said = getattr(row, "beside", None)
        stands_open = not row.initial or row.errors or (said and said.verdicts)
        drawn.insert(
            1,
            format_html(
                '<input class="unfold" type="checkbox" aria-label="{}"{}>',
                f"展开第{number}行",
                SafeString(" checked" if stands_open else ""),
            ),
        )
    return drawn


def _beside(row: RowForm) -> SafeString:
    """The verdicts beside a row, where its page judged it."""
    said = getattr(row, "beside", None)
    return (
        render_to_string(_VERDICTS, {"verdicts": said.verdicts}) if said and said.verdicts else SafeString()
    )
