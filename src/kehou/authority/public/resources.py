"""The resources of a county: which there are and which may be used (A6.19 to A6.23)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kehou.authority.models import Resource, ResourceReview
from kehou.rulebook.facts.resources import ResourceKind


@dataclass(frozen=True, slots=True)
class ResourceInfo:
    """One entry of the register. ``outcome`` is the last review's, empty without one."""

    id: UUID
    kind: ResourceKind
    title: str
    keeper: str
    whereabouts: str
    use: str
    outcome: str

    @property
    def is_offered(self) -> bool:
        """Whether a session may use it: what the county collected only after its review (A6.22)."""
        if self.outcome:
            return self.outcome == ResourceReview.Outcome.OFFERED
        return self.kind is not ResourceKind.LOCAL_COLLECTION


def resources_of(county_code: str) -> list[ResourceInfo]:
    """Every resource of a county, by kind and title."""
    rows = Resource.objects.filter(county_code=county_code).order_by("kind", "title")
    return _told(list(rows))


def offered_resources(county_code: str) -> list[ResourceInfo]:
    """Those that sessions may use and everyone may read of."""
    return [row for row in resources_of(county_code) if row.is_offered]


def _told(rows: Iterable[Resource]) -> list[ResourceInfo]:
    found = list(rows)
    reviews = ResourceReview.objects.filter(resource__in=found).order_by("reviewed_at")
    last = dict(reviews.values_list("resource_id", "outcome"))
    return [
        ResourceInfo(
            id=row.id,
            kind=ResourceKind(row.kind),
            title=row.title,
            keeper=row.keeper,
            whereabouts=row.whereabouts,
            use=row.use,
            outcome=last.get(row.id, ""),
        )
        for row in found
    ]
