"""What a price and a contract are judged by: competition, outside prices, list, scores (A6.8 to A6.12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from kehou.kernel.fen import ZERO, Fen
from kehou.providers.listing import provider_facts
from kehou.providers.models import Bid, Contract, ListEntry, PriceEvidence, Provider, Score
from kehou.registry.public import terms_of
from kehou.rulebook.facts.provider import ContractFacts, ListedItem, OffCampusPrice


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """What a contract says: price a pupil for so many minutes, places bought, days, acceptance, exit.

    ``covers``, ``benefits`` and ``prepaid`` are what the paper says beyond teaching; all are refused.
    """

    price: Fen
    minutes: int
    places: int
    first: date
    last: date
    acceptance: str
    exit_rule: str
    own_staff_offer: bool = False
    covers: frozenset[str] = frozenset()
    benefits: Fen = ZERO
    prepaid: Fraction = Fraction(0)


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
    facts: ContractFacts, terms: ContractTerms, *, need: str, before: Contract | None
) -> ContractFacts:
    """The same with what a school and a provider agreed on; ``before`` is the contract it replaces."""
    replaced = ListedItem(facts.item, Fen(before.price_fen), before.minutes) if before else None
    return replace(
        facts,
        price=terms.price,
        minutes=terms.minutes,
        need_statement=need,
        own_staff_offer_course=terms.own_staff_offer,
        covers=terms.covers,
        benefits=terms.benefits,
        prepaid=terms.prepaid,
        price_before=replaced,
    )


def satisfactions(provider: Provider) -> tuple[Fraction, ...]:
    """The shares of content families by term, the latest first."""
    scores = {row.term_id: row for row in Score.objects.filter(provider=provider)}
    known = [scores[term.id] for term in terms_of(provider.county_code) if term.id in scores]
    return tuple(Fraction(row.content_count, row.asked_count) for row in known)
