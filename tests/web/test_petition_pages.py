"""The pages of rural petitions, as the school and its families open them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factories.browsing import family_client, staff_client, text_of
from factories.law import lay_down_the_law
from factories.world import NOW, a_world
from kehou.consultation.models import PetitionSignature, SignatureCheck
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now
from kehou.rulebook.facts.petition import PetitionRoute

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.mark.clause("A7.12")
def test_a_rural_school_is_led_to_the_petition_and_a_family_signs() -> None:
    lay_down_the_law()
    set_business_now(LATER)
    village = a_world(urban_rural_code="220", short_code="village", grades=(1, 2))
    client = staff_client(village, Role.SCHOOL_PLAN)
    assert "农村学校须先有家长申请" in text_of(client, "/consultations/opening/")
    posted = client.post(
        "/petitions/opening/",
        {
            "term": str(village.term.id),
            "route": PetitionRoute.SIGN_ALL.value,
            "closes_date": (LATER + timedelta(days=5)).date().isoformat(),
        },
    )
    address = posted["Location"]
    child = village.children[0]
    family = family_client(child)
    sign_address = f"/family{address.replace('petitions', 'petition')}{child.pupil_id}/"
    assert sign_address in text_of(family, "/family/consultation/")
    assert "我同意，签名" in text_of(family, sign_address)
    assert family.post(sign_address).status_code == 302
    assert client.get(f"{address}sheet/").content.startswith(b"%PDF")
    second = village.children[1]
    keyed = client.post(
        f"{address}signatures/{second.pupil_id}/",
        {
            "signer": str(second.guardian.person),
            "signed_date": LATER.date().isoformat(),
            "identity_checked": "on",
            "scan": SimpleUploadedFile("sheet.png", b"\x89PNG\r\n\x1a\n scan", content_type="image/png"),
        },
    )
    assert keyed.status_code == 302, keyed.content.decode()
    assert "已签名" in text_of(client, f"{address}classes/{village.class_ids[1]}/")
    set_business_now(LATER + timedelta(days=6))
    verification = client.post(f"{address}closing/")["Location"]
    assert "学生101" in text_of(client, verification)
    client.post(verification)
    assert "没有达到要求" in text_of(client, address)


@pytest.mark.clause("A7.12")
def test_signatures_are_checked_page_by_page_and_nothing_entered_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kehou.consultation.views.petitions.A_PAGE", 2)
    lay_down_the_law()
    set_business_now(LATER)
    village = a_world(urban_rural_code="220", short_code="village", grades=(1, 2))
    client = staff_client(village, Role.SCHOOL_PLAN)
    closes = (LATER + timedelta(days=5)).date().isoformat()
    opening = {
        "term": str(village.term.id),
        "route": PetitionRoute.SIGN_ALL.value,
        "closes_date": closes,
    }
    address = client.post("/petitions/opening/", opening)["Location"]
    for child in village.children[:5]:
        family_client(child).post(f"/family{address.replace('petitions', 'petition')}{child.pupil_id}/")
    set_business_now(LATER + timedelta(days=6))
    checking = client.post(f"{address}closing/")["Location"]
    with village.inside():
        signatures = list(PetitionSignature.objects.order_by("signed_at", "id"))
    first, third, last = (str(signatures[place].id) for place in (0, 2, 4))
    page = text_of(client, checking)
    assert first in page
    assert third not in page
    assert "共3页" in page
    entered = {f"refused-{first}": "1", f"reason-{first}": "不是监护人"}
    second_page = client.post(checking, entered | {"page": "2"}).content.decode()
    assert third in second_page
    assert "已勾选1份不计入" in second_page
    carried = re.findall(
        r'<input type="hidden" name="((?:refused|reason)-[^"]+)" value="([^"]*)">', second_page
    )
    assert dict(carried) == entered
    third_page = client.post(checking, entered | {f"refused-{third}": "1", "page": "3"}).content.decode()
    assert last in third_page
    assert "已勾选2份不计入" in third_page
    back = client.post(checking, entered | {"page": "1"}).content.decode()
    assert 'value="不是监护人"' in back
    assert "checked" in back
    client.post(checking, entered | {f"refused-{third}": "1", f"reason-{third}": "签了两次"})
    with village.inside():
        told = {str(row.signature_id): row.reason for row in SignatureCheck.objects.all()}
    assert told == {str(row.id): "" for row in signatures} | {first: "不是监护人", third: "签了两次"}


@pytest.mark.clause("A7.12")
def test_a_family_of_a_rural_school_begins_a_petition() -> None:
    lay_down_the_law()
    set_business_now(LATER)
    village = a_world(urban_rural_code="220", short_code="village", grades=(1,))
    child = village.children[0]
    family = family_client(child)
    address = f"/family/petition/{child.pupil_id}/"
    assert address in text_of(family, "/family/consultation/")
    signing = family.post(address, {"route": PetitionRoute.APPLICANTS_ONLY.value})["Location"]
    assert "为孩子申请" in text_of(family, signing)
    assert "发起家长申请" not in text_of(family, "/family/consultation/")
