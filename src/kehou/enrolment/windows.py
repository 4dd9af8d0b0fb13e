"""Choices with how far they are: closed, drawn. What a closing and a draw keep is long and read apart."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from kehou.enrolment.models import ChoiceWindow, Rush
from kehou.platform.database.scope import Scope, at

_LONG = ("closing__content", "closing__codes", "closing__run__verdicts")


def windows() -> QuerySet[ChoiceWindow]:
    """Every choice in sight with its rush, closing and draw, without the lists of pupils inside them."""
    return ChoiceWindow.objects.select_related("closing__run", "rush").defer(*_LONG)


def rush_of(window: ChoiceWindow) -> Rush:
    """The order of arrival of a choice. Raises Http404 where places are drawn."""
    rush: Rush | None = getattr(window, "rush", None)
    if rush is None:
        raise Http404
    return rush


def scope_of_draw(code: str, **_: object) -> Scope:
    """The scope of the one school whose draw an address names."""
    return at(window_by_code(code).place)


def window_by_code(code: str) -> ChoiceWindow:
    """A choice by its public code. Raises Http404."""
    window = windows().filter(code=code.upper()).first()
    if window is None:
        raise Http404
    return window
