"""Article 6, resources: free places of society, the platforms, what a county collects (A6.19 to A6.23)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kehou.kernel.fen import ZERO
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.indicators import EvidenceRow, HeldSession, Reading, read
from kehou.rulebook.facts.resources import ONLINE, PLATFORMS, ResourceFacts, ResourceKind, ResourceUseFacts
from kehou.rulebook.hunan_2024.register import verdict

FREE_PLACES = tuple(kind for kind in ResourceKind if kind not in ONLINE)


@cites("A6.19", "A6.23")
def listed_resource_is_free(resource: ResourceFacts, _: Parameters) -> Iterator[Verdict]:
    """Nothing in the register costs a pupil anything: no free place, no online resource (A6.19, A6.23)."""
    price = resource.price
    if resource.kind in ONLINE:
        yield verdict("A6.23", "resource_priced", price == ZERO, effect=Effect.STOP, found=price)
    else:
        yield verdict("A6.19", "resource_priced", price == ZERO, effect=Effect.STOP, found=price)


@cites("A6.22")
def collected_resource_is_reviewed(use: ResourceUseFacts, _: Parameters) -> Iterator[Verdict]:
    """What a county collected is used once it was reviewed, and no longer than it is offered (A6.22)."""
    if use.kind is ResourceKind.LOCAL_COLLECTION:
        yield verdict("A6.22", "resource_not_reviewed", use.is_offered, effect=Effect.STOP)


@cites("A6.19", "A6.20")
def only_offered_resources_are_used(use: ResourceUseFacts, _: Parameters) -> Iterator[Verdict]:
    """A place or a platform that the county took out of its register is not used any more (A6.19, A6.20)."""
    if use.kind in PLATFORMS:
        yield verdict("A6.20", "resource_withdrawn", use.is_offered, effect=Effect.STOP)
    elif use.kind in FREE_PLACES:
        yield verdict("A6.19", "resource_withdrawn", use.is_offered, effect=Effect.STOP)


@cites("A6.19")
def visit_has_a_safety_plan(use: ResourceUseFacts, _: Parameters) -> Iterator[Verdict]:
    """Pupils leave the school for a visit only with a safety plan (A6.19)."""
    if use.is_visit:
        yield verdict("A6.19", "visit_without_safety_plan", use.has_safety_plan, effect=Effect.STOP)


@computes("A6.19")
def free_place_use(sessions: Iterable[HeldSession]) -> Reading:
    """Sessions that used a free place of society, of those held: reported, never held to a number (A6.19)."""
    return _use(sessions, FREE_PLACES)


@computes("A6.20")
def platform_use(sessions: Iterable[HeldSession]) -> Reading:
    """Sessions that used a national or provincial platform, of those held: reported only (A6.20)."""
    return _use(sessions, PLATFORMS)


def _use(sessions: Iterable[HeldSession], kinds: Iterable[ResourceKind]) -> Reading:
    wanted = frozenset(kinds)
    return read(
        EvidenceRow(session.key, int(not session.resources.isdisjoint(wanted)), 1)
        for session in sessions
        if session.is_held
    )
