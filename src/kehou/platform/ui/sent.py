"""What a page's own boxes and hidden fields send. What none of our pages sends leads nowhere: 404."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest

Kind = TypeVar("Kind", bound=StrEnum)


def ids_sent(request: HttpRequest, name: str) -> list[UUID]:
    """The ids of the boxes that were ticked. Raises Http404."""
    try:
        return [UUID(value) for value in request.POST.getlist(name)]
    except ValueError:
        raise Http404 from None


def id_sent(request: HttpRequest, name: str) -> UUID | None:
    """One id, or None where nothing was chosen. Raises Http404."""
    return next(iter(ids_sent(request, name)), None) if request.POST.get(name) else None


def number_sent(request: HttpRequest, name: str, *, otherwise: int) -> int:
    """A whole number of a hidden field, or another where the field is empty. Raises Http404."""
    text = request.POST.get(name) or str(otherwise)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)


def kind_sent(request: HttpRequest, name: str, *, otherwise: Kind) -> Kind:
    """One of several kinds, or another where none was sent. Raises Http404."""
    try:
        return type(otherwise)(request.POST.get(name, otherwise.value))
    except ValueError:
        raise Http404 from None
