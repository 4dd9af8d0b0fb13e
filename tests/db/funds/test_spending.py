"""What else may be paid from the fee, and what never, whoever asks."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest
from django.http import Http404

from factories.paying import AFTER, PayWorld, a_paying_school
from factories.refused import reasons_of
from kehou.funds.book import balances
from kehou.funds.models import Expense
from kehou.funds.spending.expenses import approve_expense, ask_expense, pay_expense, refuse_expense
from kehou.funds.spending.moving import UnableToSpend
from kehou.funds.spending.standing import standing_of
from kehou.kernel.actor import Actor, Role
from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI
from kehou.ledger import accounts as a
from kehou.platform.access.performing import perform
from sharing import Standing

pytestmark = pytest.mark.django_db
JUNE_END = datetime(2026, 6, 25, 9, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def built(standing: Standing[PayWorld]) -> PayWorld:
    return standing(a_paying_school)


@pytest.fixture
def school(built: PayWorld) -> PayWorld:
    return deepcopy(built)


def ask(
    school: PayWorld, *, now: datetime = AFTER, role: Role = Role.SCHOOL_ACCOUNTANT, **changes: Any
) -> Expense:
    given = {
        "category": "consumables",
        "amount": Fen(30_000),
        "course_key": "chess",
        "purpose": "棋盘20副",
        "payee_kind": "supplier",
        "payee": "文体用品店",
    } | changes
    return perform(
        ask_expense,
        actor=school.world[role],
        now=now,
        place=school.world.place,
        term_id=school.world.term.id,
        **given,
    )


def free(school: PayWorld) -> Fen:
    with school.world.inside():
        found = standing_of(school.book.ledger, on=AFTER.date())
    return found.cash - found.unpaid - found.projected - found.open_refunds


@pytest.mark.clause("A9.20", "A9.23", "A9.28")
def test_an_expense_is_asked_approved_and_paid_by_three_people(school: PayWorld) -> None:
    row = ask(school)
    both = Actor(row.asked_by, school.world[Role.SCHOOL_HEAD].grants)
    with pytest.raises(UnableToSpend) as refused:
        perform(approve_expense, actor=both, now=AFTER, expense_id=row.id)
    assert refused.value.clauses == ("A9.23",)
    paying = {"actor": school.world[Role.SCHOOL_CASHIER], "now": AFTER, "expense_id": row.id}
    with pytest.raises(UnableToSpend) as refused:
        perform(pay_expense, purse_code="B1", **paying)
    assert reasons_of(refused) == {"voucher_not_payable"}
    head = school.world[Role.SCHOOL_HEAD]
    perform(approve_expense, actor=head, now=AFTER, expense_id=row.id)
    with pytest.raises(UnableToSpend) as refused:
        perform(approve_expense, actor=head, now=AFTER, expense_id=row.id)
    assert reasons_of(refused) == {"voucher_decided"}
    perform(pay_expense, purse_code="B1", **paying)
    with school.world.inside():
        held = balances(school.book.ledger.id)
    assert held.of(a.CONSUMABLES) == Fen(30_000)
    assert held.of(a.BANK) == Fen(870_000)


@pytest.mark.clause("A9.19", "A9.20", "A9.24", "A9.31", "A9.32", "A9.33", "A9.34", "A10.4")
@pytest.mark.parametrize(
    ("changes", "clause"),
    [
        ({"category": "management_fee"}, "A9.32"),
        ({"payee_kind": "central_school"}, "A9.31"),
        ({"payee_kind": "authority"}, "A9.31"),
        ({"payee_kind": "other_account"}, "A9.31"),
        ({"category": "public_funds_gap"}, "A9.33"),
        ({"category": "other_staff_pay"}, "A9.33"),
        ({"payee_kind": "staff"}, "A9.33"),
        ({"category": "insurance"}, "A10.4"),
        ({"category": "gifts"}, "A9.19"),
        ({"category": "car"}, "A9.20"),
        ({"category": "staff_allowance"}, "A9.24"),
        ({"course_key": "nothing"}, "A9.34"),
        ({"course_key": ""}, "A9.34"),
    ],
)
def test_what_is_never_paid(school: PayWorld, changes: dict[str, Any], clause: str) -> None:
    with pytest.raises(UnableToSpend) as refused:
        ask(school, **changes)
    assert clause in refused.value.clauses
    with school.world.inside():
        assert not Expense.objects.exists()


@pytest.mark.clause("A9.28")
def test_allowances_and_refunds_come_first_to_the_fen(school: PayWorld) -> None:
    most = free(school)
    assert Fen(0) < most < Fen(900_000)
    with pytest.raises(UnableToSpend) as refused:
        ask(school, amount=most + Fen(1))
    assert reasons_of(refused) == {"allowances_not_secured"}
    first, second = ask(school, amount=most), ask(school, amount=most)
    head = school.world[Role.SCHOOL_HEAD]
    perform(approve_expense, actor=head, now=AFTER, expense_id=first.id)
    with pytest.raises(UnableToSpend) as refused:
        perform(approve_expense, actor=head, now=AFTER, expense_id=second.id)
    assert reasons_of(refused) == {"allowances_not_secured"}
    perform(refuse_expense, actor=head, now=AFTER, expense_id=second.id, reason="余额不足")


@pytest.mark.clause("A9.11")
def test_late_spending_is_accepted_with_a_warning(school: PayWorld) -> None:
    assert ask(school, amount=Fen(100)).warnings == []
    assert ask(school, amount=Fen(100), now=JUNE_END).warnings == ["spending_late"]


def test_only_the_accountant_asks(school: PayWorld) -> None:
    with pytest.raises(Http404):
        ask(school, role=Role.SCHOOL_HEAD)
