"""Choices with how far they are: closed, drawn. What a closing and a draw keep is long and read apart."""

from __future__ import annotations

from django.db.models import QuerySet

from kehou.enrolment.models import ChoiceWindow

_LONG = ("closing__content", "closing__codes", "closing__run__verdicts")


def windows() -> QuerySet[ChoiceWindow]:
    """Every choice in sight with its closing and its draw, without the lists of pupils inside them."""
    return ChoiceWindow.objects.select_related("closing__run").defer(*_LONG)
