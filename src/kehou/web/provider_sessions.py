"""A provider's own sessions at the schools of its contracts: when and who leads; no child, no phone (DP9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.delivery.public import SessionInfo, session_facts
from kehou.kernel.actor import Actor, Grant, Role
from kehou.platform.access.arriving import account_named
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.access.holding import identities_of, identity_at
from kehou.platform.clock.business import business_now
from kehou.providers.access import SEE_OWN_DESK
from kehou.registry.public import current_term, names_of, schools_by_id
from kehou.web.asking import STANDING_AS

BEHIND, AHEAD = timedelta(days=14), timedelta(days=28)


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One session as its provider sees it."""

    session: SessionInfo
    school: str
    leader: str

    is_own: bool = False  # of the viewer, by whatever name a school keeps

    @property
    def is_accepted(self) -> bool:
        """Whether the school accepted it, so that it will be paid."""
        return self.session.is_accepted


@endpoint(SEE_OWN_DESK)
def sessions(request: KehouRequest) -> HttpResponse:
    """The sessions of the last two weeks and the next four."""
    today = business_now().date()
    rows = own_sessions(request.actor, today=today)
    context = {"rows": rows, "today": today, "person": request.actor.person_id}
    return render(request, "web/provider_sessions.html", context)


@require_POST
@endpoint(SEE_OWN_DESK)
def standing(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Act at one of one's schools: the name that is kept there leads its sessions."""
    account = account_named(request.session)
    person = identity_at(account, school_id, on=business_now().date()) if account else None
    if person is None:
        raise Http404
    request.session[STANDING_AS] = str(person)
    return redirect("afternoon")


def own_sessions(viewer: Actor, *, today: date) -> list[OwnSession]:
    """The sessions of the bodies for which the viewer acts, and of no other, in order of time."""
    grants = [grant for grant in viewer.grants if grant.role is Role.PROVIDER and grant.detail]
    found = [session for grant in grants for session in _sessions(grant, today)]
    schools = schools_by_id(row.school_id for row in found)
    own = identities_of(viewer.person)
    names = names_of(row.leader_id for row in found if row.leader_id)
    return [
        OwnSession(
            row,
            schools[row.school_id].name,
            names.get(row.leader_id, "") if row.leader_id else "",
            row.leader_id in own,
        )
        for row in sorted(found, key=lambda row: (row.date, row.starts))
    ]


def _sessions(grant: Grant, today: date) -> list[SessionInfo]:
    place, body = grant.place, UUID(grant.detail)
    term = current_term(place.code, on=today) if place.school_id else None
    if term is None:
        return []
    rows = session_facts(place.school, term.id, first=today - BEHIND, past=today + AHEAD)
    return [row for row in rows if row.provider_id == body]
