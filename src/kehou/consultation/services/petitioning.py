"""Opening a petition over a frozen roll (A7.12)."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.authority.public import judge_at
from kehou.consultation.access import OPEN_PETITION
from kehou.consultation.asked import leaves_before
from kehou.consultation.facts import households
from kehou.consultation.gate import is_rural
from kehou.consultation.models import Petition, PetitionPupil
from kehou.consultation.rules import PETITION_RUNNING, PetitionState
from kehou.kernel.actor import Actor
from kehou.kernel.ids import PupilId
from kehou.kernel.moments import SHANGHAI, local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id
from kehou.platform.documents.freezing import freeze
from kehou.registry.public import SchoolInfo, TermInfo, families_of, pupils_of, school_info, term_info
from kehou.rulebook.facts.petition import PetitionFacts, PetitionRoute

AT_OPENING = frozenset({"petition_route_not_allowed", "petition_too_short"})


class UnableToOpenPetition(UnableTo):
    """The school needs no petition, has one, or its way or length is not allowed."""


@transaction.atomic
def open_petition(
    *,
    actor: Actor,
    now: datetime,
    school_id: UUID,
    term_id: UUID,
    route: PetitionRoute,
    closes_date: date,
) -> UUID:
    """Freeze the roll of now and open a petition over it; a family may begin one too (A7.12).

    Raises UnableToOpenPetition for an urban school, beside a running one, or where the city or the
    least number of days does not allow it.
    """
    school, term = school_info(school_id), term_info(term_id)
    _require_opener(actor, school.place)
    pupils = _roll(school, term, now=now)
    _refuse_where_not_allowed(school, term, pupils, route=route, closes_date=closes_date, now=now)
    petition = _store(actor, school, term, pupils, route=route, closes_date=closes_date, now=now)
    subject = subject_of("petition", petition.id)
    record("petition.opened", actor=actor, place=school.place, subject=subject, now=now, clauses=["A7.12"])
    return petition.id


def _require_opener(actor: Actor, place: Place) -> None:
    is_family = any(ward.place == place for ward in actor.wards)
    if not is_family and not OPEN_PETITION.permits(actor, place):
        raise Http404


def _roll(school: SchoolInfo, term: TermInfo, *, now: datetime) -> dict[UUID, bool]:
    """Every pupil of the roll, and whether it will have left when the term begins."""
    today = local_day(now)
    return {
        pupil.id: leaves_before(pupil, school, term=term, asked_on=today) for pupil in pupils_of(school.id)
    }


def _refuse_where_not_allowed(
    school: SchoolInfo,
    term: TermInfo,
    pupils: dict[UUID, bool],
    *,
    route: PetitionRoute,
    closes_date: date,
    now: datetime,
) -> None:
    found: list[Verdict] = []
    if not is_rural(school, on=local_day(now)):
        found.append(refusal("A7.12", "petition_not_needed"))
    running = Petition.objects.filter(school_id=school.id, term_id=term.id, state__in=PETITION_RUNNING)
    if running.exists():
        found.append(refusal("A7.12", "petition_running"))
    planned = _planned_facts(pupils, route=route, closes_date=closes_date, now=now)
    judged = stops(judge_at(school.place, planned, on=local_day(now)))
    found.extend(verdict for verdict in judged if verdict.reason in AT_OPENING)
    if found:
        raise UnableToOpenPetition(found)


def _planned_facts(
    pupils: dict[UUID, bool], *, route: PetitionRoute, closes_date: date, now: datetime
) -> PetitionFacts:
    roll = frozenset(map(PupilId, pupils))
    return PetitionFacts(
        route=route,
        opened_at=now,
        closed_at=datetime.combine(closes_date, time.max, SHANGHAI),
        roll=roll,
        leavers=frozenset(PupilId(pupil) for pupil, leaves in pupils.items() if leaves),
        counted_roll=roll,
    )


def _store(
    actor: Actor,
    school: SchoolInfo,
    term: TermInfo,
    pupils: dict[UUID, bool],
    *,
    route: PetitionRoute,
    closes_date: date,
    now: datetime,
) -> Petition:
    petition_id = new_id()
    roll = freeze(
        place=school.place,
        kind="petition_roll",
        title=f"{term.label}家长申请名册",
        subject=subject_of("petition", petition_id),
        content={"pupils": sorted(map(str, pupils))},
        actor=actor,
        now=now,
    )
    petition = Petition.objects.create(
        id=petition_id,
        county_code=school.county_code,
        school_id=school.id,
        term_id=term.id,
        route=route.value,
        state=PetitionState.OPEN.value,
        roll_id=roll.id,
        opened_by=actor.person,
        opened_at=now,
        closes_date=closes_date,
    )
    links = families_of(school.id, on=local_day(now))
    homes = households((link.pupil_id, link.guardian_id) for link in links)
    PetitionPupil.objects.bulk_create(
        [
            PetitionPupil(
                county_code=school.county_code,
                school_id=school.id,
                petition=petition,
                pupil_id=pupil,
                household_id=homes.get(pupil, pupil),
                leaves=leaves,
            )
            for pupil, leaves in pupils.items()
        ],
        batch_size=2_000,
    )
    return petition
