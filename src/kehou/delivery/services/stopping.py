"""Stopping what lies ahead: a body left the list, a contract ended, a plan was revoked (A6.10, A9.12).

A third party's session has a member of the school's staff on site (A6.9). Whoever that is and may stand
before children takes the session over (practice.md 10); the others are cancelled, and refunds begin.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kehou.delivery.facts import CancelCause, SessionState
from kehou.delivery.models import Session
from kehou.delivery.services.cancelling import drop
from kehou.delivery.services.changing import step_in
from kehou.kernel.actor import Role, system_actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.platform.access.holding import holders
from kehou.platform.database.locks import hold
from kehou.platform.messages.notifying import notify
from kehou.rulebook.facts.courses import LeaderKind

PAGE = "/afternoon/restorations/"
TOLD = (Role.SCHOOL_HEAD, Role.SCHOOL_TEACHING)


def stop_plan(place: Place, term_id: UUID, *, now: datetime) -> None:
    """Cancel every session of a term that lies ahead."""
    rows = _ahead(now).filter(school_id=place.school, term_id=term_id)
    hold(f"sessions/{place.school}")
    drop(list(rows), CancelCause.PLAN_CHANGED, actor=system_actor(place.code[:2]), now=now)


def stop_provider(place: Place, provider_id: UUID, *, now: datetime, course_key: str = "") -> None:
    """End what a body was still to hold: at all schools of a county, or at one school in one course."""
    rows = _ahead(now).filter(
        county_code=place.code, provider_key=str(provider_id), leader_kind=LeaderKind.THIRD_PARTY
    )
    if place.school_id:
        rows = rows.filter(school_id=place.school)
    if course_key:
        rows = rows.filter(course_key=course_key)
    actor = system_actor(place.code[:2])
    sessions = list(rows.order_by("starts_at", "id"))
    left = [row for row in sessions if not step_in(row, actor=actor, now=now)]
    drop(left, CancelCause.PROVIDER_STOPPED, actor=actor, now=now)
    _tell(sessions, now=now)


def _ahead(now: datetime) -> QuerySet[Session]:
    return Session.objects.select_for_update().filter(state=SessionState.PLANNED, starts_at__gt=now)


def _tell(sessions: Iterable[Session], *, now: datetime) -> None:
    """Say once to each school's office what became of the sessions."""
    for place in {row.place for row in sessions}:
        on = local_day(now)
        people = {person for role in TOLD for person in holders(role, place, on=on)}
        text = (
            "机构停止服务，今后的课已由在场监督的本校教师接手或取消，请查看并安排。"
            "机构恢复服务后，接手的课会交还；要由本校教师继续上的，请选定。"
        )
        notify(people, place=place, kind="provider_stopped", text=text, now=now, link=PAGE)
