"""The lines of a class's families. Written without a template: a class has more than a hundred links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kehou.platform.ui.paths import path_to
from kehou.platform.ui.tags.basics import status
from kehou.platform.ui.wording import full_day
from kehou.registry.queries.families import FamilyRow, LinkRow

register = Library()

_BREAK = SafeString("<br>")
_ADD_GUARDIAN, _CARER = "加监护人", "受委托照护人"


@register.simple_tag
def family_rows(families: Iterable[FamilyRow]) -> SafeString:
    """A line for each link; a family's name stands before its first."""
    return SafeString("".join(line for family in families for line in _lines(family)))


def _lines(family: FamilyRow) -> Iterator[SafeString]:
    entry = path_to("guardian-entry", family.pupil_id)
    if not family.links:
        yield format_html(
            '<tr><td></td><th scope="row">{}</th><td colspan="5">{}</td><td><a href="{}">{}</a></td></tr>',
            family.name,
            "没有联系人，请向家长问明",
            entry,
            _ADD_GUARDIAN,
        )
    for place, link in enumerate(family.links):
        yield _line(link, SafeString() if place else _head(family, entry))


def _head(family: FamilyRow, entry: str) -> SafeString:
    return format_html(
        '<th scope="rowgroup" rowspan="{}">{}'
        '<br><a class="small" href="{}">{}<span class="unseen">：{}</span></a>'
        '<br><a class="small" href="{}">{}<span class="unseen">：{}</span></a></th>',
        len(family.links),
        family.name,
        entry,
        _ADD_GUARDIAN,
        family.name,
        path_to("carer-entry", family.pupil_id),
        "加照护人",
        family.name,
    )


def _line(link: LinkRow, head: SafeString) -> SafeString:
    return format_html(
        "<tr><td>{}</td>{}<td>{}{}</td><td>{}{}</td><td>{}{}</td><td>{}{}</td><td>{}</td>"
        '<td><a href="{}">{}<span class="unseen">{}</span></a></td></tr>',
        SafeString() if link.is_confirmed else _pick(link),
        head,
        link.name,
        _siblings(link),
        link.relation,
        _small(_CARER) if link.is_carer else "",
        link.phone or "没有电话",
        _BREAK + status("attention", "与教职工电话相同") if link.is_staff_phone else "",
        _allowed(link),
        _small(f"到{full_day(link.until_date)}") if link.until_date else "",
        status("done", "已核对") if link.is_confirmed else status("attention", "待核对"),
        path_to("link", link.id),
        "修改",
        link.name,
    )


def _small(said: str) -> SafeString:
    return format_html('<br><span class="soft small">{}</span>', said)


def _pick(link: LinkRow) -> SafeString:
    return format_html(
        '<label class="pick"><input type="checkbox" name="link" value="{}">'
        '<span class="unseen">{}</span></label>',
        link.id,
        link.name,
    )


def _siblings(link: LinkRow) -> SafeString:
    if not link.siblings:
        return SafeString()
    return _small(f"也是{'、'.join(link.siblings)}的联系人")


def _allowed(link: LinkRow) -> str:
    """What the person may do; whoever must not collect a child is said so instead."""
    if link.must_not_collect:
        return status("stop", "不得接走")
    able = {"签署": link.may_sign, "接送": link.may_collect}
    return "、".join(word for word, may in able.items() if may) or "无"
