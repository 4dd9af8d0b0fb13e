"""A body that is back has its sessions again, unless the school lets its own teacher go on (A6.10, A2.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.delivery.access import CHANGE_SESSION
from kehou.delivery.models import Session, StayingOn
from kehou.delivery.people import clearance_of
from kehou.delivery.services.changing import name_leader
from kehou.delivery.services.stepping import locked
from kehou.delivery.takeovers import TakenOver, taken_over, why_not_given_back
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.messages.notifying import notify
from kehou.platform.ui.wording import day

GIVEN_BACK = "机构恢复服务，交还原来的教师"
MOST_AT_ONCE = 200


class UnableToGiveBack(UnableTo):
    """Nobody of the staff took the session over, it began, or the body's person may not stand there."""


@transaction.atomic
def say_who_goes_on(
    *, actor: Actor, now: datetime, session_ids: Collection[UUID], stays: bool
) -> Sequence[Session]:
    """The school lets its own teacher go on with sessions taken over, or lets the body have them again.

    What is given back goes back at once where the body is back, else when it is. Both are told.
    Raises UnableToGiveBack.
    """
    if not session_ids or len(session_ids) > MOST_AT_ONCE:
        raise Http404
    found = [_own(actor, session_id, now) for session_id in sorted(session_ids)]
    for taken in found:
        StayingOn.objects.create(
            county_code=taken.session.county_code,
            school_id=taken.session.school_id,
            substitution=taken.substitution,
            stays=stays,
            said_by=actor.person,
            said_at=now,
        )
    if stays:
        _tell(found, "由本校教师继续上", now=now)
    else:
        _return(found, actor=actor, now=now)
    return [taken.session for taken in found]


def give_back(found: Iterable[TakenOver], *, actor: Actor, now: datetime) -> tuple[int, int]:
    """A body is back: it has again what nobody wanted to keep; how many, and how many it cannot have."""
    wanted = [row for row in found if not row.stays]
    ready = [row for row in wanted if not why_not_given_back(row, now=now)]
    for taken in ready:
        _hand(taken, actor=actor, now=now)
    _tell(ready, "交还机构教师", now=now)
    return len(ready), len(wanted) - len(ready)


def _own(actor: Actor, session_id: UUID, now: datetime) -> TakenOver:
    session = locked(session_id)
    require(CHANGE_SESSION, actor, session.place)
    taken = taken_over(session, now=now)
    if taken is None:
        raise UnableToGiveBack([refusal("A7.11", "nothing_taken_over", subject="session")])
    return taken


def _return(found: Sequence[TakenOver], *, actor: Actor, now: datetime) -> None:
    """Give back what can be; what waits for the body waits, and who may not stand there is refused."""
    refused = {row.session.id: why_not_given_back(row, now=now) for row in found}
    unfit = [row for found in refused.values() for row in found if row.reason == "former_leader_unfit"]
    if unfit:
        raise UnableToGiveBack(unfit[:1])
    ready = [row for row in found if not refused[row.session.id]]
    for taken in ready:
        _hand(taken, actor=actor, now=now)
    _tell(ready, "交还机构教师", now=now)
    _tell([row for row in found if refused[row.session.id]], "等机构恢复服务后交还机构教师", now=now)


def _hand(taken: TakenOver, *, actor: Actor, now: datetime) -> None:
    coach = taken.coach
    known = clearance_of(coach, session=taken.session, on=local_day(now)) if coach else None
    if coach is None or known is None:
        raise LookupError(f"nobody led {taken.session.id} before")
    name_leader(taken.session, coach, known, GIVEN_BACK, actor=actor, now=now)


def _tell(found: Iterable[TakenOver], what: str, *, now: datetime) -> None:
    """One word to each teacher and each person of the body, of all their sessions at a school together."""
    theirs: dict[tuple[Place, UUID], list[Session]] = defaultdict(list)
    for taken in found:
        for person in (taken.substitution.to_person_id, taken.coach):
            if person is not None:
                theirs[taken.session.place, person].append(taken.session)
    for (place, person), rows in theirs.items():
        first = rows[0]
        many = f"起的{len(rows)}次" if len(rows) > 1 else "的"
        text = f"{day(first.session_date)}{many}“{first.title}”{what}。"
        notify([person], place=place, kind="taken_over", text=text, now=now, link="/afternoon/sessions/")
