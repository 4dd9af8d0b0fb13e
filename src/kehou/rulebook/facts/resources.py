"""Facts about what the service uses beside the school's own: free places, and online resources."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kehou.kernel.fen import ZERO, Fen


class ResourceKind(StrEnum):
    """What a resource is. The first four are places that society opens for free (A6.19)."""

    MUSEUM = "museum"
    YOUTH_CENTRE = "youth_centre"
    LIBRARY = "library"
    BASE = "base"
    NATIONAL_PLATFORM = "national_platform"
    PROVINCIAL_PLATFORM = "provincial_platform"
    LOCAL_COLLECTION = "local_collection"


PLATFORMS = (ResourceKind.NATIONAL_PLATFORM, ResourceKind.PROVINCIAL_PLATFORM)
ONLINE = (*PLATFORMS, ResourceKind.LOCAL_COLLECTION)


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    """One entry of a county's register. ``price`` is what a pupil would pay for it."""

    kind: ResourceKind
    price: Fen = ZERO


@dataclass(frozen=True, slots=True)
class ResourceUseFacts:
    """One session that would use a resource.

    ``is_offered`` is whether the county's review let it in and nothing took it out again; ``is_visit``
    whether pupils leave the school for it; ``has_safety_plan`` whether it is written down how they stay safe.
    """

    kind: ResourceKind
    is_offered: bool = True
    is_visit: bool = False
    has_safety_plan: bool = False
