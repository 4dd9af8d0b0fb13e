"""Ways back, tabs, pages, sorting, children."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.template import Context

from kehou.platform.ui.pieces import Child, Link
from kehou.platform.ui.tags.basics import Shown
from kehou.platform.ui.tags.registry import register


def _query(context: Context, **changes: str) -> str:
    """The address's query with some values changed; an empty value drops out."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name, value in changes.items():
        if value:
            query[name] = value
        else:
            query.pop(name, None)
    return f"?{query.urlencode()}"


@register.inclusion_tag("kehou/pieces/crumbs.html")
def crumbs(*trail: str) -> Shown:
    """The way here, label and address in turn: ``{% crumbs "方案审批" "/plans/" %}``."""
    return {"trail": [Link(label, url) for label, url in zip(trail[::2], trail[1::2], strict=True)]}


@register.inclusion_tag("kehou/pieces/tabs.html")
def tabs(links: Iterable[Link], *, label: str = "分栏") -> Shown:
    """Views of one matter as links: ``{% tabs links label="方案" %}``."""
    return {"links": links, "label": label}


@register.inclusion_tag("kehou/pieces/children.html")
def children(family: Iterable[Child]) -> Shown:
    """The family's children, the one at hand marked."""
    return {"family": family}


@register.inclusion_tag("kehou/pieces/sort_head.html", takes_context=True)
def sort_head(context: Context, key: str, label: str, *, number: bool = False) -> Shown:
    """A column's head that sorts by ``?sort=key`` and back; keeps the rest of the address."""
    request: HttpRequest | None = context.get("request")
    now = request.GET.get("sort", "") if request is not None else ""
    up, down = now == key, now == f"-{key}"
    return {
        "label": label,
        "number": number,
        "order": "ascending" if up else "descending" if down else "",
        "url": _query(context, sort=f"-{key}" if up else key, page=""),
    }


@register.inclusion_tag("kehou/pieces/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> Shown:
    """Pages of a list by ``?page=``, and how much there is."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [
            Link(
                str(number),
                _query(context, page=str(number)) if isinstance(number, int) else "",
                number == page.number,
            )
            for number in numbers
        ],
    }


@register.inclusion_tag("kehou/pieces/filter_bar.html")
def filter_bar(form: BaseForm, *, label: str = "筛选") -> Shown:
    """Fields that narrow the list below; they live in the address."""
    return {"form": form, "label": label}
