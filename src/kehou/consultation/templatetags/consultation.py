"""Filters that say where a consultation or a petition stands."""

from __future__ import annotations

from django.template import Library

from kehou.consultation.rules import PetitionState, State
from kehou.consultation.wording import PETITION_STATES, ROUTES, STATES
from kehou.rulebook.facts.petition import PetitionRoute

register = Library()


@register.filter
def round_tone(state: str) -> str:
    """The meaning of a consultation's state."""
    return STATES[State(state)][0]


@register.filter
def round_state(state: str) -> str:
    """The Chinese name of a consultation's state."""
    return STATES[State(state)][1]


@register.filter
def petition_tone(state: str) -> str:
    """The meaning of a petition's state."""
    return PETITION_STATES[PetitionState(state)][0]


@register.filter
def petition_state(state: str) -> str:
    """The Chinese name of a petition's state."""
    return PETITION_STATES[PetitionState(state)][1]


@register.filter
def petition_route(route: str) -> str:
    """How a petition goes."""
    return ROUTES[PetitionRoute(route)]
