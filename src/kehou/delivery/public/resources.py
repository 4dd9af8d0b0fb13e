"""What sessions used from the county's register, for the reports on it (A6.19, A6.20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from kehou.delivery.models import ResourceUse
from kehou.rulebook.facts.resources import ResourceKind


def resources_used(
    school_id: UUID, term_id: UUID, *, first: date, past: date
) -> Mapping[UUID, frozenset[ResourceKind]]:
    """By session of some days, half-open, the kinds of resources that it used."""
    rows = ResourceUse.objects.filter(
        school_id=school_id,
        session__term_id=term_id,
        session__session_date__gte=first,
        session__session_date__lt=past,
    )
    found: dict[UUID, set[ResourceKind]] = defaultdict(set)
    for session, kind in rows.values_list("session_id", "kind"):
        found[session].add(ResourceKind(kind))
    return {session: frozenset(kinds) for session, kinds in found.items()}
