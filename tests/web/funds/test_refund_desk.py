"""The refunds' desk: found by name, page by page; refused with a reason that the family reads."""

from __future__ import annotations

import pytest

from factories.billing import Billed, a_billed_world
from factories.browsing import family_client, staff_client, text_of
from kehou.funds.models import Refund
from kehou.funds.refunds.desk import A_PAGE
from kehou.kernel.actor import Role
from kehou.platform.audit.models import AuditEvent
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def billed() -> Billed:
    found = a_billed_world(per_class=1)
    set_business_now(found.now)
    return found


def _owed(billed: Billed, child: int, source: str, **changes: object) -> Refund:
    """A refund of a child's bill; asked for and not decided, unless ``changes`` say otherwise."""
    bill = billed.bill(child)
    about: dict[str, object] = {
        "cause": "special",
        "reason": "illness",
        "units": 2,
        "amount_fen": 0,
        "offset_fen": 0,
        "cash_fen": 0,
        "state": Refund.State.REQUESTED,
    }
    return Refund(
        county_code=bill.county_code,
        school_id=bill.school_id,
        bill=bill,
        pupil_id=bill.pupil_id,
        term_id=bill.term_id,
        source=source,
        requested_at=billed.now,
        **(about | changes),
    )


def _desk(billed: Billed) -> str:
    return f"/money/schools/{billed.world.school.id}/refunds/"


@pytest.mark.clause("A9.12")
def test_a_refund_is_refused_on_a_page_of_its_own_with_a_reason(billed: Billed) -> None:
    with billed.world.inside():
        asked = _owed(billed, 0, "leave/1")
        asked.save(force_insert=True)
    head, cashier = (staff_client(billed.world, role) for role in (Role.SCHOOL_HEAD, Role.SCHOOL_CASHIER))
    page = f"/money/refunds/{asked.id}/refusal/"
    desk = text_of(head, _desk(billed))
    assert page in desk
    assert "决定后算" in desk
    assert page not in text_of(cashier, _desk(billed))
    assert cashier.get(page).status_code == 404
    assert "可以补充证明" in text_of(head, page)
    assert "请选择不退的理由" in head.post(page, {"why": ""}).content.decode()
    assert "已记下不予退费和理由" in head.post(page, {"why": "not_proved"}, follow=True).content.decode()
    assert "没有事先告知" in text_of(head, f"{_desk(billed)}?state=done")
    assert "没有事先告知" in text_of(head, page)  # and nothing more to decide
    again = head.post(page, {"why": "not_proved"})
    assert again.status_code == 409
    assert "不在待决定状态" in again.content.decode()
    child = billed.world.children[0]
    account = text_of(family_client(child), f"/family/{child.pupil_id}/account/")
    assert "没有事先告知，也没有按时补证明" in account
    assert "可以补充证明或向县教育局反映" in account


def test_refunds_are_found_by_name_and_come_page_by_page(billed: Billed) -> None:
    amounts = {
        "cause": "school",
        "reason": "",
        "state": Refund.State.DECIDED,
        "amount_fen": 200,
        "cash_fen": 200,
    }
    with billed.world.inside():
        rows = [_owed(billed, 0, f"session/{number}", **amounts) for number in range(A_PAGE)]
        Refund.objects.bulk_create([*rows, _owed(billed, 1, "session/last", **amounts)])
    head = staff_client(billed.world, Role.SCHOOL_HEAD)
    first, second = text_of(head, _desk(billed)), text_of(head, f"{_desk(billed)}?page=2")
    assert first.count('name="refund"') == A_PAGE
    assert second.count('name="refund"') == 1
    assert "全选" in first
    found = head.post(_desk(billed), {"name": "201"}).content.decode()
    assert found.count('name="refund"') == 1
    assert "找到1笔" in found
    assert "没有找到退费" in head.post(_desk(billed), {"name": "无此人"}).content.decode()
    with billed.world.inside():
        assert AuditEvent.objects.filter(action="refunds.searched").count() == 2


def test_who_confirms_receipts_sees_those_that_wait_and_the_cashier_a_word(billed: Billed) -> None:
    billed.pay(1_000)
    desk = f"/money/schools/{billed.world.school.id}/receipts/"
    cashier, accountant = (
        staff_client(billed.world, role) for role in (Role.SCHOOL_CASHIER, Role.SCHOOL_ACCOUNTANT)
    )
    assert 'name="receipt"' in text_of(accountant, desk)
    seen = text_of(cashier, desk)
    assert 'name="receipt"' not in seen
    assert "由会计对照银行记录复核" in seen
    assert "待复核（共1笔）" in seen
