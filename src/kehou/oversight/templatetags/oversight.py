"""Filters of oversight's pages."""

from __future__ import annotations

from django.template import Library

from kehou.kernel.fen import Fen
from kehou.platform.ui.wording import yuan

register = Library()


@register.filter
def fen_amount(amount_fen: int) -> str:
    """An amount in fen as yuan: 3.50元."""
    return yuan(Fen(amount_fen))
