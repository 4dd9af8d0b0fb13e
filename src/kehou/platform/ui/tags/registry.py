"""The one library that every tag module registers with."""

from __future__ import annotations

from django.template import Library

register = Library()
