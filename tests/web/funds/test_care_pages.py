"""What a family is told of extended care before it asks, and the bill of it."""

from __future__ import annotations

import pytest

from factories.keeping import NEXT_DAY, kept
from factories.visitors import of_role, visitor
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db


@pytest.mark.clause("A4.17", "A9.14")
def test_a_family_reads_the_price_before_it_asks_and_sees_what_it_paid_for() -> None:
    school = kept()
    set_business_now(NEXT_DAY)
    child = school.world.children[0]
    family = visitor(child.guardian)
    asking = family.get(f"/family/{child.pupil_id}/care/").content.decode()
    assert "每课时1.50元" in asking
    assert "同意收费标准，申请延时托管" in asking
    school.ask(0)
    school.hold()
    accountant = of_role(school.world, Role.SCHOOL_ACCOUNTANT)
    desk = f"/money/schools/{school.world.school.id}/bills/"
    assert "延时托管每课时1.50元" in accountant.get(desk).content.decode()
    done = accountant.post(f"{desk}care/", follow=True).content.decode()
    assert "已开出1张延时托管账单" in done
    account = family.get(f"/family/{child.pupil_id}/account/").content.decode()
    assert "1课时，每课时1.50元" in account
    assert "只收事先约定、孩子确实留下的整课时" in account


@pytest.mark.clause("A4.17", "A9.14")
def test_where_it_is_free_nobody_is_asked_to_agree_to_a_price() -> None:
    school = kept(price=None, allowed=False)
    set_business_now(NEXT_DAY)
    child = school.world.children[0]
    asking = visitor(child.guardian).get(f"/family/{child.pupil_id}/care/").content.decode()
    assert "不收费" in asking
    assert "同意收费标准" not in asking
    accountant = of_role(school.world, Role.SCHOOL_ACCOUNTANT)
    desk = f"/money/schools/{school.world.school.id}/bills/"
    assert "开延时托管账单" not in accountant.get(desk).content.decode()
    refused = accountant.post(f"{desk}care/")
    assert refused.status_code == 409
    assert "A9.14" in refused.content.decode()
