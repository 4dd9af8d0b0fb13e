"""Making the sessions of a term from the approved plan, its groups and the calendar (A4.14, A7.1, A7.4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from kehou.authority.public import parameters_for
from kehou.delivery.access import PLAN_SESSIONS
from kehou.delivery.facts import CancelCause, KnownSession, PlannedSession, SessionState
from kehou.delivery.models import Session, Substitution
from kehou.delivery.planning import planned_sessions, slot_plans
from kehou.delivery.rules import regenerate
from kehou.delivery.services.cancelling import drop
from kehou.delivery.services.safeguarding import owe_activities
from kehou.enrolment.public import group_slots
from kehou.kernel.actor import Actor, system_actor
from kehou.kernel.moments import SHANGHAI, local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.plans.public import ApprovedPlan, approved_plan
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.locks import hold
from kehou.providers.public import people_of_keys
from kehou.registry.public import calendar_of, term_info
from kehou.rulebook.engine import Parameters
from kehou.rulebook.hunan_2024.art04_periods import billable_periods

BATCH = 2_000
CHANGED = (
    "version_id",
    "session_date",
    "slot_key",
    "course_key",
    "title",
    "starts_at",
    "ends_at",
    "minutes",
    "units",
    "is_subject",
    "domain",
    "is_outdoor",
    "room",
    "leader_key",
    "leader_id",
    "leader_kind",
    "provider_key",
    "supervisor_id",
)

LEADING = frozenset({"leader_key", "leader_id", "leader_kind", "provider_key"})


class UnableToPlanSessions(UnableTo):
    """There is no approved plan in force, or no groups yet."""


@transaction.atomic
def generate_sessions(*, actor: Actor, now: datetime, place: Place, term_id: UUID) -> int:
    """Make the sessions of a term, or bring those that lie ahead in line with a changed plan.

    Past and begun sessions stay as they are; those ahead keep their ids. How many lie ahead now.
    Raises UnableToPlanSessions.
    """
    require(PLAN_SESSIONS, actor, place)
    hold(f"sessions/{place.school}")
    plan = approved_plan(place.school, term_id)
    if plan is None or not plan.in_force:
        raise UnableToPlanSessions([refusal("A7.4", "plan_not_approved", subject="session")])
    groups = group_slots(place.school, term_id)
    if not groups:
        raise UnableToPlanSessions([refusal("A7.8", "not_drawn_yet", subject="session")])
    count = _bring_in_line(plan, [(row.group_id, row.option_key) for row in groups], actor=actor, now=now)
    owe_activities(place, term_info(term_id), now=now)
    subject = subject_of("term", term_id)
    record("sessions.planned", actor=actor, place=place, subject=subject, now=now, detail={"count": count})
    return count


def follow_plan(place: Place, term_id: UUID, *, now: datetime) -> None:
    """Bring sessions in line after the plan was amended or detailed; nothing before they were first made.

    News that comes late changes no session that began before the plan said what it says today.
    """
    if not Session.objects.filter(school_id=place.school, term_id=term_id).exists():
        return
    plan = approved_plan(place.school, term_id)
    if plan is not None and plan.in_force:
        hold(f"sessions/{place.school}")
        groups = [(row.group_id, row.option_key) for row in group_slots(place.school, term_id)]
        _bring_in_line(plan, groups, actor=system_actor(), now=max(now, plan.content_since))


def _bring_in_line(
    plan: ApprovedPlan, groups: Iterable[tuple[UUID, str]], *, actor: Actor, now: datetime
) -> int:
    term = term_info(plan.term_id)
    slots = slot_plans(plan.content, calendar_of(plan.place.school, term))
    ahead = _ahead(plan, now)
    known = {(row.group_id, row.session_date) for row in _all(plan) if row.id not in ahead}
    wanted = [
        row
        for row in planned_sessions(slots, groups)
        if _at(row.on, row.slot.starts) > now and (row.group_id, row.on) not in known
    ]
    found = regenerate(
        wanted, [KnownSession(row.id, row.group_id, row.session_date) for row in ahead.values()]
    )
    parameters = parameters_for(plan.place, on=local_day(now), term_began=term.first_date)
    fill = _Filler(plan, parameters, _changed_by_hand(ahead.values()))
    Session.objects.bulk_create([fill.new(row) for row in found.added], batch_size=BATCH)
    changed = [fill.into(ahead[identity], row) for identity, row in found.kept]
    Session.objects.bulk_update([row for row in changed if row], CHANGED, batch_size=500)
    drop([ahead[identity] for identity in found.dropped], CancelCause.PLAN_CHANGED, actor=actor, now=now)
    return len(found.added) + len(found.kept)


def _all(plan: ApprovedPlan) -> Iterable[Session]:
    """Every session that is settled, one way or the other: only what a plan dropped may come back."""
    rows = Session.objects.filter(school_id=plan.place.school, term_id=plan.term_id)
    return rows.exclude(cancellations__cause=CancelCause.PLAN_CHANGED)


def _ahead(plan: ApprovedPlan, now: datetime) -> dict[UUID, Session]:
    rows = Session.objects.select_for_update().filter(
        school_id=plan.place.school,
        term_id=plan.term_id,
        state=SessionState.PLANNED,
        starts_at__gt=now,
    )
    return {row.id: row for row in rows}


def _changed_by_hand(rows: Iterable[Session]) -> frozenset[UUID]:
    """Sessions for which somebody named a substitute: the plan does not overrule that."""
    ids = [row.id for row in rows]
    return frozenset(
        Substitution.objects.filter(session_id__in=ids).values_list("session_id", flat=True).distinct()
    )


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, SHANGHAI)


class _Filler:
    """Writes what a plan says of a session into its row."""

    def __init__(self, plan: ApprovedPlan, parameters: Parameters, by_hand: frozenset[UUID]) -> None:
        self._plan = plan
        self._by_hand = by_hand
        self._parameters = parameters
        self._people = people_of_keys(plan.place.school, _keys(plan))

    def new(self, planned: PlannedSession) -> Session:
        """A row for a session that was not there before."""
        place = self._plan.place
        return Session(
            county_code=place.code,
            school_id=place.school,
            term_id=self._plan.term_id,
            group_id=planned.group_id,
            state=SessionState.PLANNED.value,
            **self._content(planned),
        )

    def into(self, row: Session, planned: PlannedSession) -> Session | None:
        """The row with the new content, or None where nothing changed."""
        content = self._content(planned)
        if row.id in self._by_hand:
            content = {name: value for name, value in content.items() if name not in LEADING}
        if all(getattr(row, name) == value for name, value in content.items()):
            return None
        for name, value in content.items():
            setattr(row, name, value)
        return row

    def _content(self, planned: PlannedSession) -> dict[str, object]:
        slot = planned.slot
        return {
            "version_id": self._plan.version_id,
            "session_date": planned.on,
            "slot_key": slot.slot_key,
            "course_key": slot.course_key,
            "title": slot.title,
            "starts_at": _at(planned.on, slot.starts),
            "ends_at": _at(planned.on, slot.ends),
            "minutes": slot.minutes,
            "units": billable_periods(slot.minutes, grade=min(slot.grades), parameters=self._parameters),
            "is_subject": slot.is_subject,
            "domain": slot.domain or "",
            "is_outdoor": slot.is_outdoor,
            "room": slot.room,
            "leader_key": slot.leader_key or "",
            "leader_id": self._person(slot.leader_key),
            "leader_kind": slot.leader_kind.value,
            "provider_key": slot.provider_key or "",
            "supervisor_id": self._person(slot.supervisor_key),
        }

    def _person(self, key: str | None) -> UUID | None:
        """Whom a key names; nobody yet where the plan's key names nobody (practice.md 5)."""
        return self._people.get(key) if key else None


def _keys(plan: ApprovedPlan) -> set[str]:
    slots = plan.content.slots
    return {key for slot in slots for key in (slot.leader_key, slot.supervisor_key) if key}
