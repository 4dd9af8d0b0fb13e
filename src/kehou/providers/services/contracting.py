"""Contracts with listed providers: drafted, approved by the head, ended (A6.8, A6.17, A9.17, A9.30)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kehou.authority.public import judge_at
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import Aftermath, UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.access.cases import case_left
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.outbox.announcing import announce
from kehou.providers.access import APPROVE_CONTRACT, DRAFT_CONTRACT
from kehou.providers.clearing import clear_files
from kehou.providers.evidence import ContractTerms, entry_facts, with_terms
from kehou.providers.models import Contract, ContractStaff, ListEntry, PersonFile
from kehou.providers.services.agents import admit_contacts, end_access
from kehou.providers.services.using import use_of

__all__ = [
    "ContractTerms",
    "UnableToContract",
    "approve_contract",
    "draft_contract",
    "end_contract",
    "name_staff",
]


LOOKED_INTO = {
    "contract_hands_over_money": "charge",
    "contract_gives_benefits": "third_party",
    "contract_hands_over_data": "data",
}
"""Reasons that open a case: money from families, something given back, families' data (process 8)."""


class UnableToContract(UnableTo):
    """The contract breaks a rule, lacks the county's leave, or names nobody who is cleared."""


@transaction.atomic
def draft_contract(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    entry_id: UUID,
    number: str,
    course_key: str,
    terms: ContractTerms,
) -> Contract:
    """Write down a contract for one course, asking every rule on contracts. Raises UnableToContract."""
    require(DRAFT_CONTRACT, actor, place)
    entry = ListEntry.objects.select_related("version").get(pk=entry_id)
    if entry.county_code != place.code:
        raise UnableToContract([refusal("A6.8", "entry_of_other_county", subject="contract")])
    leave = use_of(place, term_id, entry.provider_id)
    need = leave.need_statement if leave else ""
    facts = with_terms(
        entry_facts(entry, first=terms.first, last=terms.last),
        terms,
        need=need,
        before=_before(place, term_id, course_key),
    )
    verdicts = judge_at(place, facts, on=local_day(now))
    refused = [*stops(verdicts)]
    if leave is None:
        refused.append(refusal("A6.15", "third_party_use_unapproved", subject="contract"))
    if refused:
        raise UnableToContract(refused, aftermath=_cases(refused, place, entry))
    contract = Contract.objects.create(
        county_code=place.code,
        school_id=place.school,
        term_id=term_id,
        provider_id=entry.provider_id,
        entry=entry,
        number=number,
        course_key=course_key,
        price_fen=terms.price.amount,
        minutes=terms.minutes,
        places=terms.places,
        first_date=terms.first,
        last_date=terms.last,
        own_staff_offer=terms.own_staff_offer,
        acceptance=terms.acceptance,
        exit_rule=terms.exit_rule,
        warnings=[row.reason for row in verdicts if row.warns],
        drafted_by=actor.person,
        drafted_at=now,
    )
    subject = subject_of("contract", contract.id)
    record("contract.drafted", actor=actor, place=place, subject=subject, now=now)
    return contract


@transaction.atomic
def name_staff(*, actor: Actor, now: datetime, contract_id: UUID, file_ids: Iterable[UUID]) -> int:
    """Name the people whom the provider may send; each is one of its own. Raises UnableToContract."""
    contract = _contract(contract_id)
    require(DRAFT_CONTRACT, actor, contract.place)
    files = list(PersonFile.objects.filter(school_id=contract.school_id, pk__in=set(file_ids)))
    if any(row.provider_id != contract.provider_id for row in files):
        raise UnableToContract([refusal("A6.13", "staff_of_other_body", subject="contract")])
    rows = [
        ContractStaff(
            county_code=contract.county_code, school_id=contract.school_id, contract=contract, file=row
        )
        for row in files
    ]
    ContractStaff.objects.bulk_create(rows, ignore_conflicts=True)
    subject = subject_of("contract", contract.id)
    record("contract.staffed", actor=actor, place=contract.place, subject=subject, now=now)
    return len(rows)


@transaction.atomic
def approve_contract(*, actor: Actor, now: datetime, contract_id: UUID) -> Contract:
    """The head approves what somebody else drafted, once its people are named and cleared.

    Raises UnableToContract.
    """
    contract = _contract(contract_id)
    require(APPROVE_CONTRACT, actor, contract.place)
    faults = [*_unapprovable(contract, actor), *_staff_faults(contract, on=local_day(now))]
    if faults:
        raise UnableToContract(faults)
    contract.approved_by, contract.approved_at = actor.person, now
    contract.save(update_fields=["approved_by", "approved_at"])
    subject = subject_of("contract", contract.id)
    record("contract.approved", actor=actor, place=contract.place, subject=subject, now=now)
    admit_contacts(contract)
    return contract


@transaction.atomic
def end_contract(*, actor: Actor, now: datetime, contract_id: UUID, reason: str) -> Contract:
    """End a contract today; from today on no session of it is held. Raises UnableToContract."""
    contract = _contract(contract_id)
    require(APPROVE_CONTRACT, actor, contract.place)
    if contract.ended_date:
        raise UnableToContract([refusal("A7.11", "contract_ended", subject="contract")])
    if not reason.strip():
        raise UnableToContract([refusal("A6.10", "reason_missing", subject="contract")])
    contract.ended_date, contract.ended_reason = local_day(now), reason
    contract.save(update_fields=["ended_date", "ended_reason"])
    subject = subject_of("contract", contract.id)
    record("contract.ended", actor=actor, place=contract.place, subject=subject, now=now)
    end_access(contract, on=local_day(now))
    announce(
        "contract.ended",
        place=contract.place,
        subject=subject,
        now=now,
        payload={"provider": str(contract.provider_id), "course": contract.course_key},
    )
    return contract


def _cases(refused: Iterable[Verdict], place: Place, entry: ListEntry) -> list[Aftermath]:
    """What the county looks into although the contract was refused, one case a reason."""
    matter = subject_of("list_entry", entry.id)
    return [
        case_left(place, clause=row.clause, kind=LOOKED_INTO[row.reason], matter=matter)
        for row in refused
        if row.reason in LOOKED_INTO
    ]


def _contract(contract_id: UUID) -> Contract:
    return Contract.objects.select_for_update().get(pk=contract_id)


def _before(place: Place, term_id: UUID, course_key: str) -> Contract | None:
    """The contract for the same course of the term that came before."""
    rows = Contract.objects.filter(school_id=place.school, term_id=term_id, course_key=course_key)
    return rows.filter(~Q(approved_at=None)).order_by("first_date", "id").last()


def _unapprovable(contract: Contract, actor: Actor) -> list[Verdict]:
    if contract.approved_at:
        return [refusal("A7.11", "contract_approved", subject="contract")]
    if contract.ended_date:
        return [refusal("A7.11", "contract_ended", subject="contract")]
    if contract.drafted_by == actor.person:
        return [refusal("A9.23", "drafter_approves", subject="contract")]
    return []


def _staff_faults(contract: Contract, *, on: date) -> list[Verdict]:
    files = list(PersonFile.objects.filter(contracts__contract=contract))
    if not files:
        return [refusal("A6.13", "contract_without_staff", subject="contract")]
    cleared = clear_files(files, contract.place, on=max(on, contract.first_date))
    if all(row.is_cleared for row in cleared.values()):
        return []
    return [refusal("A6.14", "staff_not_cleared", subject="contract")]
