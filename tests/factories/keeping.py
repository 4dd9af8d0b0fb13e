"""A school where families and the school agreed that some children stay longer, at a price or free."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from factories.afternoon import MONDAY, a_staffed_plan, at, running_school, session_on
from factories.afternoon_acts import hand_over, roll, start
from factories.billing import Billed, with_a_book
from factories.law import lay_down_the_law, the_city_sets, the_tariff_lists_care
from factories.world import World, a_world
from kehou.delivery.facts import Attendance
from kehou.delivery.models import CareRequest
from kehou.delivery.services.staying import answer_care, ask_care
from kehou.funds.bills.services.issuing import issue_care_bills
from kehou.funds.models import Bill, BillRound
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.rulebook.facts.fees import EXTENDED_CARE_ITEM, FeeFacts, IncomeSource

PRICE, PLANNED = Fen(150), 2
NEXT_DAY = at(9, 0, on=MONDAY + timedelta(days=1))
NEXT_MONDAY = MONDAY + timedelta(days=7)


@dataclass
class Kept:
    """A school whose families agreed that some children stay longer on Mondays."""

    world: World
    billed: Billed

    def ask(
        self, child: int, *, ends: time = time(18, 30), until: date = MONDAY + timedelta(days=14)
    ) -> CareRequest:
        """The family asks, and the school grants it."""
        one = self.world.children[child]
        row = perform(
            ask_care,
            actor=one.guardian,
            now=at(8, 0),
            pupil_id=one.pupil_id,
            term_id=self.world.term.id,
            from_date=MONDAY,
            until_date=until,
            ends=ends,
            reason="父母夜班，孩子不能独处",
            collector_id=one.guardian.person,
        )
        answer = {"actor": self.world[Role.SCHOOL_SAFETY], "now": at(9, 0), "request_id": row.id}
        perform(answer_care, is_granted=True, **answer)
        return row

    def hold(self, on: date = MONDAY, *, away: tuple[int, ...] = ()) -> None:
        """The chess session of a Monday is held; some children are not there."""
        session = session_on(self.world, on=on)
        for grade in self.world.class_ids:
            hand_over(self.world, grade, now=at(16, 5, on=on))
        start(self.world, session, now=at(17, 8, on=on))
        missing = {self.world.children[child].pupil_id: Attendance.ABSENT for child in away}
        roll(self.world, session, missing, now=at(17, 12, on=on))

    def charge(self, *, now: datetime = NEXT_DAY) -> BillRound:
        """The accountant bills the extended care so far."""
        about = {"place": self.world.place, "term_id": self.world.term.id}
        return perform(issue_care_bills, actor=self.world[Role.SCHOOL_ACCOUNTANT], now=now, **about)

    def care_bills(self, child: int) -> list[Bill]:
        """A child's bills of extended care."""
        with self.world.inside():
            rows = Bill.objects.filter(item=EXTENDED_CARE_ITEM, pupil_id=self.world.children[child].pupil_id)
            return list(rows.order_by("number"))


def kept(
    *,
    price: Fen | None = PRICE,
    allowed: bool = True,
    misjudged: Mapping[str, int] | None = None,
    **tariff: int,
) -> Kept:
    """The school is running; its plan has a price for extended care where one is given.

    ``misjudged`` is what its price rows say otherwise than its sources.
    """
    lay_down_the_law()
    if allowed:
        the_city_sets("extended_chargeable", True)
        the_tariff_lists_care(**tariff)
    world = a_world(urban_rural_code="111", per_class=1)
    content = a_staffed_plan(world)
    fees = planning_care(content.fees, price, cap=tariff.get("term_cap_fen")) if price else content.fees
    rows = tuple(replace(row, **(misjudged or {})) for row in fees.prices)
    running_school(world, content=replace(content, fees=replace(fees, prices=rows)))
    return Kept(world, with_a_book(world))


def planning_care(fees: FeeFacts, price: Fen, *, cap: int | None) -> FeeFacts:
    """A scheme that plans two periods of extended care for one child; the subsidy is so much less."""
    rows = tuple(replace(row, care_units=PLANNED, care_paying_count=1) for row in fees.prices)
    care = price.amount * PLANNED if cap is None else min(price.amount * PLANNED, cap)
    more = {IncomeSource.SERVICE_FEE: care, IncomeSource.SUBSIDY: -care}
    sources = tuple(replace(row, amount=row.amount + Fen(more.get(row.source, 0))) for row in fees.sources)
    return replace(fees, prices=rows, sources=sources, extended_care_price=price)
