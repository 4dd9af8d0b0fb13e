"""Article 6, a provider's contract: listed, by competition, clearly cheaper (A6.6, A6.8, A6.10 to A6.12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from statistics import median

from kehou.kernel.fen import ZERO, Fen
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.provider import ContractFacts, OffCampusPrice, ProviderStatus
from kehou.rulebook.hunan_2024.register import verdict

MONEY = "money"
DATA = "data"
SURVEYS_RUNNING = 2


def per_minute(price: Fen, minutes: int) -> Fraction:
    """A price in fen a pupil and minute."""
    return Fraction(price.amount, minutes)


@cites("A6.6", "A6.18")
def contract_fills_a_need(contract: ContractFacts, _: Parameters) -> Iterator[Verdict]:
    """A contract is for what the school cannot offer, by a listed, licensed body, no subject (A6.6, A6.18).

    Where own staff offer the same course the contract is warned about.
    """
    provider, last = contract.provider, contract.last_date
    yield verdict("A6.6", "third_party_without_need", bool(contract.need_statement.strip()))
    yield verdict("A6.6", "own_staff_offer_course", not contract.own_staff_offer_course, effect=Effect.WARN)
    yield verdict(
        "A6.6", "provider_not_listed", provider.status is ProviderStatus.LISTED, found=provider.status
    )
    yield verdict("A6.18", "third_party_contract_for_subject", contract.domain is not None)
    if contract.domain is not None:
        covered = contract.domain in provider.licence_domains
        yield verdict("A6.6", "licence_domain_missing", covered, found=contract.domain)
    lasts = provider.licence_to is not None and last <= provider.licence_to
    yield verdict("A6.6", "licence_ends_before", lasts, found=provider.licence_to, required=last)


@cites("A6.8")
def contract_follows_the_published_list(contract: ContractFacts, _: Parameters) -> Iterator[Verdict]:
    """Body, item and price stood in a published list before the contract starts (A6.8)."""
    published = contract.provider.list_published_date
    met = published is not None and published < contract.first_date
    yield verdict("A6.8", "list_not_published", met, found=published, required=contract.first_date)
    listed = contract.provider.listed(contract.item)
    yield verdict("A6.8", "item_not_in_list", listed is not None)
    if listed is not None:
        found, required = (
            per_minute(contract.price, contract.minutes),
            per_minute(listed.price, listed.minutes),
        )
        met = found <= required
        yield verdict("A6.8", "price_above_list", met, found=contract.price, required=listed.price)
    ends = contract.provider.list_until
    if ends is not None:
        lasts = contract.last_date <= ends
        yield verdict("A6.8", "contract_outlasts_list", lasts, found=contract.last_date, required=ends)


@cites("A6.11")
def price_comes_from_competition(contract: ContractFacts, parameters: Parameters) -> Iterator[Verdict]:
    """The price was found by tender or another competition of enough bidders (A6.11)."""
    methods, least = parameters.codes("tp_methods"), parameters.count("tp_min_bidders")
    competitive = contract.method in methods
    yield verdict("A6.11", "method_not_competitive", competitive, found=contract.method, required=methods)
    enough = contract.valid_bidders >= least
    yield verdict("A6.11", "too_few_bidders", enough, found=contract.valid_bidders, required=least)
    award = contract.awarded
    if award is not None:
        met = per_minute(contract.price, contract.minutes) <= per_minute(award.price, award.minutes)
        yield verdict("A6.11", "price_above_award", met, found=contract.price, required=award.price)


@cites("A9.10")
def price_does_not_rise_in_term(contract: ContractFacts, _: Parameters) -> Iterator[Verdict]:
    """A contract that replaces another within a term is not dearer (A9.10)."""
    before = contract.price_before
    met = before is None or (
        per_minute(contract.price, contract.minutes) <= per_minute(before.price, before.minutes)
    )
    required = before.price if before else contract.price
    yield verdict("A9.10", "contract_dearer_within_term", met, found=contract.price, required=required)


@cites("A6.10")
def low_satisfaction_is_not_renewed(contract: ContractFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A provider with which families were discontent in two surveys running gets no new contract (A6.10)."""
    least = parameters.ratio("tp_satisfaction_min")
    last = contract.satisfactions[:SURVEYS_RUNNING]
    low = len(last) == SURVEYS_RUNNING and all(share < least for share in last)
    yield verdict("A6.10", "satisfaction_low_twice", not low, found=max(last, default=least), required=least)


@cites("A2.7", "A9.30")
def contract_gives_nothing_back_and_pays_nothing_ahead(
    contract: ContractFacts, parameters: Parameters
) -> Iterator[Verdict]:
    """No rebate, sponsorship or commission flows to school or staff (A2.7); nothing is prepaid (A9.30)."""
    benefits = contract.benefits
    yield verdict("A2.7", "contract_gives_benefits", benefits == ZERO, found=benefits)
    most = parameters.ratio("tp_prepay_max")
    met = contract.prepaid <= most
    yield verdict("A9.30", "contract_prepays", met, found=contract.prepaid, required=most)


@computes("A6.12")
def benchmark(contract: ContractFacts, parameters: Parameters) -> Fraction | None:
    """What training of the same kind costs outside school, in fen a pupil and minute (A6.12).

    The lower of the provider's own price and the median of enough others, by evidence that is recent on the
    day of the contract's start; None without evidence.
    """
    oldest = parameters.count("tp_price_evidence_days")
    recent = [row for row in contract.off_campus if _age(row, contract.first_date) <= oldest]
    own = [per_minute(row.price, row.minutes) for row in recent if row.is_own]
    others = [per_minute(row.price, row.minutes) for row in recent if not row.is_own]
    if len(others) >= parameters.count("tp_comparables_min"):
        own.append(median(others))
    return min(own, default=None)


@cites("A6.12")
def price_is_clearly_lower(contract: ContractFacts, parameters: Parameters) -> Iterator[Verdict]:
    """The price is clearly below that of the same training outside; what is free passes (A6.12)."""
    found = per_minute(contract.price, contract.minutes)
    if not found:
        yield verdict("A6.12", "price_not_clearly_lower", True)
        return
    outside = benchmark(contract, parameters)
    yield verdict("A6.12", "benchmark_missing", outside is not None)
    if outside is not None:
        required = parameters.ratio("tp_price_ratio_max")
        share = found / outside
        yield verdict("A6.12", "price_not_clearly_lower", share <= required, found=share, required=required)


@cites("A6.17", "A9.17")
def contract_keeps_to_teaching(contract: ContractFacts, _: Parameters) -> Iterator[Verdict]:
    """A contract hands over no duties of the school, no money and no families' data (A6.17, A9.17)."""
    beyond = contract.covers - {MONEY, DATA}
    yield verdict("A6.17", "contract_hands_over_duties", not beyond, found=beyond)
    yield verdict("A6.17", "contract_hands_over_data", DATA not in contract.covers)
    yield verdict("A9.17", "contract_hands_over_money", MONEY not in contract.covers)


def _age(row: OffCampusPrice, on: date) -> int:
    return (on - row.seen_date).days
