"""The paper route: printed with a code, keyed in with its scan, checked by another."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factories.browsing import staff_client
from factories.choosing import NOW, open_a_choice
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.agreements.models import Agreement, PaperEntry
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=2)
    open_a_choice(world)
    set_business_now(NOW)
    return world


@pytest.mark.clause("A7.6", "A7.11")
def test_a_sheet_is_printed_keyed_in_and_checked_by_another(world: World) -> None:
    child = world.children[0]
    keyer, checker = staff_client(world, Role.SCHOOL_PLAN), staff_client(world, Role.SCHOOL_TEACHING)
    printed = keyer.get(f"/sheets/classes/{world.class_ids[1]}/paper/")
    assert printed.content.startswith(b"%PDF")
    assert "学生101" in keyer.get(f"/sheets/classes/{world.class_ids[1]}/").content.decode()
    at = f"/sheets/pupils/{child.pupil_id}/"
    sent = {
        "guardian": str(child.guardian.person),
        "signed_date": "2026-01-19",
        "days": ["0", "2"],
        "consent": "no",
    }
    assert "请上传扫描件" in keyer.post(at, sent).content.decode()
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.7 scan", content_type="application/pdf")
    assert keyer.post(at, sent | {"scan": scan}).status_code == 302
    with world.inside():
        entry = PaperEntry.objects.get()
        assert not Agreement.objects.exists()
    assert checker.get(f"/sheets/{entry.id}/scan/").content == b"%PDF-1.7 scan"
    assert keyer.post(f"/sheets/{entry.id}/").status_code == 409
    assert "等待核对" in checker.get("/sheets/").content.decode()
    assert checker.post(f"/sheets/{entry.id}/").status_code == 302
    with world.inside():
        assert Agreement.objects.get().days == [0, 2]
    assert "已生效" in checker.get("/sheets/").content.decode()


def test_another_school_and_another_class_find_nothing(world: World) -> None:
    other = a_world(short_code="other", per_class=1)
    child = world.children[0]
    for client in (staff_client(other, Role.SCHOOL_HEAD), staff_client(world, Role.CLASS_TEACHER)):
        assert client.get(f"/sheets/pupils/{child.pupil_id}/").status_code == 404
        assert client.get(f"/sheets/classes/{world.class_ids[1]}/paper/").status_code == 404
