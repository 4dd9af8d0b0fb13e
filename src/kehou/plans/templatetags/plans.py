"""Filters that say a plan's state."""

from __future__ import annotations

from django.template import Library

from kehou.plans.rules import State
from kehou.plans.wording import STATE_NAMES, STATE_TONES

register = Library()


@register.filter
def plan_state(state: str) -> str:
    """The Chinese name of a state."""
    return STATE_NAMES[State(state)]


@register.filter
def plan_tone(state: str) -> str:
    """The meaning of a state."""
    return STATE_TONES[State(state)]
