"""Facts, numbers, documents and their history; the people and the clock of the demo."""

from __future__ import annotations

from collections.abc import Iterable

from django.template import Context

from kehou.platform.ui.pieces import Change, DemoPerson, Event, Fact, Indicator, Version
from kehou.platform.ui.shell import DemoClock
from kehou.platform.ui.tags.basics import Shown
from kehou.platform.ui.tags.registry import register


@register.inclusion_tag("kehou/pieces/facts.html")
def facts(rows: Iterable[Fact]) -> Shown:
    """Labelled values."""
    return {"rows": rows}


@register.inclusion_tag("kehou/pieces/indicator.html")
def indicator(number: Indicator) -> Shown:
    """A computed number that opens to its formula, inputs, clause and evidence."""
    return {"number": number}


@register.inclusion_tag("kehou/pieces/versions.html")
def versions(listed: Iterable[Version]) -> Shown:
    """A document's versions, the one shown marked."""
    return {"listed": listed}


@register.inclusion_tag("kehou/pieces/difference.html")
def difference(changes: Iterable[Change]) -> Shown:
    """What changed between two versions, part by part."""
    return {"changes": changes}


@register.inclusion_tag("kehou/pieces/history.html")
def history(events: Iterable[Event]) -> Shown:
    """What happened, by whom and when."""
    return {"events": events}


@register.inclusion_tag("kehou/pieces/clock_banner.html", takes_context=True)
def clock_banner(context: Context, clock: DemoClock) -> Shown:
    """The demo's business day and the way to the next one."""
    return {"clock": clock, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("kehou/pieces/demo_people.html", takes_context=True)
def demo_people(context: Context, people: Iterable[DemoPerson], url: str) -> Shown:
    """People to sign in as in the demo; each posts its ``key`` as ``person`` to ``url``."""
    return {"people": people, "url": url, "csrf_token": context.get("csrf_token")}
