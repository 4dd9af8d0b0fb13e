"""Refusals of sheets and vouchers, each by its name, and beside it what passes."""

from __future__ import annotations

from copy import deepcopy

import pytest

from factories.paying import AFTER, SHOWN, PayWorld, a_paying_school
from factories.refused import must_refuse
from kehou.delivery.models import Session
from kehou.funds.allowances.correcting import correct_run, raise_run
from kehou.funds.allowances.releasing import pay_run, recover_run
from kehou.funds.models import AllowanceRun, Expense
from kehou.funds.spending.expenses import approve_expense, pay_expense, refuse_expense
from kehou.kernel.actor import Actor, Role
from kehou.platform.access.performing import perform
from sharing import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(standing: Standing[PayWorld]) -> PayWorld:
    return standing(a_paying_school)


@pytest.fixture
def school(built: PayWorld) -> PayWorld:
    return deepcopy(built)


@pytest.mark.clause("A9.23")
def test_whoever_approves_a_sheet_or_a_voucher_does_not_pay_it(school: PayWorld) -> None:
    world = school.world
    head, cashier = world[Role.SCHOOL_HEAD], world[Role.SCHOOL_CASHIER]
    one = Actor(head.person_id, (*head.grants, *cashier.grants))
    run = school.released()
    paying = {"now": SHOWN, "run_id": run.id, "purse_code": "B1"}
    must_refuse("A9.23", "approver_pays", perform, pay_run, actor=one, **paying)
    with world.inside():
        voucher = Expense.objects.create(
            county_code=world.place.code,
            school_id=world.school.id,
            ledger=school.book.ledger,
            category="consumables",
            amount_fen=100,
            course_key="chess",
            purpose="棋盘",
            payee_kind="supplier",
            payee="文体用品店",
            free_fen=100,
            asked_by=world[Role.SCHOOL_ACCOUNTANT].person,
            asked_at=AFTER,
        )
    blank = {"now": AFTER, "expense_id": voucher.id, "reason": " "}
    must_refuse("A9.23", "voucher_refused_without_reason", perform, refuse_expense, actor=head, **blank)
    perform(approve_expense, actor=one, now=AFTER, expense_id=voucher.id)
    spending = {"now": AFTER, "expense_id": voucher.id, "purse_code": "B1"}
    must_refuse("A9.23", "approver_pays", perform, pay_expense, actor=one, **spending)
    assert perform(pay_run, actor=cashier, **paying).paid_at
    assert perform(pay_expense, actor=cashier, **spending).paid_at


@pytest.mark.clause("A9.27", "A7.11")
def test_one_sheet_of_a_month_is_on_its_way_and_a_shown_one_is_not_tested_again(school: PayWorld) -> None:
    run = school.draft()
    school.test(run)
    school.publish(run)
    must_refuse("A9.27", "sheet_on_its_way", school.draft)
    must_refuse("A7.11", "sheet_not_open", school.test, run)
    school.approve(run)
    later = school.draft()  # what was recorded since
    assert later.state == AllowanceRun.State.DRAFT
    assert school.test(later).state == AllowanceRun.State.TESTED


@pytest.mark.clause("A7.11", "A9.25", "A9.26")
def test_nothing_is_raised_nor_recovered_where_nothing_differs(school: PayWorld) -> None:
    world, run = school.world, school.released()
    accountant, cashier = world[Role.SCHOOL_ACCOUNTANT], world[Role.SCHOOL_CASHIER]
    asking = {"actor": accountant, "now": SHOWN, "run_id": run.id, "reason": "核对"}
    must_refuse("A9.25", "nothing_to_raise", perform, raise_run, **asking)
    back = {"actor": cashier, "now": SHOWN, "purse_code": "B1"}
    must_refuse("A9.26", "nothing_to_recover", perform, recover_run, run_id=run.id, **back)
    school.pay(run)
    with world.inside():
        gone = Session.objects.filter(leader_id=world[Role.TEACHER].person, state="accepted").first()
        assert gone
        Session.objects.filter(pk=gone.pk).update(state="finished")
    correction = perform(correct_run, **asking)
    must_refuse("A7.11", "sheet_elsewhere", perform, correct_run, **asking)
    must_refuse("A9.26", "nothing_to_recover", perform, recover_run, run_id=correction.id, **back)
    school.publish(correction, now=SHOWN)
    school.approve(correction, now=SHOWN.replace(day=20))
    assert perform(recover_run, run_id=correction.id, **(back | {"now": SHOWN.replace(day=21)})).paid_at
