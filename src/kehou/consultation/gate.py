"""The gate of rural schools: from rows to facts, and what the rulebook says of them (A7.12)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from kehou.authority.public import departures_of, judge_at, parameters_for
from kehou.consultation.models import Petition, PetitionSignature
from kehou.kernel.ids import PersonId, PupilId
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import Verdict
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
    rows = list(petition.pupils.values_list("pupil_id", "household_id", "leaves"))
    frozen = FrozenDocument.objects.get(pk=petition.roll_id).content["pupils"]
    signatures = petition.signatures.select_related("check_row")
    return PetitionFacts(
        route=PetitionRoute(petition.route),
        opened_at=petition.opened_at,
        closed_at=petition.closed_at,
        roll=frozenset(PupilId(UUID(pupil)) for pupil in frozen),
        leavers=frozenset(PupilId(pupil) for pupil, _, leaves in rows if leaves),
        counted_roll=frozenset(PupilId(pupil) for pupil, _, _ in rows),
        signatures=tuple(_signature(row) for row in signatures),
        households={PupilId(pupil): str(household) for pupil, household, _ in rows},
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


def _signature(row: PetitionSignature) -> Signature:
    check = getattr(row, "check_row", None)
    signer = Signer(
        person_id=PersonId(row.signer_id),
        standing=Standing(row.standing),
        may_sign=row.may_sign,
        is_school_staff=False,
        identity_checked=check is not None and check.accepted,
    )
    return Signature(PupilId(row.pupil_id), signer, row.signed_at)
