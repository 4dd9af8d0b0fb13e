"""A county issues its policy and its waiver rule (A3.5, A9.40, A11.14)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from kehou.authority.access import ISSUE_POLICY
from kehou.authority.models import CountyPolicy, WaiverRule
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of


class UnableToIssue(UnableTo):
    """A policy has no way to complain, or a waiver ratio is no share of the fee."""


@transaction.atomic
def issue_policy(
    *,
    actor: Actor,
    now: datetime,
    county_code: str,
    school_year: int,
    title: str,
    document_number: str,
    issued: date,
    valid_until: date,
    officer_id: UUID,
    complaint_phone: str = "",
    complaint_mailbox: str = "",
) -> UUID:
    """Issue a county's policy for a school year with its officer and complaint channel.

    Raises UnableToIssue.
    """
    county = Place(county_code)
    require(ISSUE_POLICY, actor, county)
    if not (complaint_phone or complaint_mailbox):
        raise UnableToIssue([refusal("A11.14", "policy_without_complaint_channel", subject="policy")])
    policy = CountyPolicy.objects.create(
        county_code=county_code,
        school_year=school_year,
        title=title,
        document_number=document_number,
        issued_date=issued,
        valid_until_date=valid_until,
        officer_id=officer_id,
        complaint_phone=complaint_phone,
        complaint_mailbox=complaint_mailbox,
        entered_by=actor.person,
        entered_at=now,
    )
    record("policy.issued", actor=actor, place=county, subject=subject_of("policy", policy.id), now=now)
    return policy.id


@transaction.atomic
def issue_waiver_rule(
    *,
    actor: Actor,
    now: datetime,
    county_code: str,
    title: str,
    document_number: str,
    ratios: Mapping[str, Fraction],
    funding: str,
    issued: date,
) -> UUID:
    """Issue a county's waiver rule: for each category of aid the share of the fee that is waived.

    Raises UnableToIssue.
    """
    county = Place(county_code)
    require(ISSUE_POLICY, actor, county)
    wrong = [category for category, ratio in ratios.items() if not 0 < ratio <= 1]
    if wrong or not ratios:
        raise UnableToIssue([refusal("A9.40", "waiver_ratio_out_of_range", subject="waiver", found=wrong)])
    rule = WaiverRule.objects.create(
        county_code=county_code,
        title=title,
        document_number=document_number,
        ratios={category: str(ratio) for category, ratio in ratios.items()},
        funding=funding,
        issued_date=issued,
        entered_by=actor.person,
        entered_at=now,
    )
    record("waiver_rule.issued", actor=actor, place=county, subject=subject_of("waiver", rule.id), now=now)
    return rule.id
