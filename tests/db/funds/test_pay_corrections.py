"""What a sheet paid too much is taken back; labour fees keep their tax back."""

from __future__ import annotations

import pytest

from factories.paying import APRIL, SHOWN, PayWorld, a_paying_school
from factories.refused import reasons_of
from kehou.delivery.models import Session
from kehou.funds.allowances.correcting import UnableToCorrect, correct_run
from kehou.funds.allowances.drafting import UnableToTest
from kehou.funds.book import balances
from kehou.funds.models import AllowanceLine, AllowanceRun
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.ledger import accounts as a
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.django_db
RATE = 5_000


@pytest.fixture
def school() -> PayWorld:
    return a_paying_school()


@pytest.mark.clause("A9.26", "A9.27")
def test_a_late_correction_takes_back_and_lowers_managers(school: PayWorld) -> None:
    earned = [amount for _, _, amount in school.lines(school.draft()).values()]
    run = school.released(managers={school.manager: Fen(sum(earned) // len(earned))})
    school.pay(run)
    asked = {"actor": school.world[Role.SCHOOL_ACCOUNTANT], "now": SHOWN, "run_id": run.id}
    with pytest.raises(UnableToCorrect) as refused:
        perform(correct_run, reason="核对", **asked)
    assert reasons_of(refused) == {"nothing_to_correct"}
    gone = school.sessions(leader_id=school.world[Role.TEACHER].person, session_date__lt=APRIL)[0]
    with school.world.inside():
        Session.objects.filter(pk=gone.pk).update(state="finished")
    correction = perform(correct_run, reason="台账撤回", **asked)
    taken = {person: amount for person, (_, _, amount) in school.lines(correction).items()}
    assert taken[gone.leader_id] == gone.units * RATE
    assert taken[school.manager] > 0
    school.publish(correction, now=SHOWN)
    school.approve(correction, now=SHOWN.replace(day=20))
    with school.world.inside():
        held = balances(school.book.ledger.id)
        assert held.of(a.ALLOWANCES_DUE) == Fen(sum(taken.values()))
        assert AllowanceRun.objects.get(pk=run.pk).state == "corrected"


@pytest.mark.clause("A9.29", "A6.5")
def test_labour_fees_keep_their_tax_back(school: PayWorld) -> None:
    teacher = school.world[Role.TEACHER].person
    with school.world.inside():
        Session.objects.filter(leader_id=teacher).update(leader_kind="outside", units=9)
    run = school.draft()
    capacity, units, amount = school.lines(run)[teacher]
    assert (capacity, amount) == ("labour", units * RATE)
    tax = (amount - 80_000) * 20 // 100
    with school.world.inside():
        assert AllowanceLine.objects.get(run=run, person_id=teacher).tax_fen == tax
    school.test(run)
    school.publish(run)
    school.approve(run)
    school.pay(run)
    with school.world.inside():
        held = balances(school.book.ledger.id)
    assert held.of(a.LABOUR) == Fen(amount)
    assert held.of(a.TAX_DUE) == Fen(-tax)
    assert not held.of(a.LABOUR_DUE)


@pytest.mark.clause("A9.29")
def test_a_labour_fee_without_its_tax_is_refused(school: PayWorld) -> None:
    run = school.draft()
    one = school.sessions(session_date__lt=APRIL)[0]
    with school.world.inside():
        AllowanceLine.objects.create(
            county_code=run.county_code,
            school_id=run.school_id,
            run=run,
            person_id=new_id(),
            capacity="labour",
            units=one.units,
            amount_fen=one.units * RATE,
            session_ids=[str(one.id)],
        )
    with pytest.raises(UnableToTest) as refused:
        school.test(run)
    assert "labour_without_tax" in reasons_of(refused)
    assert "A9.29" in refused.value.clauses
