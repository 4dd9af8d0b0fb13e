"""Sessions as money sees them: the periods of a school's own people, without asking who came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from kehou.delivery.facts import SessionState
from kehou.delivery.models import LateConfirmation, ServiceRecord, Session
from kehou.delivery.public.sessions import provider_of
from kehou.rulebook.facts.courses import LeaderKind


@dataclass(frozen=True, slots=True)
class PayUnits:
    """Periods that were accepted and are owed, and periods that are still to be held or accepted."""

    owed: int
    to_come: int


def pay_units(school_id: UUID, term_id: UUID, *settled: Iterable[UUID]) -> PayUnits:
    """The periods of a term that own people lead, but for sessions already settled, with one query.

    What is settled may be a query of ids: it is then compared within the database (as in ``unpaid_months``).
    """
    accepted = Sum("units", filter=Q(state=SessionState.ACCEPTED), default=0)
    found = _own(school_id, term_id, settled).aggregate(owed=accepted, whole=Sum("units", default=0))
    return PayUnits(found["owed"], found["whole"] - found["owed"])


def unpaid_months(school_id: UUID, term_id: UUID, *settled: Iterable[UUID]) -> set[date]:
    """The first days of the months with sessions that may be paid and are not settled, with one query.

    Payable is a session led by an own person whose record was accepted and, where it came late, confirmed by
    the head (A7.10, A9.25).
    """
    rows = _own(school_id, term_id, settled).filter(state=SessionState.ACCEPTED).exclude(leader_id=None)
    payable = rows.exclude(id__in=_late(school_id, term_id))
    return set(payable.values_list(TruncMonth("session_date"), flat=True).distinct().order_by())


@dataclass(frozen=True, slots=True)
class ProvidedSession:
    """A provider's session that may be paid for."""

    id: UUID
    provider_id: UUID
    course_key: str
    date: date


def provided_sessions(
    school_id: UUID, term_id: UUID, *, first: date, past: date
) -> tuple[ProvidedSession, ...]:
    """The providers' payable sessions of some days, in order of time, with one query (A9.25, A9.30)."""
    rows = Session.objects.filter(
        school_id=school_id,
        term_id=term_id,
        session_date__gte=first,
        session_date__lt=past,
        state=SessionState.ACCEPTED,
        leader_kind=LeaderKind.THIRD_PARTY,
    )
    payable = rows.exclude(id__in=_late(school_id, term_id)).order_by("starts_at", "slot_key", "id")
    shown = payable.only("id", "leader_kind", "provider_key", "course_key", "session_date")
    return tuple(
        ProvidedSession(row.id, provider, row.course_key, row.session_date)
        for row in shown
        if (provider := provider_of(row))
    )


def _own(school_id: UUID, term_id: UUID, settled: Iterable[Iterable[UUID]]) -> QuerySet[Session]:
    """The sessions that were not cancelled and are no provider's."""
    rows = Session.objects.filter(school_id=school_id, term_id=term_id).exclude(state=SessionState.CANCELLED)
    rows = rows.exclude(leader_kind=LeaderKind.THIRD_PARTY)
    for ids in settled:
        rows = rows.exclude(id__in=ids)
    return rows


def _late(school_id: UUID, term_id: UUID) -> QuerySet[ServiceRecord, UUID]:
    """The sessions whose record came late and whose head has not confirmed it."""
    here = {"school_id": school_id, "session__term_id": term_id}
    earlier = ServiceRecord.objects.filter(
        session_id=OuterRef("session_id"), revision__lt=OuterRef("revision")
    )
    confirmed = LateConfirmation.objects.filter(**here).values("session_id")
    first = ServiceRecord.objects.filter(**here, is_late=True).exclude(Exists(earlier))
    return first.exclude(session_id__in=confirmed).values_list("session_id", flat=True)
