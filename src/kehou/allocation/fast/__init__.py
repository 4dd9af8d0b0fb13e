"""The same draw in arrays, for schools by the hundred: equal seats and equal digests, without reasons."""

from kehou.allocation.fast.outcome import Outcome, outcome

__all__ = ["Outcome", "outcome"]
