"""Saying to a family that the school cannot take its child, and what is no ground for that (A3.4, A9.15)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.authority.public import judge_at
from kehou.enrolment.access import TURN_AWAY
from kehou.enrolment.judging import pupil_at
from kehou.enrolment.models import TurnedAway
from kehou.enrolment.wording import GROUND_NAMES
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import Aftermath, UnableTo, stops
from kehou.platform.access.actions import require
from kehou.platform.access.aftermath import follows
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id
from kehou.platform.duties.owing import owe
from kehou.platform.messages.notifying import notify
from kehou.platform.outbox.announcing import announce
from kehou.registry.public import families_of
from kehou.rulebook.facts.enrolment import TurningAway, TurningAwayGround

ATTEMPT = "pupil.turned_away"


class UnableToTurnAway(UnableTo):
    """A disability, aid status or unpaid fees are no ground; the attempt opens a case with the county."""


@transaction.atomic
def turn_away(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    pupil_id: UUID,
    term_id: UUID,
    ground: TurningAwayGround,
    note: str,
) -> TurnedAway:
    """Tell a family that the school cannot take its child, and why. Raises UnableToTurnAway, Http404."""
    require(TURN_AWAY, actor, place)
    if pupil_at(place.school, pupil_id) is None:
        raise Http404
    refused = stops(judge_at(place, TurningAway(ground), on=local_day(now)))
    if refused:
        raise UnableToTurnAway(refused, aftermath=[Aftermath(ATTEMPT, place, {"clause": refused[0].clause})])
    row = TurnedAway.objects.create(
        county_code=place.code,
        school_id=place.school,
        pupil_id=pupil_id,
        term_id=term_id,
        ground=ground.value,
        note=note,
        decided_by=actor.person,
        decided_at=now,
    )
    record(ATTEMPT, actor=actor, place=place, subject=subject_of("turned_away", row.id), now=now)
    links = families_of(place.school, on=local_day(now), pupils=[pupil_id])
    text = f"学校暂时不能接收孩子参加课后服务：{GROUND_NAMES[ground]}。有疑问可以向学校或监督电话反映。"
    people = (link.guardian_id for link in links)
    notify(people, place=place, kind="turned_away", text=text, now=now, link="/family/")
    return row


@follows(ATTEMPT)
def open_case(left: Aftermath, actor: Actor, now: datetime) -> None:
    """The county looks into every attempt; the pupil stays unnamed until it does."""
    identity = new_id()
    subject = subject_of("attempt", identity)
    owe(
        "pupil_turned_away",
        place=left.place,
        clause=left.payload["clause"],
        owner=Role.COUNTY_OFFICER,
        subject=subject,
        due=None,
        now=now,
    )
    payload = {"clause": left.payload["clause"], "by": str(actor.person_id)}
    announce(ATTEMPT, place=left.place, subject=subject, now=now, payload=payload)
