"""A provider is paid for accepted sessions by its contract, and for nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from factories.engaged import a_contract_in_force, an_office
from factories.paying import AFTER, APRIL, MARCH, PayWorld, a_paying_school
from factories.refused import reasons_of
from kehou.delivery.models import Session
from kehou.funds.book import balances
from kehou.funds.models import ProviderPayment
from kehou.funds.spending.moving import UnableToSpend
from kehou.funds.spending.providers import approve_provider_payment, ask_provider_payment, pay_provider
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.ledger import accounts as a
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.providers.models import Contract

pytestmark = pytest.mark.django_db
PRICE = 24_000


@pytest.fixture
def school() -> PayWorld:
    return a_paying_school()


@pytest.fixture
def contract(school: PayWorld) -> Contract:
    """A contract for dance; two Mondays of March are the provider's, one was an own teacher's."""
    found = a_contract_in_force(school.world, an_office(school.world))
    with school.world.inside():
        rows = list(
            Session.objects.filter(slot_key="chess-0", session_date__lt=APRIL).order_by("starts_at")[:3]
        )
        for row in rows:
            Session.objects.filter(pk=row.pk).update(
                course_key="dance", provider_key=str(found.provider_id), leader_kind="third_party"
            )
        Session.objects.filter(pk=rows[2].pk).update(leader_kind="own")
    return found


def ask(school: PayWorld, contract_id: Any, **changes: Any) -> ProviderPayment:
    return perform(
        ask_provider_payment,
        actor=school.world[Role.SCHOOL_ACCOUNTANT],
        now=AFTER,
        place=school.world.place,
        term_id=school.world.term.id,
        contract_id=contract_id,
        month=changes.pop("month", MARCH),
        **changes,
    )


@pytest.mark.clause("A9.30")
def test_accepted_sessions_are_paid_once_at_the_contracts_price(school: PayWorld, contract: Contract) -> None:
    row = ask(school, contract.id)
    assert (row.session_count, row.amount_fen) == (2, 2 * PRICE)
    head, cashier = school.world[Role.SCHOOL_HEAD], school.world[Role.SCHOOL_CASHIER]
    perform(approve_provider_payment, actor=head, now=AFTER, payment_id=row.id)
    perform(pay_provider, actor=cashier, now=AFTER, payment_id=row.id, purse_code="B1")
    with school.world.inside():
        held = balances(school.book.ledger.id)
    assert held.of(a.PROVIDERS) == Fen(2 * PRICE)
    assert held.of(a.BANK) == Fen(900_000 - 2 * PRICE)
    with pytest.raises(UnableToSpend) as refused:
        ask(school, contract.id)
    assert reasons_of(refused) == {"nothing_accepted"}
    assert refused.value.clauses == ("A9.30",)


@pytest.mark.clause("A9.30")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"claimed": Fen(2 * PRICE + 1)}, "provider_paid_beyond_acceptance"),
        ({"month": date(2026, 4, 1), "claimed": Fen(PRICE)}, "provider_paid_beyond_acceptance"),
        ({"extra": Fen(1)}, "provider_staff_paid_extra"),
    ],
)
def test_nothing_is_paid_ahead_beyond_or_beside(
    school: PayWorld, contract: Contract, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(UnableToSpend) as refused:
        ask(school, contract.id, **changes)
    assert refused.value.clauses == ("A9.30",)
    assert reasons_of(refused) == {reason}


@pytest.mark.clause("A9.30")
def test_without_a_contract_nothing_is_paid(school: PayWorld) -> None:
    with pytest.raises(UnableToSpend) as refused:
        ask(school, new_id())
    assert reasons_of(refused) == {"contract_missing"}
    assert refused.value.clauses == ("A9.30",)


@pytest.mark.clause("A9.30", "A9.25")
def test_a_session_that_is_no_longer_accepted_is_not_approved(school: PayWorld, contract: Contract) -> None:
    row = ask(school, contract.id)
    with school.world.inside():
        Session.objects.filter(course_key="dance", leader_kind="third_party").update(state="finished")
    with pytest.raises(UnableToSpend) as refused:
        perform(approve_provider_payment, actor=school.world[Role.SCHOOL_HEAD], now=AFTER, payment_id=row.id)
    assert refused.value.clauses == ("A9.30",)
