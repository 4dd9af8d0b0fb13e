"""Choices with how far they are: closed, drawn. What a closing and a draw keep is long and read apart."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from kehou.enrolment.models import ChoiceWindow, Rush

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
