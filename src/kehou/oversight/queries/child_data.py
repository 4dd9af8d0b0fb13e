"""The yearly audit of children's data: who read it and what was refused, in numbers (A11.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from kehou.kernel.moments import SHANGHAI
from kehou.kernel.places import Place
from kehou.platform.audit.models import AuditEvent
from kehou.registry.public import schools_by_id

_READ = Q(action__endswith="read")
_MOST_SCHOOLS = 50


@dataclass(frozen=True, slots=True)
class AuditLine:
    """How often something was done by a role."""

    action: str
    role: str
    count: int


@dataclass(frozen=True, slots=True)
class ChildDataAudit:
    """One county's year: reads by action and role, by school, and refused attempts by statement."""

    year: int
    total: int
    reads: tuple[AuditLine, ...]
    schools: tuple[tuple[str, int], ...]
    refused: tuple[tuple[str, int], ...]


def child_data_audit(place: Place, year: int) -> ChildDataAudit:
    """What the trail of a county tells of a year, without a person in it."""
    first, past = datetime(year, 1, 1, tzinfo=SHANGHAI), datetime(year + 1, 1, 1, tzinfo=SHANGHAI)
    events = AuditEvent.objects.filter(
        county_code=place.code, occurred_at__gte=first, occurred_at__lt=past
    ).order_by()
    reads = events.filter(_READ, refused=False)
    by_role = reads.values_list("action", "actor_role").annotate(Count("id")).order_by("action", "actor_role")
    lines = tuple(AuditLine(action, role, count) for action, role, count in by_role)
    return ChildDataAudit(
        year=year,
        total=sum(line.count for line in lines),
        reads=lines,
        schools=_by_school(reads.exclude(school_id=None).values_list("school_id").annotate(Count("id"))),
        refused=_refused(events.filter(refused=True).values_list("clauses", flat=True)),
    )


def _by_school(counts: Iterable[tuple[UUID, int]]) -> tuple[tuple[str, int], ...]:
    found = dict(counts)
    schools = schools_by_id(found)
    named = [(schools[school].name, count) for school, count in found.items() if school in schools]
    return tuple(sorted(named, key=lambda row: (-row[1], row[0]))[:_MOST_SCHOOLS])


def _refused(rows: Iterable[list[str]]) -> tuple[tuple[str, int], ...]:
    counted = Counter(clause for clauses in rows for clause in clauses)
    return tuple(counted.most_common())
