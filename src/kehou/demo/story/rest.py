"""The rest of the term: weeks of afternoons, and the allowances of every month."""

from __future__ import annotations

from datetime import date, datetime

from kehou.demo.afternoons import hold_weeks
from kehou.demo.county import FIRST_DAY, DemoCounty
from kehou.demo.growing.ending import PURSE, months, pay_month
from kehou.demo.money import MoneyDesk
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.afternoon import FORTNIGHT
from kehou.demo.story.allowances import tell_allowances
from kehou.demo.story.teller import Teller
from kehou.funds.services import money
from kehou.kernel.moments import SHANGHAI

MARCH = date(2026, 3, 1)
SUMMER = datetime(2026, 8, 20, 10, tzinfo=SHANGHAI)
PAID_AT = datetime(2026, 4, 10, 10, tzinfo=SHANGHAI)


def tell_rest(teller: Teller, county: DemoCounty, school: DemoSchool) -> None:
    """Every week's log to the last day, March's pay in full, the other months as they come."""
    teller.chapter("以后的每一周")
    held = teller.step(
        "每周记台账，直到学期最后一天",
        lambda: hold_weeks(county, school, FIRST_DAY + FORTNIGHT, county.term.last_date),
    )
    teller.check(f"又上了{held}次课", held > 0)
    tell_allowances(teller, county, school, MARCH, PAID_AT, purse=PURSE)
    desk = MoneyDesk(county, school, PAID_AT)
    later = [month for month in months(county.term) if month > MARCH]
    teller.step("其余各月按月公示、批准、发放", lambda: _pay(desk, later))
    teller.step("请假的退费逐笔审定，全部退清", lambda: _settle_refunds(MoneyDesk(county, school, SUMMER)))


def _pay(desk: MoneyDesk, later: list[date]) -> None:
    for month in later:
        pay_month(desk, month)


def _settle_refunds(desk: MoneyDesk) -> None:
    """What was asked for is decided, what was decided is approved by the head and paid by the cashier."""
    for row in desk.refunds(state="requested"):
        desk.act(money.decide_refund, desk.head, refund_id=row.id, evidence_days=1)
    desk.pay_back(desk.refunds(state="decided"))
