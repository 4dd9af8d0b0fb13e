"""Article 7, after approval: what a change needs, and what details may fill in (A4.14, A7.4, A9.10)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.kernel.fen import Fen
from kehou.kernel.moments import ONE_DAY, days
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.amendment import AmendmentFacts, DetailsFacts, Weight
from kehou.rulebook.hunan_2024.amendment_weights import heaviest, weighed_changes
from kehou.rulebook.hunan_2024.envelope import outside_envelope
from kehou.rulebook.hunan_2024.plan_parts import each_fault
from kehou.rulebook.hunan_2024.register import verdict


@cites("A4.14")
def families_hear_of_a_change_in_time(facts: AmendmentFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Families are told of a changed time some school days before; an urgent change says why (A4.14)."""
    weight = heaviest(weighed_changes(facts.before, facts.after, parameters))
    if weight is None:
        return
    told = facts.notified_date
    yield verdict("A4.14", "change_without_notice", told is not None, effect=Effect.STOP)
    if told is None or weight is Weight.NOTICE_ONLY or facts.urgent_reason.strip():
        return
    calendar = facts.after.term.calendar
    between = days(told + ONE_DAY, facts.effective_date + ONE_DAY)
    found, required = sum(map(calendar.is_school_day, between)), parameters.count("change_notice_days")
    met = found >= required
    yield verdict("A4.14", "change_notice_too_short", met, effect=Effect.STOP, found=found, required=required)


@cites("A7.4")
def heavy_change_is_approved_anew(facts: AmendmentFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A new course, provider, price, share of X or end of the day is approved first (A7.4)."""
    heavy = [
        change.path
        for change in weighed_changes(facts.before, facts.after, parameters)
        if change.weight is Weight.REAPPROVAL and not facts.reapproved
    ]
    yield from each_fault("A7.4", "change_needs_approval", ((path, {}) for path in heavy))


@cites("A9.10")
def price_stays_for_the_term(facts: AmendmentFacts, _: Parameters) -> Iterator[Verdict]:
    """A price is fixed for the term: it is not raised, and a lower one returns the difference (A9.10)."""
    if facts.effective_date < facts.before.term.first_day:
        return
    before = {price.stage: price.price for price in facts.before.fees.prices}
    for price in facts.after.fees.prices:
        required = before.get(price.stage, Fen(0))
        met = price.price <= required
        path = f"price/{price.stage}"
        yield verdict(
            "A9.10", "price_raised_in_term", met, subject=path, found=price.price, required=required
        )


@computes("A9.10")
def price_cut_refund(before: Fen, after: Fen, units_left: int) -> Fen:
    """What a pupil who paid the term gets back when the price falls with so many units to come (A9.10)."""
    return (before - after) * units_left


@cites("A7.4")
def details_fill_the_envelope(facts: DetailsFacts, _: Parameters) -> Iterator[Verdict]:
    """Leaders, rooms and timetable that follow an approval stay within what was approved (A7.4)."""
    outside = outside_envelope(facts.envelope, facts.details)
    yield from each_fault("A7.4", "details_leave_envelope", ((path, {}) for path in outside))
