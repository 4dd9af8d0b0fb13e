"""Lawful facts about authorities, approval, people and providers, and ways to spoil one part of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from factories.family_facts import at
from factories.plan_facts import APPROVER, SUBMITTER
from kehou.kernel.fen import Fen
from kehou.kernel.ids import PersonId, ProviderId, TariffId
from kehou.rulebook.facts.approval import ApprovalFacts, DutyArea, SubmissionFacts
from kehou.rulebook.facts.authority import CountyPolicyFacts, RunningTerm, TariffFacts, TariffLine
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.fees import SERVICE_ITEM, Department, FeeUnit
from kehou.rulebook.facts.provider import (
    Check,
    CheckResult,
    Clearance,
    ContractFacts,
    ListedItem,
    OffCampusPrice,
    PersonFacts,
    ProviderFacts,
    ProviderStatus,
    ThirdPartyPermit,
)
from kehou.rulebook.facts.school import Stage

HEAD, CASHIER = PersonId(UUID(int=13)), PersonId(UUID(int=14))
LAST_DAY = date(2029, 3, 17)
CHECKED = date(2026, 1, 15)


def a_submission(**changes: Any) -> SubmissionFacts:
    """Signed by the head the day before, with someone for each area."""
    duties = (
        (DutyArea.TEACHING, HEAD),
        (DutyArea.SAFETY, HEAD),
        (DutyArea.MONEY, HEAD),
        (DutyArea.PAYMENT_APPROVER, HEAD),
        (DutyArea.CASHIER, CASHIER),
    )
    return replace(SubmissionFacts(at(7, 10), at(7, 9), duties), **changes)


def an_approval(**changes: Any) -> ApprovalFacts:
    """The competent county bureau approves a clean plan that others wrote."""
    approval = ApprovalFacts(
        decided_by=APPROVER,
        decided_date=date(2026, 7, 28),
        authority_code="431299",
        competent_authority_code="431299",
        authors=frozenset({SUBMITTER}),
        edition_last_day=LAST_DAY,
    )
    return replace(approval, **changes)


def a_county_policy(**changes: Any) -> CountyPolicyFacts:
    """Issued last August, with an officer and a phone."""
    policy = CountyPolicyFacts(date(2025, 8, 1), True, complaint_phone="0745-0000000")
    return replace(policy, **changes)


def a_tariff_line(**changes: Any) -> TariffLine:
    """4.00 yuan a period in township primary schools."""
    line = TariffLine(
        SERVICE_ITEM,
        Stage.PRIMARY,
        "township",
        FeeUnit.PERIOD,
        Fen(400),
        grades=frozenset(range(1, 7)),
        term_cap=Fen(50_000),
    )
    return replace(line, **changes)


def a_tariff_version(**changes: Any) -> TariffFacts:
    """Set by three departments, agreed to in August, in force from the first of September."""
    tariff = TariffFacts(
        tariff_id=TariffId(UUID(int=61)),
        document_number="示例发改价〔2025〕1号",
        set_by=frozenset({Department.PRICE, Department.EDUCATION, Department.FINANCE}),
        government_consent_date=date(2025, 8, 20),
        effective_from=date(2025, 9, 1),
        review_due_date=date(2027, 9, 1),
        lines=(a_tariff_line(),),
        replaced=(a_tariff_line(ceiling=Fen(350)),),
        running_terms=(RunningTerm(date(2025, 9, 1), date(2026, 1, 31)),),
    )
    return replace(tariff, **changes)


def a_clearance(**changes: Any) -> Clearance:
    """All five checks passed, the query clear."""
    results = tuple(CheckResult(check, passed=True, checked_date=CHECKED) for check in Check)
    return replace(Clearance(results, sexual_offence_clear=True, query_date=CHECKED), **changes)


def a_person(kind: LeaderKind = LeaderKind.OWN, **changes: Any) -> PersonFacts:
    """A cleared person in order, on the first of April."""
    person = PersonFacts(
        kind=kind,
        on=date(2026, 4, 1),
        clearance=a_clearance(),
        outside_kind="retired_teacher" if kind is LeaderKind.OUTSIDE else "",
        need_stated=True,
        county_approved=True,
        qualification_proved=True,
        sender_agreed=True,
    )
    return replace(person, **changes)


def a_provider(**changes: Any) -> ProviderFacts:
    """A listed body for the arts, licensed for another year."""
    provider = ProviderFacts(
        ProviderId(UUID(int=71)),
        ProviderStatus.LISTED,
        date(2025, 12, 1),
        (ListedItem("dance", Fen(1_000), 40),),
        frozenset({"arts"}),
        date(2026, 12, 31),
    )
    return replace(provider, **changes)


def off_campus(price_fen: int, *, own: bool = False, seen: date = date(2025, 12, 1)) -> OffCampusPrice:
    """What 40 minutes cost outside school."""
    return OffCampusPrice(Fen(price_fen), 40, seen, is_own=own)


def a_contract(**changes: Any) -> ContractFacts:
    """Dance for 8.00 yuan of 10.00 outside, after a tender with three bidders."""
    contract = ContractFacts(
        provider=a_provider(),
        item="dance",
        domain="arts",
        price=Fen(800),
        minutes=40,
        first_date=date(2026, 3, 2),
        last_date=date(2026, 6, 30),
        method="open_tender",
        valid_bidders=3,
        need_statement="nobody at the school dances",
        own_staff_offer_course=False,
        off_campus=(off_campus(1_000, own=True),),
    )
    return replace(contract, **changes)


def a_permit(**changes: Any) -> ThirdPartyPermit:
    """A county with criteria that approved the school as its third."""
    return replace(ThirdPartyPermit(True, True, 3, 1, 2), **changes)
