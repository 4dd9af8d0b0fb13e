"""The gate of rural schools: from rows to facts, and what the rulebook says of them (A7.12)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.authority.public import departures_of, judge_at, parameters_for
from kehou.consultation.models import Petition, PetitionPupil, PetitionSignature
from kehou.kernel.ids import PersonId, PupilId
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import Verdict
from kehou.platform.database.questions import question, together
from kehou.platform.documents.models import FrozenDocument
from kehou.registry.public import SchoolInfo
from kehou.rulebook.facts.petition import PetitionFacts, PetitionRoute, RuralGateFacts, Signature
from kehou.rulebook.facts.signer import Signer, Standing


def is_rural(school: SchoolInfo, *, on: date) -> bool:
    """Whether a school's urban-rural code puts it before the gate on a day."""
    return school.urban_rural_code in parameters_for(school.place, on=on).codes("rural_codes")


def latest_petition(school_id: UUID, term_id: UUID) -> Petition | None:
    """The petition that counts for a term: the last one that was opened."""
    return Petition.objects.filter(school_id=school_id, term_id=term_id).order_by("opened_at").last()


def petition_facts(petition: Petition) -> PetitionFacts:
    """A petition as the rulebook counts it. A signature that the school has not verified does not count."""
    counted, signed = _counted(petition_id=petition.id), _signed(petition_id=petition.id)
    together(counted, signed)
    rows = counted.answer
    frozen = FrozenDocument.objects.values_list("content", flat=True).get(pk=petition.roll_id)["pupils"]
    return PetitionFacts(
        route=PetitionRoute(petition.route),
        opened_at=petition.opened_at,
        closed_at=petition.closed_at,
        roll=frozenset(PupilId(UUID(pupil)) for pupil in frozen),
        leavers=frozenset(PupilId(pupil) for pupil, _, leaves in rows if leaves),
        counted_roll=frozenset(PupilId(pupil) for pupil, _, _ in rows),
        signatures=tuple(_signature(*row) for row in signed.answer),
        households={PupilId(pupil): str(household) for pupil, household, _ in rows},
    )


@question
def _counted(petition_id: UUID) -> QuerySet[PetitionPupil, Any]:
    rows = PetitionPupil.objects.filter(petition_id=petition_id)
    return rows.values_list("pupil_id", "household_id", "leaves")


@question
def _signed(petition_id: UUID) -> QuerySet[PetitionSignature, Any]:
    """Plain values: a school has as many as pupils."""
    rows = PetitionSignature.objects.filter(petition_id=petition_id)
    return rows.values_list(
        "pupil_id", "signer_id", "standing", "may_sign", "signed_at", "check_row__accepted"
    )


def gate_facts(school: SchoolInfo, term_id: UUID, *, opened_at: datetime, now: datetime) -> RuralGateFacts:
    """What stands at the gate when a consultation opened (or would open) at a moment."""
    petition = latest_petition(school.id, term_id)
    return RuralGateFacts(
        urban_rural_code=school.urban_rural_code,
        petition=petition_facts(petition) if petition else None,
        consultation_opened_at=opened_at,
        exceptions=departures_of(school.id, on=local_day(now)),
    )


def judge_gate(
    school: SchoolInfo, term_id: UUID, *, opened_at: datetime, now: datetime
) -> tuple[Verdict, ...]:
    """Every verdict on the gate."""
    facts = gate_facts(school, term_id, opened_at=opened_at, now=now)
    return judge_at(school.place, facts, on=local_day(now))


def _signature(
    pupil_id: UUID, signer_id: UUID, standing: str, may_sign: bool, signed_at: datetime, accepted: bool | None
) -> Signature:
    signer = Signer(
        person_id=PersonId(signer_id),
        standing=Standing(standing),
        may_sign=may_sign,
        is_school_staff=False,
        identity_checked=accepted is True,
    )
    return Signature(PupilId(pupil_id), signer, signed_at)
