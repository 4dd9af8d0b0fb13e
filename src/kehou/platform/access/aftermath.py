"""What a refused attempt leaves behind, written in a transaction of its own (house.md, Audit)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kehou.kernel.actor import Actor
from kehou.kernel.verdict import Aftermath, UnableTo
from kehou.platform.database.scope import at, scoped

Follower = Callable[[Aftermath, Actor, datetime], None]
_followers: dict[str, Follower] = {}


def follows(kind: str) -> Callable[[Follower], Follower]:
    """Register what is done after refusals that leave this kind behind; one follower a kind."""

    def register(follower: Follower) -> Follower:
        assert kind not in _followers, f"{kind} has its follower"
        _followers[kind] = follower
        return follower

    return register


def follow(refusal: UnableTo, *, actor: Actor, now: datetime) -> None:
    """Do all that a refusal leaves behind. Raises KeyError for a kind that nobody follows."""
    for left in refusal.aftermath:
        with scoped(at(left.place)):
            _followers[left.kind](left, actor, now)
