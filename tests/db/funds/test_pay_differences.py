"""After a sheet was approved: what it paid too little is raised, what it paid too much comes in again."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from factories.law import the_city_sets
from factories.paying import APRIL, SHOWN, PayWorld, a_paying_school
from factories.visitors import of_role
from kehou.delivery.models import Session
from kehou.funds.allowances.asking import unsettled
from kehou.funds.allowances.correcting import UnableToCorrect, correct_run, raise_run
from kehou.funds.allowances.releasing import UnableToRelease, recover_run
from kehou.funds.book import balances
from kehou.funds.models import AllowanceLine, AllowanceRun
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.ledger import accounts as a
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from sharing import Standing

pytestmark = pytest.mark.django_db
RATE, RAISED = 5_000, 5_500
LATER = SHOWN + timedelta(days=10)


@pytest.fixture(scope="module")
def built(standing: Standing[PayWorld]) -> PayWorld:
    return standing(a_paying_school)


@pytest.fixture
def school(built: PayWorld) -> PayWorld:
    return deepcopy(built)


def _amounts(school: PayWorld, run: AllowanceRun) -> dict[UUID, int]:
    with school.world.inside():
        return dict(AllowanceLine.objects.filter(run=run).values_list("person_id", "amount_fen"))


def _paid(school: PayWorld, **changes: Any) -> AllowanceRun:
    return school.pay(school.released(**changes))


def _raise(school: PayWorld, run: AllowanceRun, **changes: Any) -> AllowanceRun:
    actor = school.world[Role.SCHOOL_ACCOUNTANT]
    return perform(raise_run, actor=actor, now=SHOWN, run_id=run.id, reason="标准调整", **changes)


def _correct(school: PayWorld, run: AllowanceRun) -> AllowanceRun:
    actor = school.world[Role.SCHOOL_ACCOUNTANT]
    return perform(correct_run, actor=actor, now=SHOWN, run_id=run.id, reason="台账撤回")


def _approved(school: PayWorld, run: AllowanceRun) -> AllowanceRun:
    school.publish(run, now=SHOWN)
    return school.approve(run, now=LATER)


def _recover(school: PayWorld, run: AllowanceRun) -> AllowanceRun:
    actor = school.world[Role.SCHOOL_CASHIER]
    return perform(recover_run, actor=actor, now=LATER, run_id=run.id, purse_code="B1")


def _withdrawn(school: PayWorld) -> Session:
    """A session of the teacher whose record no longer stands."""
    teacher = school.world[Role.TEACHER].person
    with school.world.inside():
        rows = Session.objects.filter(leader_id=teacher, session_date__lt=APRIL).exclude(state="cancelled")
        row = rows.order_by("starts_at", "id")[0]
        Session.objects.filter(pk=row.pk).update(state="finished")
    return row


def _held(school: PayWorld, *codes: a.Account) -> Fen:
    with school.world.inside():
        return balances(school.book.ledger.id).of(*codes)


@pytest.mark.clause("A9.25")
def test_a_higher_rate_pays_the_difference_once(school: PayWorld) -> None:
    run = _paid(school)
    before = _amounts(school, run)
    with pytest.raises(UnableToCorrect) as nothing:
        _raise(school, run)
    assert nothing.value.clauses == ("A9.25",)
    the_city_sets("allowance_rate", RAISED)
    raised = _raise(school, run)
    assert _amounts(school, raised) == {
        person: amount // RATE * (RAISED - RATE) for person, amount in before.items()
    }
    with pytest.raises(UnableToCorrect):
        _raise(school, run)  # one is under way
    school.pay(_approved(school, raised), now=LATER)
    assert _held(school, a.TEACHERS) == Fen(sum(before.values()) * RAISED // RATE)
    assert not _held(school, a.ALLOWANCES_DUE)
    with pytest.raises(UnableToCorrect):
        _raise(school, run)
    with school.world.inside():
        assert AllowanceRun.objects.get(pk=run.pk).state == "paid"


@pytest.mark.clause("A9.26")
def test_a_manager_is_raised_as_far_as_the_mean(school: PayWorld) -> None:
    manager = school.world[Role.SCHOOL_PLAN].person
    run = _paid(school, managers={manager: Fen(10_000)})
    earned = [amount for person, amount in _amounts(school, run).items() if person != manager]
    mean = sum(earned) // len(earned)
    with pytest.raises(UnableToCorrect) as above:
        _raise(school, run, managers={manager: Fen(mean + 1)})
    assert "A9.26" in above.value.clauses
    raised = _raise(school, run, managers={manager: Fen(mean)})
    assert _amounts(school, raised) == {manager: mean - 10_000}


@pytest.mark.clause("A9.25", "A7.10")
def test_what_is_raised_must_still_stand_when_it_is_approved(school: PayWorld) -> None:
    run = _paid(school)
    the_city_sets("allowance_rate", RAISED)
    raised = _raise(school, run)
    _withdrawn(school)
    with pytest.raises(UnableToRelease) as gone:
        _approved(school, raised)
    assert "A9.25" in gone.value.clauses


@pytest.mark.clause("A9.25")
def test_sessions_recorded_late_get_a_sheet_of_their_own(school: PayWorld) -> None:
    late = _withdrawn(school)
    _paid(school)
    with school.world.inside():
        Session.objects.filter(pk=late.pk).update(state="accepted")
    more = school.draft(now=LATER)
    assert _amounts(school, more) == {late.leader_id: late.units * RATE}


@pytest.mark.clause("A9.26", "A9.28")
def test_what_was_paid_too_much_comes_in_before_the_term_closes(school: PayWorld) -> None:
    run = _paid(school)
    gone = _withdrawn(school)
    correction = _approved(school, _correct(school, run))
    back = Fen(gone.units * RATE)
    assert _held(school, a.ALLOWANCES_DUE) == back
    with school.world.inside():
        assert "2026年3月：多发的补助还没有收回" in unsettled(school.book.ledger.id)
    before = _held(school, a.BANK)
    _recover(school, correction)
    assert _held(school, a.BANK) - before == back
    assert not _held(school, a.ALLOWANCES_DUE)
    with pytest.raises(UnableToRelease):
        _recover(school, correction)
    with school.world.inside():
        assert not any("收回" in found for found in unsettled(school.book.ledger.id))


@pytest.mark.clause("A9.25")
def test_a_sheet_corrected_before_it_is_paid_is_paid_as_corrected(school: PayWorld) -> None:
    run = school.released()
    whole, gone = sum(_amounts(school, run).values()), _withdrawn(school)
    correction = _approved(school, _correct(school, run))
    with pytest.raises(UnableToRelease) as nothing:
        _recover(school, correction)
    assert nothing.value.clauses == ("A9.26",)
    before = _held(school, a.BANK)
    school.pay(run, now=LATER)
    assert before - _held(school, a.BANK) == Fen(whole - gone.units * RATE)
    assert not _held(school, a.ALLOWANCES_DUE)
    with school.world.inside():
        assert {row.state for row in AllowanceRun.objects.filter(pk__in=[run.pk, correction.pk])} == {
            "corrected",
            "paid",
        }


@pytest.mark.clause("A9.29")
def test_a_labour_fee_comes_back_with_its_tax(school: PayWorld) -> None:
    teacher = school.world[Role.TEACHER].person
    with school.world.inside():
        Session.objects.filter(leader_id=teacher).update(leader_kind="outside", units=9)
    run = _paid(school)
    taxed = -_held(school, a.TAX_DUE)
    gone = _withdrawn(school)
    correction = _correct(school, run)
    with school.world.inside():
        line = AllowanceLine.objects.get(run=correction)
    assert (line.capacity, line.amount_fen) == ("labour", 9 * RATE)
    assert line.tax_fen == 9 * RATE * 20 // 100
    _approved(school, correction)
    assert _held(school, a.LABOUR_DUE) == Fen(9 * RATE - line.tax_fen)
    assert -_held(school, a.TAX_DUE) == taxed - Fen(line.tax_fen)
    _recover(school, correction)
    assert not _held(school, a.LABOUR_DUE)
    assert gone.units == 9


@pytest.mark.clause("A9.25", "A9.26")
def test_a_raise_and_a_recovery_are_made_on_the_sheets_page(school: PayWorld) -> None:
    world = school.world
    accountant, cashier = (of_role(world, role) for role in (Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_CASHIER))
    run = _paid(school)
    set_business_now(LATER)
    sheet = f"/allowances/{run.id}/"
    refused = accountant.post(f"{sheet}raise/", {"reason": "核对"})
    assert refused.status_code == 409
    assert "没有少发的补助" in refused.content.decode()
    assert cashier.post(f"{sheet}raise/", {"reason": "核对"}).status_code == 404
    the_city_sets("allowance_rate", RAISED)
    page = accountant.post(f"{sheet}raise/", {"reason": "标准调整"}, follow=True).content.decode()
    assert "补发表第2号" in page
    assert "应收回" not in page
    correction = _approved(school, _corrected_by_hand(school, run))
    back = f"/allowances/{correction.id}/"
    assert "登记已收回" in cashier.get(back).content.decode()
    assert (
        "已收回并记入专款台账"
        in cashier.post(f"{back}recovery/", {"purse_code": "B1"}, follow=True).content.decode()
    )


def _corrected_by_hand(school: PayWorld, run: AllowanceRun) -> AllowanceRun:
    """The raise is dropped, and a session falls away."""
    with school.world.inside():
        AllowanceRun.objects.filter(corrects=run).update(state="dropped")
    _withdrawn(school)
    return _correct(school, run)
