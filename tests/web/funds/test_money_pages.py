"""Pages of bills, receipts and refunds: each desk does its part, a family sees its account line by line."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories.afternoon import MONDAY, plan_sessions, session_on
from factories.billing import Billed, a_billed_world
from factories.browsing import family_client, staff_client, text_of
from kehou.delivery.services.cancelling import cancel_session
from kehou.funds.bills.codes import BillReference, pay_code
from kehou.funds.models import (
    AidEntry,
    BankLine,
    BankStatement,
    Bill,
    DayTotal,
    Receipt,
    TreasuryMove,
)
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.platform.outbox.announcing import drain
from kehou.platform.ui.wording import yuan
from sharing import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(standing: Standing[Billed]) -> Billed:
    return standing(lambda: a_billed_world(per_class=1, issued=False))


@pytest.fixture
def billed(built: Billed) -> Billed:
    set_business_now(built.now)
    return deepcopy(built)


def _school(billed: Billed, rest: str = "") -> str:
    return f"/money/schools/{billed.world.school.id}/{rest}"


def _post(
    client: Client, address: str, data: dict[str, object] | None = None, *, status: int = 302
) -> Client:
    answer = client.post(address, data or {})
    assert answer.status_code == status, answer.content.decode()[:2_000]
    return client


def _code(billed: Billed, child: int = 0) -> str:
    term = billed.world.term
    return pay_code(BillReference(term.year, term.half, billed.bill(child).number))


def _issue(billed: Billed) -> None:
    _post(staff_client(billed.world, Role.SCHOOL_ACCOUNTANT), _school(billed, "bills/rounds/"))


def _drawn(billed: Billed) -> str:
    """The course that the draw gave to the first child."""
    return {"chess-0": "棋类", "ball-0": "球类"}[str(billed.bill().lines[0]["slot"])]


def test_the_accountant_issues_bills_and_takes_them_away(billed: Billed) -> None:
    accountant = staff_client(billed.world, Role.SCHOOL_ACCOUNTANT)
    assert "还没有开出账单" in text_of(accountant, _school(billed, "bills/"))
    _issue(billed)
    page = text_of(accountant, _school(billed, "bills/"))
    assert "学生101" in page
    assert "32.00元" in page
    assert _code(billed) in page
    assert _drawn(billed) in text_of(accountant, f"/money/bills/{billed.bill().id}/")
    workbook = accountant.get(_school(billed, "bills/workbook/"))
    assert workbook.content.startswith(b"PK")
    board = accountant.get(_school(billed, "fee-board/"))
    assert board.content.startswith(b"%PDF")
    _post(accountant, _school(billed, "bills/reminders/"))
    _post(accountant, f"/money/bills/{billed.bill().id}/cancellation/")


def test_what_would_be_billed_is_told_before(billed: Billed) -> None:
    accountant, cashier = (
        staff_client(billed.world, role) for role in (Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_CASHIER)
    )
    rounds = _school(billed, "bills/rounds/")
    assert rounds in text_of(accountant, _school(billed, "bills/"))
    assert cashier.get(rounds).status_code == 404
    seen = text_of(accountant, rounds)
    count = len(billed.world.children)
    assert f"{count}张" in seen
    with billed.world.inside():
        assert not Bill.objects.exists()  # looking writes nothing
    _issue(billed)
    with billed.world.inside():
        net = sum(Bill.objects.values_list("net_fen", flat=True))
        assert Bill.objects.count() == count
    assert yuan(Fen(net)) in seen
    after = text_of(accountant, rounds)
    assert "现在还不能开账单" in after
    assert "没有需要开账单的学生" in after
    assert "开账单并通知家长" not in after


def test_a_refused_bill_says_why(billed: Billed) -> None:
    accountant = staff_client(billed.world, Role.SCHOOL_ACCOUNTANT)
    _issue(billed)
    answer = accountant.post(_school(billed, "bills/rounds/"))
    assert answer.status_code == 409
    assert "没有需要开账单的学生" in answer.content.decode()


def test_strangers_find_no_money_here(billed: Billed) -> None:
    _issue(billed)
    other = family_client(billed.world.children[1])
    for client in (Client(), other, staff_client(billed.world, Role.CLASS_TEACHER)):
        for address in ("bills/", "receipts/", "refunds/", "aid/", "bills/workbook/"):
            assert client.get(_school(billed, address)).status_code in (302, 404)
    mine = billed.world.children[0].pupil_id
    assert other.get(f"/family/{mine}/account/").status_code == 404
    assert other.post(f"/family/{mine}/payments/").status_code == 404
    officer = staff_client(billed.world, Role.COUNTY_OFFICER)
    assert "学生101" in text_of(officer, _school(billed, "bills/"))
    assert officer.post(_school(billed, "bills/rounds/")).status_code == 404


def test_a_family_reads_what_it_pays_for(billed: Billed) -> None:
    child = billed.world.children[0]
    family = family_client(child)
    address = f"/family/{child.pupil_id}/account/"
    assert "还没有账单" in text_of(family, address)
    _issue(billed)
    page = text_of(family, address)
    for words in (
        "待缴",
        "32.00元",
        _drawn(billed),
        "16课时合计",
        "每课时2.00元",
        _code(billed),
        "12315",
        "12345",
    ):
        assert words in page
    assert "用微信支付缴费" not in page


def test_the_cashier_takes_money_and_the_accountant_confirms(billed: Billed) -> None:
    _issue(billed)
    cashier, accountant = (
        staff_client(billed.world, role) for role in (Role.SCHOOL_CASHIER, Role.SCHOOL_ACCOUNTANT)
    )
    money = {
        "code": _code(billed),
        "amount": "32.00",
        "payee": str(billed.accounts["B1"]),
        "paper_kind": "财政电子票据",
        "paper_number": "4300000001",
        "paid": billed.now.date().isoformat(),
    }
    _post(cashier, _school(billed, "receipts/counter/"), money)
    assert billed.standing().open == Fen(0)
    page = text_of(accountant, _school(billed, "receipts/"))
    assert "4300000001" in page
    with billed.world.inside():
        receipt = Receipt.objects.get()
    _post(accountant, _school(billed, "receipts/matching/"), {"receipt": str(receipt.id)})
    _post(cashier, _school(billed, "days/"), {"explanation": ""})
    with billed.world.inside():
        day = DayTotal.objects.get()
    _post(accountant, f"/money/days/{day.id}/confirmation/")
    assert "账平，分文不差" in text_of(cashier, _school(billed, "receipts/"))
    assert "收款凭据" in text_of(cashier, f"/money/receipts/{receipt.id}/")
    family = family_client(billed.world.children[0])
    assert "4300000001" in text_of(family, f"/family/receipts/{receipt.id}/")
    stranger = family_client(billed.world.children[1])
    assert stranger.get(f"/family/receipts/{receipt.id}/").status_code == 404


@pytest.mark.clause("A9.17")
def test_money_in_a_private_account_is_refused_on_the_page(billed: Billed) -> None:
    _issue(billed)
    cashier = staff_client(billed.world, Role.SCHOOL_CASHIER)
    money = {
        "code": str(billed.bill().number),
        "amount": "32",
        "payee": "person",
        "paper_kind": "收条",
        "paper_number": "1",
        "paid": billed.now.date().isoformat(),
    }
    answer = cashier.post(_school(billed, "receipts/counter/"), money)
    assert answer.status_code == 409
    assert "只能缴入学校、中心校或财政专户" in answer.content.decode()


def test_a_bank_file_is_shown_row_by_row(billed: Billed) -> None:
    _issue(billed)
    cashier = staff_client(billed.world, Role.SCHOOL_CASHIER)
    rows = [
        "交易日期,收入金额,附言,交易流水号",
        f"2026-01-27,32.00,{_code(billed)},A1",
        "2026-01-27,32.00,王五课后费,A2",
        "2026-01-27,三十二,x,A3",
    ]
    upload = SimpleUploadedFile("明细.csv", "\n".join(rows).encode())
    _post(cashier, _school(billed, "statements/"), {"account": str(billed.accounts["B1"]), "file": upload})
    with billed.world.inside():
        statement, waiting = BankStatement.objects.get(), BankLine.objects.get(outcome="unmatched")
    address = f"/money/statements/{statement.id}/"
    page = text_of(cashier, address)
    for words in ("王五课后费", "附言没有缴费编号", "金额不是精确到分的数字"):
        assert words in page
    _post(cashier, f"/money/bank-rows/{waiting.id}/assignment/", {"code": str(billed.bill(1).number)})
    assert billed.standing(1).open == Fen(0)
    assert "王五课后费" not in text_of(cashier, address)


def test_the_treasury_is_entered_by_one_and_booked_by_another(billed: Billed) -> None:
    _issue(billed)
    billed.pay(3_200)
    move = {
        "kind": "remittance",
        "bank_id": str(billed.accounts["B1"]),
        "treasury_id": str(billed.accounts["T1"]),
        "amount": "20",
        "moved": billed.now.date().isoformat(),
        "reference": "JK-1",
    }
    _post(staff_client(billed.world, Role.SCHOOL_CASHIER), _school(billed, "treasury/"), move)
    with billed.world.inside():
        row = TreasuryMove.objects.get()
    accountant = staff_client(billed.world, Role.SCHOOL_ACCOUNTANT)
    _post(accountant, f"/money/treasury/{row.id}/confirmation/")
    assert "已入账" in text_of(accountant, _school(billed, "receipts/"))


def test_a_refund_goes_from_desk_to_desk_and_the_family_reads_why(billed: Billed) -> None:
    _issue(billed)
    plan_sessions(billed.world, now=billed.now)
    billed.pay(3_200)
    session = session_on(
        billed.world, slot=str(billed.bill().lines[0]["slot"]), on=MONDAY + timedelta(weeks=1)
    )
    perform(
        cancel_session,
        actor=billed.world[Role.SCHOOL_TEACHING],
        now=billed.now,
        session_id=session.id,
        cause="weather",
    )
    drain(billed.world.place)
    refund = next(row for row in billed.refunds() if row.cash_fen)
    head, cashier = (staff_client(billed.world, role) for role in (Role.SCHOOL_HEAD, Role.SCHOOL_CASHIER))
    assert "学校取消了服务" in text_of(head, _school(billed, "refunds/"))
    _post(head, _school(billed, "refunds/approval/"), {"refund": str(refund.id)})
    address = f"/money/refunds/{refund.id}/payment/"
    assert "2.00元" in text_of(cashier, address)
    paying = {"account_id": str(billed.accounts["B1"]), "way": "bank", "reference": "TK-1"}
    _post(cashier, address, paying)
    assert "已退费" in text_of(head, _school(billed, "refunds/") + "?state=done")
    child = billed.world.children[0]
    page = text_of(family_client(child), f"/family/{child.pupil_id}/account/")
    assert "学校取消了服务" in page
    assert "已退费" in page


def test_the_aid_list_shows_no_category(billed: Billed) -> None:
    accountant = staff_client(billed.world, Role.SCHOOL_ACCOUNTANT)
    aid = {
        "pupil_id": str(billed.world.children[0].pupil_id),
        "category": "orphan",
        "document_number": "演民发〔2026〕1号",
        "recognised": "2026-01-20",
    }
    _post(accountant, _school(billed, "aid/"), aid)
    with billed.world.inside():
        entry = AidEntry.objects.get()
    head = staff_client(billed.world, Role.SCHOOL_HEAD)
    _post(head, f"/money/aid/{entry.id}/confirmation/")
    page = text_of(head, _school(billed, "aid/"))
    assert "学生101" in page
    assert "孤儿" not in page
    _issue(billed)
    assert billed.bill().net_fen == 0
