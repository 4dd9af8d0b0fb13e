"""A body applies: who it is, what it is licensed for, what it offers (A6.6, A6.7, A6.15, A6.18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from stdnum.cn import uscc

from kehou.authority.public import judge_at
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.providers.access import ENTER_PROVIDER, MOVE_PROVIDER
from kehou.providers.models import Criteria, Offer, Provider
from kehou.providers.rules import GONE
from kehou.providers.services.moving import write_step
from kehou.rulebook.facts.provider import OfferFacts, ProviderStatus


class UnableToRenew(UnableTo):
    """The body is no longer taken in, or the licence that was shown is over too."""


class UnableToEnterProvider(UnableTo):
    """The county has no criteria, or the body is banned, known, not licensed, or offers a subject."""


@dataclass(frozen=True, slots=True)
class OfferInput:
    """One item as it is offered: title, domain (None for a subject), minutes of a lesson."""

    title: str
    domain: str | None
    minutes: int


@transaction.atomic
def issue_criteria(
    *, actor: Actor, now: datetime, county_code: str, document_number: str, content: str, issued: date
) -> Criteria:
    """Issue the county's criteria, without which no body is taken in (A6.15)."""
    county = Place(county_code)
    require(MOVE_PROVIDER, actor, county)
    row = Criteria.objects.create(
        county_code=county_code,
        document_number=document_number,
        content=content,
        issued_date=issued,
        entered_by=actor.person,
        entered_at=now,
    )
    record("criteria.issued", actor=actor, place=county, subject=subject_of("criteria", row.id), now=now)
    return row


def criteria_in_force(county_code: str, *, on: date) -> Criteria | None:
    """The criteria that a county had issued by a day."""
    rows = Criteria.objects.filter(county_code=county_code, issued_date__lte=on)
    return rows.order_by("-issued_date", "-id").first()


@transaction.atomic
def enter_provider(
    *,
    actor: Actor,
    now: datetime,
    county_code: str,
    name: str,
    credit_code: str,
    licence_number: str,
    licence_domains: Iterable[str],
    licence_to: date | None,
    offers: Iterable[OfferInput],
    platform_number: str = "",
) -> Provider:
    """Take in a body's application. Raises UnableToEnterProvider."""
    county, today = Place(county_code), local_day(now)
    require(ENTER_PROVIDER, actor, county)
    offered, domains = list(offers), frozenset(licence_domains)
    faults = [
        *_body_faults(county_code, credit_code, today),
        *_offer_faults(county, offered, domains, today),
    ]
    if faults:
        raise UnableToEnterProvider(faults)
    provider = Provider.objects.create(
        county_code=county_code,
        name=name,
        credit_code=credit_code,
        licence_number=licence_number,
        licence_domains=sorted(domains),
        licence_to_date=licence_to,
        platform_number=platform_number,
        applied_date=today,
        entered_by=actor.person,
        entered_at=now,
    )
    Offer.objects.bulk_create(
        Offer(
            county_code=county_code,
            provider=provider,
            title=row.title,
            domain=row.domain or "",
            minutes=row.minutes,
        )
        for row in offered
    )
    write_step(provider, "apply", ProviderStatus.APPLIED, actor=actor, now=now)
    return provider


@transaction.atomic
def renew_licence(
    *,
    actor: Actor,
    now: datetime,
    provider_id: UUID,
    licence_number: str,
    licence_domains: Iterable[str],
    licence_to: date,
) -> Provider:
    """Enter a renewed licence; the trail keeps who and when. Raises UnableToRenew.

    What it no longer covers, or not long enough, plans and contracts find by themselves when they are judged.
    """
    provider = Provider.objects.select_for_update().get(pk=provider_id)
    require(ENTER_PROVIDER, actor, Place(provider.county_code))
    if provider.state in GONE:
        raise UnableToRenew([refusal("A6.10", "renewing_for_gone", subject="provider")])
    if licence_to <= local_day(now):
        raise UnableToRenew([refusal("A6.6", "renewed_licence_over", subject="provider", found=licence_to)])
    provider.licence_number, provider.licence_to_date = licence_number, licence_to
    provider.licence_domains = sorted(set(licence_domains))
    provider.save(update_fields=["licence_number", "licence_to_date", "licence_domains"])
    subject = subject_of("provider", provider.id)
    record("provider.renewed", actor=actor, place=Place(provider.county_code), subject=subject, now=now)
    return provider


def _body_faults(county_code: str, credit_code: str, today: date) -> Iterator[Verdict]:
    if criteria_in_force(county_code, on=today) is None:
        yield refusal("A6.15", "criteria_missing", subject="provider")
    if not uscc.is_valid(credit_code):
        yield refusal("A6.7", "credit_code_wrong", subject="provider", found=credit_code)
    known = Provider.objects.filter(county_code=county_code, credit_code=credit_code)
    if known.exclude(state__in=GONE).exists():
        yield refusal("A7.11", "provider_entered", subject="provider")
    banned = known.filter(banned_until_date__gt=today).order_by("-banned_until_date").first()
    if banned:
        yield refusal("A6.10", "provider_banned", subject="provider", required=banned.banned_until_date)


def _offer_faults(
    county: Place, offers: list[OfferInput], domains: frozenset[str], today: date
) -> Iterator[Verdict]:
    if not offers:
        yield refusal("A6.7", "offers_missing", subject="provider")
    for row in offers:
        yield from stops(judge_at(county, OfferFacts(row.title, row.domain), on=today))
        if row.domain is not None and row.domain not in domains:
            yield refusal("A6.6", "licence_domain_missing", subject="provider", found=row.domain)
