"""Money goes back: by itself where the school is the cause, on decision, on leaving; never twice (A9.12)."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.http import Http404

from factories.afternoon import MONDAY, session_on
from factories.billing import Billed, a_paid_world, hand_over_again
from factories.refused import reasons_of
from kehou.agreements.public import withdraw
from kehou.delivery.public import sessions_by_id
from kehou.delivery.services.cancelling import cancel_session
from kehou.funds.book import UnableToPost
from kehou.funds.models import Refund
from kehou.funds.refunds.asking import asked_undecided, overdue, owed
from kehou.funds.refunds.services.deciding import UnableToRefund, decide_refund, refuse_refund
from kehou.funds.refunds.services.paying import fail_refund, pay_refund
from kehou.kernel.actor import Actor, Role
from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI
from kehou.platform.access.performing import perform
from kehou.platform.messages.models import Message
from kehou.platform.outbox.announcing import announce, drain
from sharing import Standing

pytestmark = pytest.mark.django_db
MIDTERM = datetime(2026, 4, 13, 9, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def built(standing: Standing[Billed]) -> Billed:
    return standing(a_paid_world)


@pytest.fixture
def billed(built: Billed) -> Billed:
    """Bills of 16 Mondays at 2.00 yuan are out; the first child's is paid."""
    return deepcopy(built)


def _slot(billed: Billed, child: int = 0) -> str:
    return str(billed.bill(child).lines[0]["slot"])


def _cancel(billed: Billed, *, day: int = 9, month: int = 3) -> UUID:
    """The school does not hold the first child's session on a Monday."""
    session = session_on(billed.world, slot=_slot(billed), on=MIDTERM.replace(month=month, day=day).date())
    perform(
        cancel_session,
        actor=billed.world[Role.SCHOOL_TEACHING],
        now=billed.now,
        session_id=session.id,
        cause="leader_away",
    )
    drain(billed.world.place)
    return session.id


@pytest.mark.clause("A9.12")
def test_a_cancelled_session_is_paid_back_by_itself_and_once(billed: Billed) -> None:
    session_id = _cancel(billed)
    with billed.world.inside():
        (session,) = sessions_by_id([session_id])
    refunds = billed.refunds(cause="school")
    assert {refund.pupil_id for refund in refunds} == session.pupil_ids
    mine = next(refund for refund in refunds if refund.pupil_id == billed.world.children[0].pupil_id)
    assert (mine.amount_fen, mine.cash_fen, mine.state) == (200, 200, "decided")
    others = [refund for refund in refunds if refund.id != mine.id]
    assert {(refund.offset_fen, refund.cash_fen) for refund in others} <= {(200, 0)}
    hand_over_again(billed.world, "session.cancelled")
    assert len(billed.refunds()) == len(refunds)
    assert billed.totals().holds


@pytest.mark.clause("A9.12")
def test_leaving_pays_back_all_later_periods_but_none_that_came_back_before(billed: Billed) -> None:
    _cancel(billed, month=4, day=20)
    child, world = billed.world.children[0], billed.world
    billed.now = MIDTERM
    perform(
        withdraw,
        actor=child.guardian,
        now=MIDTERM,
        place=world.place,
        pupil_id=child.pupil_id,
        term_id=world.term.id,
    )
    drain(world.place)
    (refund,) = billed.refunds(cause="withdrawal")
    days = [day for line in billed.bill().lines for day in line["dates"]]
    later = [day for day in days if day >= "2026-04-14" and day != "2026-04-20"]
    assert refund.units == len(later)
    assert refund.amount_fen == 200 * len(later)
    hand_over_again(billed.world, "agreement.withdrawn")
    assert len(billed.refunds(cause="withdrawal")) == 1
    assert billed.standing().kept == Fen(200 * (len(days) - len(later) - 1))
    assert billed.totals().holds


def _leave(billed: Billed, *, reason: str = "illness", special: bool = True, weeks: int = 2) -> None:
    """A leave over some Mondays from 9 March was granted."""
    sessions = [
        session_on(billed.world, slot=_slot(billed), on=MONDAY + timedelta(weeks=week + 1))
        for week in range(weeks)
    ]
    with billed.world.inside():
        announce(
            "leave.granted",
            place=billed.world.place,
            subject="leave/0190",
            now=billed.now,
            payload={
                "pupil": str(billed.world.children[0].pupil_id),
                "sessions": [str(session.id) for session in sessions],
                "reason": reason,
                "special": special,
            },
        )
    drain(billed.world.place)


def _decide(billed: Billed, refund: Refund, **options: object) -> Refund:
    head = billed.world[Role.SCHOOL_HEAD]
    return perform(decide_refund, actor=head, now=billed.now, refund_id=refund.id, **options)


@pytest.mark.clause("A9.12")
def test_a_special_reason_is_decided_and_paid_at_the_effective_price(billed: Billed) -> None:
    _leave(billed)
    (asked,) = billed.refunds(cause="special")
    assert (asked.state, asked.units, asked.cash_fen) == ("requested", 2, 0)
    with billed.world.inside():
        assert asked_undecided(billed.ledger).answer == 1
    decided = _decide(billed, asked)
    assert (decided.amount_fen, decided.state) == (400, "decided")
    with billed.world.inside():
        assert asked_undecided(billed.ledger).answer == 0
        assert owed(billed.ledger.id) == Fen(400)
    with pytest.raises(UnableToRefund) as refused:
        _decide(billed, asked)
    assert reasons_of(refused) == {"refund_not_waiting"}
    billed.approve(decided)
    billed.pay_back(decided)
    assert billed.totals().holds


@pytest.mark.clause("A9.12")
def test_no_special_reason_or_neither_told_nor_proved_is_refused(billed: Billed) -> None:
    _leave(billed, special=False)
    assert billed.refunds() == []
    _leave(billed, reason="personal")
    (asked,) = billed.refunds()
    with pytest.raises(UnableToRefund) as refusal:
        _decide(billed, asked)
    assert reasons_of(refusal) == {"refund_reason_not_special"}
    with pytest.raises(UnableToRefund) as refusal:
        _decide(billed, asked, told_before=False, evidence_days=6)
    assert "refund_neither_told_nor_proved" in reasons_of(refusal)
    no = {"now": billed.now, "refund_id": asked.id, "why": "not_special"}
    refused = perform(refuse_refund, actor=billed.world[Role.SCHOOL_HEAD], **no)
    assert (refused.state, refused.refused_for) == ("refused", "not_special")
    with billed.world.inside():
        (told,) = Message.objects.filter(kind="refund_refused").values_list("text", flat=True)
    assert "不属于规定的特殊原因" in told
    assert billed.totals().holds


@pytest.mark.clause("A9.12")
def test_what_the_school_gave_back_meanwhile_is_not_decided_again(billed: Billed) -> None:
    _leave(billed)
    _cancel(billed)
    asked = billed.refunds(cause="special")[0]
    decided = _decide(billed, asked)
    assert (decided.units, decided.amount_fen) == (1, 200)
    assert billed.standing().granted == Fen(400)


@pytest.mark.clause("A9.23")
def test_who_approves_a_refund_does_not_pay_it(billed: Billed) -> None:
    _cancel(billed)
    refund = next(refund for refund in billed.refunds() if refund.cash_fen)
    with pytest.raises(UnableToRefund) as refused:
        billed.pay_back(refund)
    assert reasons_of(refused) == {"refund_not_payable"}
    head = billed.world[Role.SCHOOL_HEAD]
    both = Actor(head.person_id, (*head.grants, *billed.world[Role.SCHOOL_CASHIER].grants))
    billed.approve(refund)
    with pytest.raises(UnableToRefund) as refusal:
        billed.pay_back(refund, actor=both)
    assert refusal.value.clauses == ("A9.23",)
    for role in (Role.SCHOOL_HEAD, Role.SCHOOL_ACCOUNTANT, Role.CLASS_TEACHER):
        with pytest.raises(Http404):
            billed.pay_back(refund, actor=billed.world[role])
    paid = billed.pay_back(refund)
    assert paid.state == "paid"
    with pytest.raises(UnableToRefund):
        billed.pay_back(refund)


@pytest.mark.clause("A9.17")
def test_a_refund_leaves_a_registered_account_only(billed: Billed) -> None:
    _cancel(billed)
    refund = next(refund for refund in billed.refunds() if refund.cash_fen)
    billed.approve(refund)
    with pytest.raises(UnableToRefund) as refusal:
        perform(
            pay_refund,
            actor=billed.world[Role.SCHOOL_CASHIER],
            now=billed.now,
            refund_id=refund.id,
            account_id=UUID(int=7),
            reference="x",
        )
    assert refusal.value.clauses == ("A9.17",)


def _fail(billed: Billed, refund: Refund) -> Refund:
    cashier = billed.world[Role.SCHOOL_CASHIER]
    return perform(fail_refund, actor=cashier, now=billed.now, refund_id=refund.id, failure="account_closed")


@pytest.mark.clause("A9.12")
def test_a_refund_that_fails_or_bounces_is_tried_again_then_parked(billed: Billed) -> None:
    _cancel(billed)
    refund = next(refund for refund in billed.refunds() if refund.cash_fen)
    billed.approve(refund)
    assert _fail(billed, refund).state == "failed"
    billed.pay_back(refund)
    assert billed.totals().holds
    assert _fail(billed, refund).state == "failed"
    assert billed.totals().holds
    assert billed.totals().in_book == billed.bill().net_fen
    assert _fail(billed, refund).state == "parked"
    billed.pay_back(refund, way="counter")
    assert billed.refunds(id=refund.id)[0].state == "paid"
    assert billed.totals().in_book == billed.bill().net_fen - refund.cash_fen


@pytest.mark.clause("A9.12")
def test_a_refund_past_its_day_is_shown_as_overdue(billed: Billed) -> None:
    _cancel(billed)
    refund = next(refund for refund in billed.refunds() if refund.cash_fen)
    assert refund.due_date is not None
    schools = [billed.world.school.id]
    with billed.world.inside():
        assert overdue(schools, billed.world.term.id, on=refund.due_date) == []
        late = overdue(schools, billed.world.term.id, on=refund.due_date + timedelta(days=1))
    assert [row.id for row in late] == [refund.id]


def test_the_book_does_not_pay_more_than_the_account_holds(billed: Billed) -> None:
    _cancel(billed)
    refund = next(refund for refund in billed.refunds() if refund.cash_fen)
    billed.approve(refund)
    with pytest.raises(UnableToPost):
        billed.pay_back(refund, account="T1")
