"""The waiting room: a family comes once, turns are drawn at the opening, whoever comes later follows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.http import Http404

from kehou.allocation.arrivals import turn_order
from kehou.allocation.hashing import line_hash
from kehou.enrolment.facts import Otherwise
from kehou.enrolment.judging import judge_agreement, judge_applicant, pupil_at
from kehou.enrolment.kin import family_of
from kehou.enrolment.models import ChoiceWindow, Closing, Entrant, Party, Rush, TurnDraw
from kehou.enrolment.windows import rush_of
from kehou.kernel.actor import Actor, Ward, system_actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import ward_of
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.locks import hold, hold_all, hold_shared
from kehou.registry.public import links_around, pupils_of

_NUMBER = (
    "UPDATE enrolment_party AS party SET number = drawn.number"
    " FROM unnest(%s::uuid[], %s::int[]) AS drawn(id, number) WHERE party.id = drawn.id"
)


class UnableToArrive(UnableTo):
    """The waiting room is not open, or this child may not take part."""


@transaction.atomic
def arrive(
    *, actor: Actor, now: datetime, window: ChoiceWindow, pupil_id: UUID, otherwise: Otherwise
) -> Party:
    """Take a child into the waiting room, once; siblings share the turn of whoever came first.

    To come again changes nothing but what holds where no course has a seat. Raises UnableToArrive, and
    Http404 for somebody else's child.
    """
    ward = ward_of(actor, pupil_id)
    if ward.place != window.place:
        raise Http404
    return take_in(window, ward, otherwise=otherwise, now=now)


def take_in(window: ChoiceWindow, ward: Ward, *, otherwise: Otherwise, now: datetime) -> Party:
    """Take a child of a family in, whoever types it. Raises UnableToArrive.

    A family is whom the roll ties together, so that two parents with a phone each have one turn.
    """
    rush, pupil_id = rush_of(window), ward.pupil_id
    refused = _refused(window, rush, ward, now)
    if refused:
        raise UnableToArrive(refused)
    siblings = family_of(pupil_id, links_around(window.school_id, [pupil_id], on=local_day(now)))
    hold_all(f"rush/{rush.id}/{child}" for child in siblings)  # both parents may come at once
    came = Entrant.objects.filter(rush=rush, pupil_id=pupil_id).first()
    if came is not None:
        Entrant.objects.filter(pk=came.pk).update(otherwise=otherwise.value)
        return Party.objects.get(pk=came.party_id)
    party = _party_of_siblings(siblings, rush) or _new_party(rush, ward, now)
    Entrant.objects.create(
        county_code=rush.county_code,
        school_id=rush.school_id,
        rush=rush,
        party=party,
        pupil_id=pupil_id,
        otherwise=otherwise.value,
    )
    return party


@transaction.atomic
def draw_turns(*, window: ChoiceWindow, now: datetime) -> TurnDraw | None:
    """Draw the turns of all who came before the opening, once, as soon as anyone asks after it.

    None before the opening. Families with a child of A3.4 have the first turns; nothing else tells who.
    """
    rush = rush_of(window)
    if now < rush.opens_at:
        return None
    drawn = TurnDraw.objects.filter(rush=rush).first()
    if drawn is not None:
        return drawn
    hold(_turns(rush))  # whoever is coming in just now is waited for, and is drawn
    return TurnDraw.objects.filter(rush=rush).first() or _draw(rush, now)


def _refused(window: ChoiceWindow, rush: Rush, ward: Ward, now: datetime) -> list[Verdict]:
    refused = []
    if now < rush.arrive_from_at:
        refused.append(refusal("A7.8", "waiting_room_not_open", required=rush.arrive_from_at))
    if now >= window.closes_at or Closing.objects.filter(window=window).exists():
        refused.append(refusal("A7.11", "choice_closed", subject="choice"))
    if not ward.may_sign:
        refused.append(refusal("A2.4", "wish_not_by_family", subject="wishes"))
    pupil = pupil_at(window.school_id, ward.pupil_id)
    refused += stops(judge_applicant(window, pupil, ward.pupil_id))
    return [*refused, *stops(judge_agreement(window, ward.pupil_id, now=now))]


def _party_of_siblings(siblings: Collection[UUID], rush: Rush) -> Party | None:
    rows = Entrant.objects.select_related("party").filter(rush=rush, pupil_id__in=siblings)
    found = rows.order_by("party__arrived_at").first()
    return found.party if found else None


def _new_party(rush: Rush, ward: Ward, now: datetime) -> Party:
    """A family of its own; once turns are drawn it has the next one."""
    number = None
    draw_turns(window=rush.window, now=now)
    hold_shared(_turns(rush))
    if TurnDraw.objects.filter(rush=rush).exists():
        Rush.objects.select_for_update(no_key=True).get(pk=rush.pk)
        last = Party.objects.filter(rush=rush).aggregate(last=Max("number"))["last"]
        number = (last or 0) + 1
    return Party.objects.create(
        county_code=rush.county_code,
        school_id=rush.school_id,
        rush=rush,
        guardian_id=ward.guardian_id,
        arrived_at=now,
        number=number,
    )


def _turns(rush: Rush) -> str:
    return f"turns/{rush.id}"


def _draw(rush: Rush, now: datetime) -> TurnDraw:
    came = dict(Entrant.objects.filter(rush=rush).values_list("pupil_id", "party_id"))
    parties = dict.fromkeys(map(str, came.values()), False)
    for pupil in pupils_of(rush.school_id, pupils=came):
        parties[str(came[pupil.id])] |= pupil.has_priority
    order = turn_order(rush.nonce, parties)
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, [list(order), list(range(1, len(order) + 1))])
    drawn = TurnDraw.objects.create(
        county_code=rush.county_code,
        school_id=rush.school_id,
        rush=rush,
        party_count=len(order),
        digest=line_hash("turns", *order),
        drawn_at=now,
    )
    subject, detail = subject_of("rush", rush.id), {"nonce": rush.nonce, "digest": drawn.digest}
    record("turns.drawn", actor=system_actor(), place=rush.place, subject=subject, now=now, detail=detail)
    return drawn
