"""Filters of oversight's pages."""

from __future__ import annotations

from django.template import Library

from kehou.kernel.fen import Fen
from kehou.oversight.wording import READ_NAMES, ROLE_WORDS
from kehou.platform.ui.wording import yuan

register = Library()


@register.filter
def fen_amount(amount_fen: int) -> str:
    """An amount in fen as yuan: 3.50元."""
    return yuan(Fen(amount_fen))


@register.filter
def read_name(action: str) -> str:
    """A kind of reading by its name."""
    return READ_NAMES.get(action, "其他查看")


@register.filter
def role_name(role: str) -> str:
    """A role by its name; families and the system have none of their own here."""
    return ROLE_WORDS.get(role, "其他")
