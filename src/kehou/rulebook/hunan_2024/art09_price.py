"""Article 9, the price: under the tariff, for the service alone (A9.6, A9.7, A9.13, A9.16, A9.18, A3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.kernel.fen import ZERO
from kehou.rulebook.engine import Parameters, Verdict, cites
from kehou.rulebook.facts.fees import StagePrice, TariffReference
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.art09_tariff import SETTERS
from kehou.rulebook.hunan_2024.plan_parts import course_fault, each_fault
from kehou.rulebook.hunan_2024.register import verdict


def _charged(plan: PlanFacts) -> Iterator[StagePrice]:
    return (price for price in plan.fees.prices if price.price > ZERO)


def _cited(plan: PlanFacts) -> Iterator[tuple[str, StagePrice, TariffReference]]:
    for price in _charged(plan):
        if price.tariff is not None:
            yield f"price/{price.stage}", price, price.tariff


@cites("A9.6")
def price_stands_on_a_tariff(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A price cites a tariff in force that three departments set; without one service is free (A9.6)."""
    for price in _charged(plan):
        path = f"price/{price.stage}"
        yield verdict(
            "A9.6", "price_without_tariff", price.tariff is not None, subject=path, found=price.price
        )
    for path, _price, tariff in _cited(plan):
        missing = frozenset(f"department_{each}" for each in SETTERS - tariff.set_by)
        yield verdict("A9.6", "tariff_not_set_by_three", not missing, subject=path, missing=missing)
        held = _holds(tariff, plan)
        yield verdict(
            "A9.6",
            "tariff_not_in_force",
            held,
            subject=path,
            found=tariff.effective_from,
            until=tariff.effective_to,
            required=plan.term.first_day,
        )


def _holds(tariff: TariffReference, plan: PlanFacts) -> bool:
    """Whether a tariff is in force on the first day; a running term keeps its price (A9.8, A9.10)."""
    starts = plan.term.first_day
    return tariff.effective_from <= starts and (tariff.effective_to is None or starts <= tariff.effective_to)


@cites("A9.6")
def price_keeps_under_the_tariff(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A price is at most the ceiling of the tariff (A9.6)."""
    for path, price, tariff in _cited(plan):
        found, required = price.price, tariff.ceiling
        met = found <= required
        yield verdict("A9.6", "price_above_tariff", met, subject=path, found=found, required=required)


@cites("A9.7")
def cited_tariff_has_consent(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """No plan cites a tariff to which the city government had not agreed before it took effect (A9.7)."""
    for path, _price, tariff in _cited(plan):
        consent, effective = tariff.government_consent_date, tariff.effective_from
        met = consent is not None and consent <= effective
        yield verdict("A9.7", "tariff_without_consent", met, subject=path, found=consent, required=effective)


@cites("A9.13")
def charged_item_is_in_the_tariff(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Nothing is charged that the tariff does not name (A9.13)."""
    item = plan.fees.item
    for path, _price, tariff in _cited(plan):
        named = item in tariff.items
        yield verdict(
            "A9.13", "charged_item_not_listed", named, subject=path, found=item, required=tariff.items
        )


@cites("A9.16")
def nothing_is_bundled(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """No course asks for another one, and no other thing is charged together with the service (A9.16)."""
    tied = (course_fault(row) for row in plan.courses if row.requires_course is not None)
    yield from each_fault("A9.16", "course_requires_course", tied)
    bundled = plan.fees.bundled_items
    yield verdict("A9.16", "items_bundled", not bundled, found=bundled)


@cites("A9.18")
def left_out_hours_are_not_charged(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Early arrival, noon, evening, weekend and vacation care are no part of what is charged (A9.18)."""
    if not plan.fees.charges:
        return
    excluded = parameters.codes("extra_excluded")
    kept_out = (course_fault(row, found=row.category) for row in plan.courses if row.category in excluded)
    yield from each_fault("A9.18", "excluded_hours_charged", kept_out)


@cites("A3.3")
def private_school_charges_by_tariff_only(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A private school charges this fee only where the tariff says that private schools may (A3.3)."""
    if plan.school.is_public:
        return
    for path, _price, tariff in _cited(plan):
        yield verdict("A3.3", "private_school_may_not_charge", tariff.private_may_charge, subject=path)
