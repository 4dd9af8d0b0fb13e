"""A month's allowances: from recorded sessions, tested, shown, approved by another, paid, corrected."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from django.db import DatabaseError
from django.http import Http404

from factories.paying import AFTER, APRIL, MARCH, SHOWN, PayWorld, a_paying_school
from factories.refused import reasons_of
from kehou.delivery.models import Session
from kehou.funds.allowances.asking import unsettled
from kehou.funds.allowances.drafting import UnableToDraft, UnableToTest, draft_run
from kehou.funds.allowances.releasing import UnableToRelease, approve_run
from kehou.funds.book import balances
from kehou.funds.models import AllowanceRun, PaidSlot
from kehou.kernel.actor import Actor, Role
from kehou.kernel.fen import Fen
from kehou.ledger import accounts as a
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.providers.models import PersonFile
from kehou.providers.services.holding import hold_person
from sharing import Standing

pytestmark = pytest.mark.django_db
RATE = 5_000


@pytest.fixture(scope="module")
def built(standing: Standing[PayWorld]) -> PayWorld:
    return standing(a_paying_school)


@pytest.fixture
def school(built: PayWorld) -> PayWorld:
    return deepcopy(built)


@pytest.mark.clause("A9.25", "A7.10")
def test_a_sheet_pays_recorded_sessions_at_the_rate(school: PayWorld) -> None:
    run = school.draft()
    march = school.sessions(session_date__gte=MARCH, session_date__lt=APRIL)
    by_leader: dict[Any, int] = {}
    for row in march:
        by_leader[row.leader_id] = by_leader.get(row.leader_id, 0) + row.units
    assert by_leader
    assert school.lines(run) == {
        person: ("direct", units, units * RATE) for person, units in by_leader.items()
    }
    school.test(run)


@pytest.mark.clause("A9.23", "A9.25")
def test_a_sheet_goes_from_draft_to_paid_and_the_book_follows(school: PayWorld) -> None:
    run = school.draft(managers={school.manager: Fen(10_000)})
    due = sum(amount for _, _, amount in school.lines(run).values())
    with pytest.raises(UnableToRelease) as refused:
        school.publish(run)
    assert reasons_of(refused) == {"sheet_elsewhere"}
    school.test(run)
    school.publish(run)
    with pytest.raises(UnableToRelease) as refused:
        school.approve(run, now=AFTER)
    assert reasons_of(refused) == {"sheet_shown_too_short"}
    school.approve(run)
    with school.world.inside():
        held = balances(school.book.ledger.id)
        assert held.of(a.ALLOWANCES_DUE) == Fen(-due)
        assert held.of(a.MANAGERS) == Fen(10_000)
    with pytest.raises(UnableToRelease) as refused:
        school.pay(run, code="X9")
    assert reasons_of(refused) == {"purse_unknown"}
    assert refused.value.clauses == ("A9.17",)
    assert school.pay(run).state == "paid"
    with school.world.inside():
        held = balances(school.book.ledger.id)
        assert not held.of(a.ALLOWANCES_DUE)
        assert held.of(a.BANK) == Fen(900_000 - due)
    with pytest.raises(UnableToRelease):
        school.pay(run)


@pytest.mark.clause("A9.25", "A7.10")
def test_a_session_without_record_is_not_paid(school: PayWorld) -> None:
    open_one = school.sessions(session_date__gte=APRIL)[0]
    added = {open_one.leader_id: [open_one.id]}
    with pytest.raises(UnableToTest) as refused:
        school.test(school.draft(also=added))
    assert refused.value.clauses == ("A7.10",)
    with school.world.inside():
        march = Session.objects.filter(session_date__gte=MARCH, session_date__lt=APRIL, state="accepted")
        first = march.order_by("starts_at", "id").first()
        Session.objects.filter(pk=first.pk).update(state="finished")
    with pytest.raises(UnableToTest) as refused:
        school.test(school.draft(also={first.leader_id: [first.id]}))
    assert "A7.10" in refused.value.clauses


@pytest.mark.clause("A9.25", "A10.6")
def test_whoever_was_not_cleared_is_not_paid(school: PayWorld) -> None:
    teacher = school.world[Role.TEACHER].person
    assert teacher in school.lines(school.draft())
    with school.world.inside():
        file = PersonFile.objects.get(school_id=school.world.school.id, person_id=teacher)
    held = {"file_id": file.id, "kind": "barred", "reason": "有记录"}
    early = AFTER.replace(month=3, day=2, hour=8)
    perform(hold_person, actor=school.world[Role.COUNTY_APPROVER], now=early, **held)
    run = school.draft()
    assert teacher not in school.lines(run)
    one = school.sessions(leader_id=teacher, session_date__lt=APRIL)[0]
    with pytest.raises(UnableToTest) as refused:
        school.test(school.draft(also={teacher: [one.id]}))
    assert "A10.6" in refused.value.clauses


@pytest.mark.clause("A9.26")
def test_a_manager_gets_at_most_the_mean_and_only_with_duty(school: PayWorld) -> None:
    earned = [amount for _, _, amount in school.lines(school.draft()).values()]
    mean = sum(earned) // len(earned)
    school.test(school.draft(managers={school.manager: Fen(mean)}))
    with pytest.raises(UnableToTest) as refused:
        school.test(school.draft(managers={school.manager: Fen(mean + 1)}))
    assert reasons_of(refused) == {"manager_above_mean"}
    idle = school.world[Role.SCHOOL_CASHIER].person
    with pytest.raises(UnableToTest) as refused:
        school.test(school.draft(managers={idle: Fen(100)}))
    assert reasons_of(refused) == {"manager_without_duty", "paid_without_service"}


@pytest.mark.clause("A9.26")
def test_in_a_month_in_which_nobody_served_no_manager_is_paid(school: PayWorld) -> None:
    with school.world.inside():
        Session.objects.filter(session_date__lt=APRIL).update(state="planned")
    with pytest.raises(UnableToTest) as refused:
        school.test(school.draft(managers={school.manager: Fen(1)}))
    assert reasons_of(refused) == {"manager_above_mean"}


@pytest.mark.clause("A9.27")
def test_nobody_is_paid_in_two_capacities(school: PayWorld) -> None:
    teacher = school.world[Role.TEACHER].person
    with pytest.raises(UnableToTest) as refused:
        school.test(school.draft(managers={teacher: Fen(1)}))
    assert "A9.27" in refused.value.clauses
    assert "paid_in_two_capacities" in reasons_of(refused)


@pytest.mark.clause("A9.27")
def test_a_session_is_paid_once(school: PayWorld) -> None:
    run = school.released()
    assert school.lines(school.draft()) == {}
    one = school.sessions(session_date__lt=APRIL)[0]
    with pytest.raises(UnableToTest) as refused:
        school.test(school.draft(also={one.leader_id: [one.id]}))
    assert reasons_of(refused) == {"session_paid_before"}
    with school.world.inside():
        assert PaidSlot.objects.filter(run=run).count() > 0
    with pytest.raises(DatabaseError, match="kept as they were written"), school.world.inside():
        PaidSlot.objects.all().delete()


@pytest.mark.clause("A9.27")
def test_two_schools_do_not_pay_one_person_for_one_time(school: PayWorld) -> None:
    run = school.draft()
    one = school.sessions(session_date__lt=APRIL)[0]
    elsewhere = new_id()
    with school.world.inside():
        AllowanceRun.objects.bulk_create(
            [
                AllowanceRun(
                    id=elsewhere,
                    county_code=run.county_code,
                    school_id=new_id(),
                    ledger_id=run.ledger_id,
                    month_date=MARCH,
                    number=1,
                    rate_fen=RATE,
                    made_by=new_id(),
                    made_at=AFTER,
                )
            ]
        )
        other = AllowanceRun.objects.get(pk=elsewhere)
        PaidSlot.objects.create(
            county_code=other.county_code,
            school_id=other.school_id,
            run=other,
            session_id=new_id(),
            payee_token=str(one.leader_id),
            starts_at=one.starts_at,
        )
    school.test(run)
    school.publish(run)
    with pytest.raises(UnableToRelease) as refused:
        school.approve(run)
    assert refused.value.clauses == ("A9.27",)
    with school.world.inside():
        assert AllowanceRun.objects.get(pk=run.pk).state == "published"


@pytest.mark.clause("A9.33")
def test_other_staff_are_not_paid_from_it(school: PayWorld) -> None:
    guard = school.world[Role.SCHOOL_CASHIER].person
    with pytest.raises(UnableToTest) as refused:
        school.test(school.draft(managers={guard: Fen(1)}))
    assert "A9.33" in refused.value.clauses


@pytest.mark.clause("A9.23")
def test_nobody_approves_what_he_made_or_earns(school: PayWorld) -> None:
    run = school.draft(managers={school.manager: Fen(100)})
    school.test(run)
    school.publish(run)
    world = school.world
    head = world[Role.SCHOOL_HEAD].grants
    maker = Actor(world[Role.SCHOOL_ACCOUNTANT].person_id, head)
    earner = Actor(school.manager, head)
    for actor, reason in ((maker, "maker_approves"), (earner, "own_allowance")):
        with pytest.raises(UnableToRelease) as refused:
            perform(approve_run, actor=actor, now=SHOWN, run_id=run.id)
        assert reasons_of(refused) == {reason}
        assert refused.value.clauses == ("A9.23",)
    with pytest.raises(Http404):
        perform(approve_run, actor=world[Role.TEACHER], now=SHOWN, run_id=run.id)


@pytest.mark.clause("A9.22")
def test_without_a_book_there_is_no_sheet(school: PayWorld) -> None:
    with pytest.raises(UnableToDraft) as refused:
        perform_without_book(school)
    assert reasons_of(refused) == {"ledger_missing"}
    assert refused.value.clauses == ("A9.22",)


def perform_without_book(school: PayWorld) -> None:
    accountant = school.world[Role.SCHOOL_ACCOUNTANT]
    perform(draft_run, actor=accountant, now=AFTER, place=school.world.place, term_id=new_id(), month=MARCH)


@pytest.mark.clause("A9.28")
def test_a_term_knows_what_is_not_settled(school: PayWorld) -> None:
    with school.world.inside():
        assert unsettled(school.book.ledger.id) == ("2026年3月：补助还没有批准",)
    school.released()
    with school.world.inside():
        assert unsettled(school.book.ledger.id) == ()
