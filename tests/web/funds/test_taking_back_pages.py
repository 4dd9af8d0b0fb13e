"""What is taken back on a page: a receipt, a payment that a bank gave back, a voucher that is turned down."""

from __future__ import annotations

import pytest

from factories.billing import Billed, a_billed_world
from factories.books import BookWorld
from factories.browsing import staff_client, text_of
from factories.closed import OVER, a_term_of_money, close_a_term, finish, give_back
from factories.law import lay_down_the_law
from factories.paying import AFTER, PayWorld, a_paying_school
from factories.visitors import of_role, stranger
from factories.world import a_world
from kehou.funds.accounts.publishing import publish_account
from kehou.funds.closing.returns import due_shares, parked_shares
from kehou.funds.closing.services.returning import confirm_return, prepare_return
from kehou.funds.models import Expense, ProviderPayment, PublicAccount
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.platform.messages.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def billed() -> Billed:
    found = a_billed_world(per_class=1)
    set_business_now(found.now)
    return found


@pytest.fixture
def book() -> BookWorld:
    lay_down_the_law()
    set_business_now(OVER)
    found = a_term_of_money(a_world(per_class=1))
    close_a_term(found)
    return found


@pytest.mark.clause("A9.22", "A9.23")
def test_a_receipt_is_taken_back_over_two_desks(billed: Billed) -> None:
    receipt = billed.pay(1_000)
    cashier, accountant, teacher = (
        staff_client(billed.world, role)
        for role in (Role.SCHOOL_CASHIER, Role.SCHOOL_ACCOUNTANT, Role.CLASS_TEACHER)
    )
    desk, page = (
        f"/money/schools/{billed.world.school.id}/receipts/",
        f"/money/receipts/{receipt.id}/reversal/",
    )
    assert page in text_of(cashier, desk)
    assert page not in text_of(accountant, desk)  # nothing was asked yet
    assert "由出纳申请" in text_of(accountant, page)
    empty = cashier.post(f"{page}request/", {"cause": "wrong_amount", "paper_number": ""})
    assert "请填写书面材料编号" in empty.content.decode()
    asked = {"cause": "wrong_amount", "paper_number": "情况说明1号"}
    assert accountant.post(f"{page}request/", asked).status_code == 404
    done = cashier.post(f"{page}request/", asked, follow=True).content.decode()
    assert "等会计确认" in done
    assert "撤回申请" in done
    assert "确认冲销" not in done
    home = text_of(accountant, "/")
    assert "出纳申请冲销收款，待会计确认" in home
    assert 'href="/money/bills/"' in home
    waiting = text_of(accountant, desk)
    assert "待确认的冲销（1笔）" in waiting
    assert page in waiting
    assert "确认冲销" in text_of(accountant, page)
    assert cashier.post(f"{page}confirmation/").status_code == 404
    cashier.post(f"{page}withdrawal/")
    refused = accountant.post(f"{page}confirmation/")
    assert refused.status_code == 409
    assert "没有申请过冲销" in refused.content.decode()
    cashier.post(f"{page}request/", asked)
    final = accountant.post(f"{page}confirmation/", follow=True).content.decode()
    assert "已冲销" in final
    assert "凭情况说明1号" in final
    assert billed.standing().settled == Fen(0)
    assert "已冲销" in text_of(cashier, desk)
    assert "作废" in text_of(cashier, f"/money/receipts/{receipt.id}/")
    for address in (page, f"{page}request/", f"{page}withdrawal/", f"{page}confirmation/"):
        answer = teacher.get(page) if address == page else teacher.post(address, asked)
        assert answer.status_code == 404


@pytest.mark.clause("A9.11")
def test_what_a_bank_gave_back_is_entered_on_its_batch(book: BookWorld) -> None:
    batch = give_back(book)
    accountant, cashier, head = (
        of_role(book.world, role) for role in (Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_CASHIER, Role.SCHOOL_HEAD)
    )
    page = f"/batches/{batch.id}/"
    assert page in text_of(accountant, f"/ledgers/{book.ledger.id}/closing/")
    shown = text_of(accountant, page)
    assert "学生201" in shown
    assert "学生201" not in text_of(head, page)
    found = accountant.post(page, {"name": "201"}).content.decode()
    assert "找到1笔" in found
    assert "没有找到" in accountant.post(page, {"name": "无此人"}).content.decode()
    with book.world.inside():
        row = batch.returns.order_by("share__pupil_key").first()
    assert row
    bounce = f"/returns/{row.id}/bounce/"
    assert bounce in shown
    assert bounce not in text_of(cashier, page)
    assert cashier.get(bounce).status_code == 404
    assert "登记后不能撤销" in text_of(accountant, bounce)
    assert "请填写银行退回单号" in accountant.post(bounce, {"cause": "closed", "proof": ""}).content.decode()
    done = accountant.post(bounce, {"cause": "closed", "proof": "退票1号"}, follow=True).content.decode()
    assert "账户已销户，单号退票1号" in done
    again = accountant.post(bounce, {"cause": "closed", "proof": "退票1号"})
    assert again.status_code == 409
    assert "没有付出，或已登记退回" in again.content.decode()
    assert "不能登记退回" in text_of(accountant, bounce)
    with book.world.inside():
        assert [share.id for share in due_shares(book.ledger)] == [row.share_id]
        assert Message.objects.filter(kind="share_bounced").count() == 1


@pytest.mark.clause("A9.11")
def test_after_the_return_is_over_what_came_back_is_kept_by_name(book: BookWorld) -> None:
    batch = give_back(book)
    finish(book)
    accountant = of_role(book.world, Role.SCHOOL_ACCOUNTANT)
    with book.world.inside():
        row = batch.returns.order_by("share__pupil_key").first()
    assert row
    accountant.post(f"/returns/{row.id}/bounce/", {"cause": "other", "proof": "退票1号"})
    with book.world.inside():
        assert [share.id for share in parked_shares(book.ledger)] == [row.share_id]
        assert due_shares(book.ledger) == []
    assert "待领取（1笔）" in text_of(accountant, f"/ledgers/{book.ledger.id}/closing/")


@pytest.mark.clause("A9.11", "A11.8")
def test_everyone_reads_why_a_final_account_was_corrected(book: BookWorld) -> None:
    batch = give_back(book)
    finish(book)
    about = {"now": OVER, "ledger_id": book.ledger.id}
    final = perform(publish_account, actor=book.world[Role.SCHOOL_HEAD], kind="final", **about)
    accountant, cashier = book.world[Role.SCHOOL_ACCOUNTANT], book.world[Role.SCHOOL_CASHIER]
    with book.world.inside():
        row = batch.returns.order_by("share__pupil_key").first()
    assert row
    public = stranger()
    assert "已有新版" not in text_of(public, f"/accounts/{final.id}/")
    of_role(book.world, Role.SCHOOL_ACCOUNTANT).post(
        f"/returns/{row.id}/bounce/", {"cause": "closed", "proof": "退票1号"}
    )
    with book.world.inside():
        last = PublicAccount.objects.latest("version")
    first = text_of(public, f"/accounts/{final.id}/")
    assert "已有新版" in first
    assert f"/accounts/{last.id}/" in first
    shown = text_of(public, f"/accounts/{last.id}/")
    assert "最终公示后银行退回了付给家长的结余" in shown
    assert "已有新版" not in shown
    assert "又领取了" not in shown
    kept = {"purse_code": "B1", "kind": "parked", "share_ids": [row.share_id]}
    again = perform(prepare_return, actor=cashier, **about, **kept)
    perform(confirm_return, actor=accountant, now=OVER, batch_id=again.id, proof="回单3号")
    assert "这一版发布后，家长又领取了" in text_of(public, f"/accounts/{last.id}/")
    with book.world.inside():
        assert PublicAccount.objects.latest("version").id == last.id  # no correction, no version


EXPENSE = {
    "category": "consumables",
    "amount": "300",
    "purpose": "棋盘20副",
    "payee_kind": "supplier",
    "payee": "文体用品店",
}


@pytest.mark.clause("A9.23", "A9.28")
def test_a_voucher_is_turned_down_with_a_reason_that_the_accountant_reads() -> None:
    school: PayWorld = a_paying_school()
    set_business_now(AFTER)
    accountant, head = (staff_client(school.world, r) for r in (Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_HEAD))
    course = text_of(accountant, "/spending/entry/").split('name="course_key"')[1].split('<option value="')[2]
    asked = EXPENSE | {"course_key": course.split('"')[0]}
    assert accountant.post("/spending/entry/", asked).status_code == 302
    with school.world.inside():
        voucher = Expense.objects.get()
    address = f"/spending/expenses/{voucher.id}/refusal/"
    assert address in text_of(head, "/spending/")
    assert address not in text_of(accountant, "/spending/")
    assert accountant.get(address).status_code == 404
    assert "棋盘20副" in text_of(head, address)
    assert "请填写理由" in head.post(address, {"reason": ""}).content.decode()
    assert head.post(address, {"reason": "先用库存"}, follow=True).status_code == 200
    listed = text_of(accountant, "/spending/")
    assert "未批准" in listed
    assert "先用库存" in listed
    again = head.post(address, {"reason": "先用库存"})
    assert again.status_code == 409
    assert "这份申请已经有决定" in again.content.decode()
    assert "已经有决定" in text_of(head, address)
    with school.world.inside():
        payment = ProviderPayment.objects.create(
            county_code=school.world.place.code,
            school_id=school.world.school.id,
            ledger=school.book.ledger,
            amount_fen=24_000,
            asked_by=school.world[Role.SCHOOL_ACCOUNTANT].person,
            asked_at=AFTER,
            contract_id=voucher.id,
            provider_id=voucher.id,
            month_date=AFTER.date().replace(day=1),
            session_count=3,
            price_fen=8_000,
        )
    address = f"/spending/bills/{payment.id}/refusal/"
    assert address in text_of(head, "/spending/")
    assert "3次课" in text_of(head, address)
    head.post(address, {"reason": "课次不符"})
    assert "课次不符" in text_of(accountant, "/spending/")
