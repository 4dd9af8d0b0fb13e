"""The price by competition, and clearly below that outside school (A6.11, A6.12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.providers.access import ENTER_PROVIDER, PUBLISH_LIST
from kehou.providers.evidence import competition_facts
from kehou.providers.models import Award, Bid, Competition, PriceEvidence
from kehou.rulebook.facts.provider import ProviderStatus

PRICE_CLAUSES = frozenset({"A6.11", "A6.12"})
_MAY_WIN = frozenset({ProviderStatus.SCREENED, ProviderStatus.PUBLICISED, ProviderStatus.LISTED})


class UnableToAward(UnableTo):
    """The competition was none, the bid may not win, or the price is not clearly lower."""


@dataclass(frozen=True, slots=True)
class BidInput:
    """One bid. ``provider_id`` is None for a bidder that the county has not taken in."""

    bidder: str
    price: Fen
    provider_id: UUID | None = None
    is_valid: bool = True


@dataclass(frozen=True, slots=True)
class PriceSeen:
    """A price outside school; ``provider_id`` where it is a bidder's own."""

    source: str
    price: Fen
    minutes: int
    seen_date: date
    provider_id: UUID | None = None


@transaction.atomic
def hold_competition(
    *,
    actor: Actor,
    now: datetime,
    county_code: str,
    title: str,
    domain: str,
    minutes: int,
    method: str,
    document_number: str,
    held: date,
    bids: Iterable[BidInput],
    evidence: Iterable[PriceSeen],
) -> Competition:
    """Write down a competitive procedure with its bids and the prices seen outside school."""
    county = Place(county_code)
    require(ENTER_PROVIDER, actor, county)
    row = Competition.objects.create(
        county_code=county_code,
        title=title,
        domain=domain,
        minutes=minutes,
        method=method,
        document_number=document_number,
        held_date=held,
        entered_by=actor.person,
        entered_at=now,
    )
    Bid.objects.bulk_create(
        Bid(
            county_code=county_code,
            competition=row,
            provider_id=bid.provider_id,
            bidder=bid.bidder,
            price_fen=bid.price.amount,
            is_valid=bid.is_valid,
        )
        for bid in bids
    )
    PriceEvidence.objects.bulk_create(
        PriceEvidence(
            county_code=county_code,
            competition=row,
            provider_id=seen.provider_id,
            source=seen.source,
            price_fen=seen.price.amount,
            minutes=seen.minutes,
            seen_date=seen.seen_date,
        )
        for seen in evidence
    )
    subject = subject_of("competition", row.id)
    record("competition.held", actor=actor, place=county, subject=subject, now=now)
    return row


@transaction.atomic
def award(*, actor: Actor, now: datetime, bid_id: UUID) -> Award:
    """Let a bid win: valid, the lowest, by a screened body, of enough bids, clearly below outside prices.

    Raises UnableToAward.
    """
    bid = Bid.objects.select_related("competition", "provider").get(pk=bid_id)
    county = Place(bid.county_code)
    require(PUBLISH_LIST, actor, county)
    faults = _faults(bid)
    if not faults:
        today = local_day(now)
        verdicts = judge_at(county, competition_facts(bid, first=today, last=today), on=today)
        faults = [row for row in stops(verdicts) if row.clause in PRICE_CLAUSES]
    if faults:
        raise UnableToAward(faults)
    row = Award.objects.create(
        county_code=bid.county_code,
        competition=bid.competition,
        bid=bid,
        awarded_by=actor.person,
        awarded_at=now,
    )
    subject = subject_of("competition", bid.competition_id)
    record("competition.awarded", actor=actor, place=county, subject=subject, now=now)
    return row


def _faults(bid: Bid) -> list[Verdict]:
    if Award.objects.filter(competition=bid.competition_id).exists():
        return [refusal("A6.11", "awarded_already", subject="competition")]
    if not bid.is_valid:
        return [refusal("A6.11", "bid_invalid", subject="competition")]
    if bid.provider is None or bid.provider.state not in _MAY_WIN:
        return [refusal("A6.7", "bidder_not_screened", subject="competition")]
    lowest = Bid.objects.filter(competition=bid.competition_id, is_valid=True).order_by("price_fen").first()
    if lowest and lowest.price_fen < bid.price_fen:
        return [
            refusal(
                "A6.11",
                "dearer_bid",
                subject="competition",
                found=Fen(bid.price_fen),
                required=Fen(lowest.price_fen),
            )
        ]
    return []
