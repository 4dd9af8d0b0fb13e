"""A school that runs with a book: sessions of March accepted, duty recorded, money in the bank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from factories.afternoon import running_school
from factories.books import BANK, BookWorld, open_a_book
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.delivery.models import DutyRecord, Session
from kehou.funds.allowances.drafting import draft_run, test_run
from kehou.funds.allowances.releasing import approve_run, pay_run, publish_run
from kehou.funds.models import AllowanceLine, AllowanceRun
from kehou.kernel.actor import Role
from kehou.kernel.moments import SHANGHAI
from kehou.ledger.recipes import bill_issued, receipt_recorded
from kehou.platform.access.performing import perform

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
AFTER = datetime(2026, 4, 2, 9, tzinfo=SHANGHAI)
SHOWN = AFTER + timedelta(days=7)


@dataclass
class PayWorld:
    """A world with its book."""

    world: World
    book: BookWorld

    def draft(self, *, now: datetime = AFTER, month: date = MARCH, **changes: Any) -> AllowanceRun:
        """The sheet of a month."""
        return perform(
            draft_run,
            actor=self.world[Role.SCHOOL_ACCOUNTANT],
            now=now,
            place=self.world.place,
            term_id=self.world.term.id,
            month=month,
            **changes,
        )

    def test(self, run: AllowanceRun, *, now: datetime = AFTER) -> AllowanceRun:
        """The sheet tested."""
        return perform(test_run, actor=self.world[Role.SCHOOL_ACCOUNTANT], now=now, run_id=run.id)

    def publish(self, run: AllowanceRun, *, now: datetime = AFTER) -> AllowanceRun:
        """The sheet shown in the school."""
        return perform(publish_run, actor=self.world[Role.SCHOOL_ACCOUNTANT], now=now, run_id=run.id)

    def approve(self, run: AllowanceRun, *, now: datetime = SHOWN) -> AllowanceRun:
        """The sheet approved by the head."""
        return perform(approve_run, actor=self.world[Role.SCHOOL_HEAD], now=now, run_id=run.id)

    def pay(self, run: AllowanceRun, *, now: datetime = SHOWN, code: str = "B1") -> AllowanceRun:
        """The sheet paid by the cashier."""
        actor = self.world[Role.SCHOOL_CASHIER]
        return perform(pay_run, actor=actor, now=now, run_id=run.id, purse_code=code)

    def released(self, **changes: Any) -> AllowanceRun:
        """A sheet from draft to approval."""
        run = self.draft(**changes)
        self.test(run)
        self.publish(run)
        return self.approve(run)

    def accept(self, **where: Any) -> int:
        """Let sessions count as recorded and accepted."""
        with self.world.inside():
            rows = Session.objects.filter(school_id=self.world.school.id, **where)
            return rows.exclude(state="cancelled").update(state="accepted")

    def lines(self, run: AllowanceRun) -> dict[UUID, tuple[str, int, int]]:
        """What a sheet pays each person: capacity, units, fen."""
        with self.world.inside():
            rows = AllowanceLine.objects.filter(run=run)
            return {row.person_id: (row.capacity, row.units, row.amount_fen) for row in rows}

    def sessions(self, **where: Any) -> list[Session]:
        """The sessions that are held, in order of time."""
        with self.world.inside():
            rows = Session.objects.filter(school_id=self.world.school.id, **where)
            return list(rows.exclude(state="cancelled").order_by("starts_at", "id"))

    @property
    def manager(self) -> UUID:
        """Who runs the service on the school's side."""
        return self.world[Role.SCHOOL_PLAN].person


def a_paying_school(**changes: Any) -> PayWorld:
    """Sessions of March accepted, the planner on duty twice, 9,000 yuan in the bank."""
    lay_down_the_law()
    world = a_world(urban_rural_code="121", per_class=1, **changes)
    running_school(world)
    found = PayWorld(world, open_a_book(world))
    found.accept(session_date__gte=MARCH, session_date__lt=APRIL)
    for day in (date(2026, 3, 2), date(2026, 3, 9)):
        _on_duty(world, day)
    items = [found.book.item(0, 900_000)]
    found.book.post(bill_issued(items))
    found.book.post(receipt_recorded(items, purse=BANK))
    return found


def _on_duty(world: World, day: date) -> None:
    with world.inside():
        DutyRecord.objects.create(
            county_code=world.place.code,
            school_id=world.school.id,
            term_id=world.term.id,
            person_id=world[Role.SCHOOL_PLAN].person,
            day_date=day,
            kind=DutyRecord.Kind.LEADER,
            recorded_at=datetime.combine(day, time(18), tzinfo=SHANGHAI),
        )
