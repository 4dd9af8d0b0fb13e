"""A county's policy and waiver rule as other capabilities see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet

from kehou.authority.models import CountyPolicy, WaiverRule
from kehou.platform.database.questions import question
from kehou.platform.database.reading import read_once
from kehou.rulebook.facts.authority import CountyPolicyFacts
from kehou.rulebook.facts.fees import WaiverFunding


@dataclass(frozen=True, slots=True)
class CountyPolicyInfo:
    """What pages show of a county's policy."""

    id: UUID
    title: str
    document_number: str
    complaint_phone: str
    complaint_mailbox: str
    facts: CountyPolicyFacts


@read_once
def county_policy(county_code: str, *, on: date) -> CountyPolicyInfo | None:
    """The latest policy that a county had issued by a day, or None (A3.5)."""
    return next(map(_info, _policies(county_code=county_code, on=on).answer), None)


@question
def _policies(county_code: str, on: date) -> QuerySet[CountyPolicy]:
    rows = CountyPolicy.objects.filter(county_code=county_code, issued_date__lte=on)
    return rows.order_by("-issued_date", "-id")[:1]


@dataclass(frozen=True, slots=True)
class WaiverRuleInfo:
    """A county's waiver rule: categories with the ratio waived, and who bears it."""

    title: str
    document_number: str
    ratios: Mapping[str, Fraction]
    funding: WaiverFunding


def waiver_rule(county_code: str, *, on: date) -> WaiverRuleInfo | None:
    """The waiver rule that a county had issued by a day, or None (A9.40)."""
    row = (
        WaiverRule.objects.filter(county_code=county_code, issued_date__lte=on)
        .order_by("-issued_date")
        .first()
    )
    if row is None:
        return None
    ratios = {category: Fraction(ratio) for category, ratio in row.ratios.items()}
    return WaiverRuleInfo(row.title, row.document_number, ratios, WaiverFunding(row.funding))


def _info(row: CountyPolicy) -> CountyPolicyInfo:
    facts = CountyPolicyFacts(
        issued_date=row.issued_date,
        responsible_officer_named=row.officer_id is not None,
        complaint_phone=row.complaint_phone,
        complaint_mailbox=row.complaint_mailbox,
    )
    return CountyPolicyInfo(
        row.id, row.title, row.document_number, row.complaint_phone, row.complaint_mailbox, facts
    )
