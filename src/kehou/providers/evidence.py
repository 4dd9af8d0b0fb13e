"""What a price and a contract are judged by: competition, outside prices, list, scores (A6.8 to A6.12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from kehou.kernel.fen import Fen
from kehou.providers.listing import provider_facts
from kehou.providers.models import Bid, Contract, ListEntry, PriceEvidence, Provider, Score
from kehou.registry.public import terms_of
from kehou.rulebook.facts.provider import ContractFacts, ListedItem, OffCampusPrice


def competition_facts(bid: Bid, *, first: date, last: date) -> ContractFacts:
    """A bid as if it were contracted at its price. The bidder has to be a provider of the county."""
    held, provider = bid.competition, bid.provider
    if provider is None:
        raise Provider.DoesNotExist
    price = Fen(bid.price_fen)
    return ContractFacts(
        provider=provider_facts(provider, item=held.title, on=first),
        item=held.title,
        domain=held.domain or None,
        price=price,
        minutes=held.minutes,
        first_date=first,
        last_date=last,
        method=held.method,
        valid_bidders=Bid.objects.filter(competition=held, is_valid=True).count(),
        need_statement="",
        own_staff_offer_course=False,
        off_campus=tuple(
            OffCampusPrice(
                Fen(row.price_fen), row.minutes, row.seen_date, is_own=row.provider_id == provider.id
            )
            for row in PriceEvidence.objects.filter(competition=held)
        ),
        awarded=ListedItem(held.title, price, held.minutes),
        satisfactions=satisfactions(provider),
    )


def entry_facts(entry: ListEntry, *, first: date, last: date) -> ContractFacts:
    """A line of the list as it would be contracted, at its price."""
    bid = Bid.objects.select_related("competition", "provider").get(award=entry.award_id)
    return competition_facts(bid, first=first, last=last)


def with_terms(
    facts: ContractFacts,
    *,
    price: Fen,
    minutes: int,
    need: str,
    own_staff_offer: bool,
    covers: frozenset[str],
    benefits: Fen,
    prepaid: Fraction,
    before: Contract | None,
) -> ContractFacts:
    """The same with what a school and a provider agreed on."""
    replaced = ListedItem(facts.item, Fen(before.price_fen), before.minutes) if before else None
    return replace(
        facts,
        price=price,
        minutes=minutes,
        need_statement=need,
        own_staff_offer_course=own_staff_offer,
        covers=covers,
        benefits=benefits,
        prepaid=prepaid,
        price_before=replaced,
    )


def satisfactions(provider: Provider) -> tuple[Fraction, ...]:
    """The shares of content families by term, the latest first."""
    scores = {row.term_id: row for row in Score.objects.filter(provider=provider)}
    known = [scores[term.id] for term in terms_of(provider.county_code) if term.id in scores]
    return tuple(Fraction(row.content_count, row.asked_count) for row in known)
