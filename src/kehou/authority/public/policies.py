"""A county's policy and waiver rule as other capabilities see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.authority.models import CountyPolicy, WaiverRule
from kehou.rulebook.facts.authority import CountyPolicyFacts, WaiverFunding, WaiverRuleFacts


@dataclass(frozen=True, slots=True)
class CountyPolicyInfo:
    """What pages show of a county's policy."""

    id: UUID
    title: str
    document_number: str
    complaint_phone: str
    complaint_mailbox: str
    facts: CountyPolicyFacts


def county_policy(county_code: str, *, on: date) -> CountyPolicyInfo | None:
    """The latest policy that a county had issued by a day, or None (A3.5)."""
    row = (
        CountyPolicy.objects.filter(county_code=county_code, issued_date__lte=on)
        .order_by("-issued_date")
        .first()
    )
    return _info(row, waiver_rule(county_code, on=on)) if row else None


def waiver_rule(county_code: str, *, on: date) -> WaiverRuleFacts | None:
    """The waiver rule that a county had issued by a day, or None (A9.40)."""
    row = (
        WaiverRule.objects.filter(county_code=county_code, issued_date__lte=on)
        .order_by("-issued_date")
        .first()
    )
    if row is None:
        return None
    return WaiverRuleFacts(row.issued_date, frozenset(row.ratios), WaiverFunding(row.funding))


def _info(row: CountyPolicy, waiver: WaiverRuleFacts | None) -> CountyPolicyInfo:
    facts = CountyPolicyFacts(
        issued_date=row.issued_date,
        school_year_last_day=row.valid_until_date,
        responsible_officer_named=row.officer_id is not None,
        complaint_phone=row.complaint_phone,
        complaint_mailbox=row.complaint_mailbox,
        third_party_criteria_issued=row.has_provider_criteria,
        waiver_rule=waiver,
    )
    return CountyPolicyInfo(
        row.id, row.title, row.document_number, row.complaint_phone, row.complaint_mailbox, facts
    )
