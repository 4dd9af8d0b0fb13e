"""Free places, platforms and what a county collects (A6.19, A6.20, A6.22, A6.23)."""

from __future__ import annotations

from kehou.kernel.fen import Fen
from kehou.rulebook.facts.resources import ResourceFacts, ResourceKind, ResourceUseFacts
from kehou.rulebook.hunan_2024.art06_resources import (
    collected_resource_is_reviewed,
    listed_resource_is_free,
    only_offered_resources_are_used,
    visit_has_a_safety_plan,
)
from unit.rulebook.example import Example

LIBRARY, NATIONAL, LOCAL = (
    ResourceKind.LIBRARY,
    ResourceKind.NATIONAL_PLATFORM,
    ResourceKind.LOCAL_COLLECTION,
)
ONE_FEN = Fen(1)

EXAMPLES = (
    Example("a free library", listed_resource_is_free, ResourceFacts(LIBRARY), met=True, clause="A6.19"),
    Example(
        "a library for a fen",
        listed_resource_is_free,
        ResourceFacts(LIBRARY, ONE_FEN),
        met=False,
        clause="A6.19",
        reason="resource_priced",
    ),
    Example("a free collection", listed_resource_is_free, ResourceFacts(LOCAL), met=True, clause="A6.23"),
    Example(
        "a collection for a fen",
        listed_resource_is_free,
        ResourceFacts(LOCAL, ONE_FEN),
        met=False,
        clause="A6.23",
        reason="resource_priced",
    ),
    Example(
        "a platform for a fen",
        listed_resource_is_free,
        ResourceFacts(NATIONAL, ONE_FEN),
        met=False,
        clause="A6.23",
    ),
    Example("reviewed", collected_resource_is_reviewed, ResourceUseFacts(LOCAL), met=True),
    Example(
        "not reviewed yet",
        collected_resource_is_reviewed,
        ResourceUseFacts(LOCAL, is_offered=False),
        met=False,
        reason="resource_not_reviewed",
    ),
    Example(
        "a library in use",
        only_offered_resources_are_used,
        ResourceUseFacts(LIBRARY),
        met=True,
        clause="A6.19",
    ),
    Example(
        "a library taken out",
        only_offered_resources_are_used,
        ResourceUseFacts(LIBRARY, is_offered=False),
        met=False,
        clause="A6.19",
        reason="resource_withdrawn",
    ),
    Example(
        "a platform in use",
        only_offered_resources_are_used,
        ResourceUseFacts(NATIONAL),
        met=True,
        clause="A6.20",
    ),
    Example(
        "a platform taken out",
        only_offered_resources_are_used,
        ResourceUseFacts(NATIONAL, is_offered=False),
        met=False,
        clause="A6.20",
        reason="resource_withdrawn",
    ),
    Example(
        "a visit with a safety plan",
        visit_has_a_safety_plan,
        ResourceUseFacts(LIBRARY, is_visit=True, has_safety_plan=True),
        met=True,
    ),
    Example(
        "a visit without one",
        visit_has_a_safety_plan,
        ResourceUseFacts(LIBRARY, is_visit=True),
        met=False,
        reason="visit_without_safety_plan",
    ),
)
