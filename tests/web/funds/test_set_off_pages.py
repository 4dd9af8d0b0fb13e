"""The family's choice, the desk's lists and the public line of a share that stands against the next bill."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories.closed import finish, give_back
from factories.crossing import ENDED, Crossing, a_crossing
from factories.visitors import of_role, visitor
from kehou.funds.accounts.publishing import publish_account
from kehou.funds.models import ShareChoice
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def crossing() -> Crossing:
    found = a_crossing()
    set_business_now(ENDED + timedelta(hours=1))
    return found


def address(crossing: Crossing, child: int = 1) -> str:
    return f"/family/{crossing.world.children[child].pupil_id}/surplus/"


@pytest.mark.clause("A9.11")
def test_a_family_gets_money_unless_it_says_otherwise_on_its_page(crossing: Crossing) -> None:
    family = visitor(crossing.world.children[1].guardian)
    first = family.get(address(crossing)).content.decode()
    assert "136.82元" in first
    assert "学校将把钱退给您" in first
    assert "不影响孩子参加课后服务" in first
    assert family.post(address(crossing), {"what": "set_off"}, follow=True).status_code == 200
    assert "您选择了抵下学期课后服务费" in family.get(address(crossing)).content.decode()
    family.post(address(crossing), {"what": "money"})
    with crossing.world.inside():
        assert list(ShareChoice.objects.order_by("id").values_list("sets_off", flat=True)) == [True, False]
    assert family.get(address(crossing, 2)).status_code == 404  # somebody else's child


@pytest.mark.clause("A9.11")
def test_where_the_city_says_nothing_the_page_offers_no_choice() -> None:
    crossing = a_crossing(allowed=False)
    set_business_now(ENDED)
    family = visitor(crossing.world.children[1].guardian)
    page = family.get(address(crossing)).content.decode()
    assert "学校将把钱退给您" in page
    assert "抵下学期" not in page
    refused = family.post(address(crossing), {"what": "set_off"})
    assert refused.status_code == 409
    assert "本市没有规定结余可以抵下学期费用" in refused.content.decode()


@pytest.mark.clause("A9.11", "A11.8", "A9.23")
def test_the_office_carries_it_and_everyone_sees_where_it_went(crossing: Crossing) -> None:
    family = visitor(crossing.world.children[1].guardian)
    family.post(address(crossing), {"what": "set_off"})
    desk = f"/ledgers/{crossing.before.ledger.id}/"
    cashier = of_role(crossing.world, Role.SCHOOL_CASHIER)
    accountant = of_role(crossing.world, Role.SCHOOL_ACCOUNTANT)
    paper = {"what": "set_off", "paper_number": "书面选择2号"}
    cashier.post(f"/shares/{crossing.share(2).id}/choice/", paper)
    page = cashier.get(f"{desk}closing/").content.decode()
    assert "家长书面选择抵下学期的（2笔）" in page
    shares = [str(crossing.share(child).id) for child in (1, 2)]
    cashier.post(f"{desk}batches/set_off/", {"purse_code": "B1", "share": shares})
    with crossing.world.inside():
        batch = crossing.before.ledger.batches.get()
    done = accountant.post(f"/batches/{batch.id}/confirmation/", follow=True).content.decode()
    assert "转入2026年上期账簿第1号凭证" in done
    assert "等账单开出后抵缴" in family.get(address(crossing)).content.decode()
    waiting = accountant.get(f"/money/schools/{crossing.world.school.id}/refunds/").content.decode()
    assert "上学期结余待抵缴（2笔）" in waiting
    released = accountant.post(
        f"/money/set-offs/{crossing.set_off(2).id}/release/", follow=True
    ).content.decode()
    assert "上学期结余待抵缴（1笔）" in released
    assert "上学期结余，没有用来抵缴" in released
    accountant.post(f"/money/schools/{crossing.world.school.id}/bills/rounds/")
    account = family.get(f"/family/{crossing.world.children[1].pupil_id}/account/").content.decode()
    assert "上学期结余抵缴" in account
    assert "学期结余和退还" in account
    mine = family.get(address(crossing)).content.decode()
    assert "已抵课后服务费" in mine
    assert "改为退钱（待审批）" in mine
    give_back(crossing.before, now=ENDED)
    finish(crossing.before, now=ENDED)
    head = crossing.world[Role.SCHOOL_HEAD]
    final = perform(publish_account, actor=head, now=ENDED, ledger_id=crossing.before.ledger.id, kind="final")
    public = accountant.get(f"/accounts/{final.id}/").content.decode()
    assert "由家长书面选择抵下学期课后服务费" in public
    assert "（2户）" in public


@pytest.mark.clause("A9.11")
def test_strangers_to_the_money_release_and_enter_nothing(crossing: Crossing) -> None:
    (row,) = crossing.carry(1)
    teacher = of_role(crossing.world, Role.TEACHER)
    assert teacher.post(f"/money/set-offs/{row.id}/release/").status_code == 404
    paper = {"what": "set_off", "paper_number": "1"}
    assert teacher.post(f"/shares/{crossing.share(2).id}/choice/", paper).status_code == 404


@pytest.mark.clause("A9.11", "A9.22", "A9.23")
def test_a_share_set_off_by_mistake_is_taken_back_on_a_page_by_two_people(crossing: Crossing) -> None:
    (row, _) = crossing.carry(1, 2)
    crossing.after.issue()
    cashier = of_role(crossing.world, Role.SCHOOL_CASHIER)
    accountant = of_role(crossing.world, Role.SCHOOL_ACCOUNTANT)
    refunds = f"/money/schools/{crossing.world.school.id}/refunds/"
    listed, page = f"/money/schools/{crossing.world.school.id}/set-offs/", f"/money/set-offs/{row.id}/"
    assert listed in cashier.get(refunds).content.decode()
    assert page in cashier.get(listed).content.decode()
    assert "确认更正" not in accountant.get(page).content.decode()  # nobody asked yet
    asked = {"cause": "not_chosen", "paper_number": ""}
    assert "请选择原因" in cashier.post(f"{page}corrections/", asked, follow=True).content.decode()
    asked["paper_number"] = "情况说明1号"
    waiting = cashier.post(f"{page}corrections/", asked, follow=True).content.decode()
    assert "待会计确认" in waiting
    assert "确认更正" not in waiting
    assert "更正待确认" in accountant.get(listed).content.decode()
    assert cashier.post(f"{page}correction/confirmation/").status_code == 404
    done = accountant.post(f"{page}correction/confirmation/", follow=True).content.decode()
    assert "已退回上学期账簿" in done
    assert "凭情况说明1号" in done
    mine = visitor(crossing.world.children[1].guardian).get(address(crossing)).content.decode()
    assert "学校将把钱退给您" in mine
    assert of_role(crossing.world, Role.TEACHER).get(page).status_code == 404
    for refused in (f"{page}corrections/", f"{page}correction/confirmation/"):
        assert of_role(crossing.world, Role.TEACHER).post(refused, asked).status_code == 404
