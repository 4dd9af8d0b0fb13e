"""The registry's pages at work: from upload to class list, reads on record, queries that do not grow."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.registry import pupil_named, take_in, upload
from factories.registry import school as school
from factories.roll_files import cells_of, csv_of, good_row, id_number, phone
from factories.visitors import of_role
from factories.world import NOW, World
from kehou.kernel.actor import Role
from kehou.platform.audit.models import AuditEvent
from kehou.platform.clock.business import set_business_now
from kehou.registry.models import Guardianship, Pupil, SchoolClass

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(school: World) -> Client:
    set_business_now(NOW)
    return of_role(school, Role.SCHOOL_TEACHING)


def _file(*rows: dict[str, Any]) -> SimpleUploadedFile:
    return SimpleUploadedFile("名册.csv", csv_of(cells_of(rows)))


def _said(answer: Any) -> str:
    return answer.content.decode()


def _rolls(school: World) -> str:
    return f"/schools/{school.school.id}/rolls/"


def test_a_roll_goes_from_upload_to_the_class_list(school: World, office: Client) -> None:
    rows = (good_row(31), good_row(33, 姓名="向麦苗", 性别="2"))
    preview = office.post(_rolls(school), {"kind": "roll", "file": _file(*rows)}, follow=True)
    assert "表示的是" in _said(preview)
    accepted = office.post(f"{preview.request['PATH_INFO']}acceptance/", follow=True)
    assert "名册已接收" in _said(accepted)
    classes = office.get(f"/schools/{school.school.id}/pupils/")
    assert "三年级2班" in _said(classes)
    with school.inside():
        row = SchoolClass.objects.get(code="202302")
    assert "向禾苗" in _said(office.get(f"/classes/{row.id}/"))


def test_refused_rows_come_back_as_a_workbook(school: World, office: Client) -> None:
    uploaded = upload(school, good_row(31, 姓名="向?苗"))
    import python_calamine

    answer = office.get(f"/rolls/{uploaded.id}/refused-rows/")
    sheet = python_calamine.load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert any("丢失" in str(cell) for cell in sheet[1])


def test_a_file_that_cannot_be_read_is_said_at_its_field(school: World, office: Client) -> None:
    file = SimpleUploadedFile("通知.txt", "今天下午开会".encode())
    assert "没有找到表头" in _said(office.post(_rolls(school), {"kind": "roll", "file": file}))


def test_after_the_file_expired_only_figures_stay(school: World, office: Client) -> None:
    uploaded = upload(school, good_row(31))
    set_business_now(NOW + timedelta(days=31))
    page = _said(office.get(f"/rolls/{uploaded.id}/"))
    assert "已经删除" in page
    assert "向禾苗" not in page
    assert office.get(f"/rolls/{uploaded.id}/refused-rows/").status_code == 404
    assert office.post(f"/rolls/{uploaded.id}/acceptance/").status_code == 409


def test_a_pupil_is_shown_for_a_reason_that_is_recorded(school: World, office: Client) -> None:
    take_in(school, good_row(31, 是否孤儿="1"))
    child = pupil_named(school, "向禾苗")
    page = f"/pupils/{child.id}/"
    assert "向禾苗" not in _said(office.get(page))
    assert "向禾苗" not in _said(office.post(page, {"reason": "我想看"}))
    shown = _said(office.post(page, {"reason": "safety"}))
    assert "向禾苗" in shown
    assert "优先" in shown
    assert "孤儿" not in shown
    with school.inside():
        event = AuditEvent.objects.get(action="pupil.read")
    assert (event.reason, event.subject) == ("safety", f"pupil/{child.id}")


def test_a_search_finds_by_name_and_leaves_no_name_behind(school: World, office: Client) -> None:
    take_in(school, good_row(31), good_row(33, 姓名="向豆苗"))
    found = _said(office.post(f"/schools/{school.school.id}/pupils/", {"name": "豆"}))
    assert "向豆苗" in found
    assert "向禾苗" not in found
    with school.inside():
        assert AuditEvent.objects.get(action="pupil.searched").detail == {"count": 1}


def test_leavers_are_confirmed_on_their_page(school: World, office: Client) -> None:
    take_in(school, good_row(31), good_row(33, 姓名="向豆苗"))
    take_in(school, good_row(31))
    gone = pupil_named(school, "向豆苗")
    page = f"/schools/{school.school.id}/leavers/"
    assert "向豆苗" in _said(office.get(page))
    office.post(page, {"pupil": str(gone.id), "outcome": "left"})
    assert pupil_named(school, "向豆苗").status == Pupil.Status.LEFT


def test_a_class_teacher_sees_a_staff_members_phone_flagged(school: World, office: Client) -> None:
    from kehou.registry.services.organising import hire

    with school.inside():
        hire(school.place, name="罗老师", phone=phone(31), roles=[], since=NOW.date())
    take_in(school, good_row(31))
    with school.inside():
        row = SchoolClass.objects.get(code="202302")
        link = Guardianship.objects.get(relation="father")
    page = f"/classes/{row.id}/families/"
    assert "与教职工电话相同" in _said(office.get(page))
    assert "待核对" in _said(office.get(page))
    office.post(page, {"link": str(link.id)})
    with school.inside():
        assert Guardianship.objects.get(pk=link.id).confirmed_at is not None


def test_a_link_is_limited_and_ended_on_its_page(school: World, office: Client) -> None:
    take_in(school, good_row(31))
    with school.inside():
        link = Guardianship.objects.get(relation="father")
    office.post(f"/links/{link.id}/limits/", {"collecting": "must_not"})
    with school.inside():
        fresh = Guardianship.objects.get(guardian_id=link.guardian_id, until_date=None)
        assert fresh.must_not_collect
    assert office.post(f"/links/{fresh.id}/ending/").status_code == 302
    assert office.get(f"/links/{fresh.id}/").status_code == 404


def test_a_carers_letter_is_kept_sealed_and_can_be_looked_at(school: World, office: Client) -> None:
    take_in(school, good_row(31))
    child = pupil_named(school, "向禾苗")
    form = {
        "name": "彭婆婆",
        "phone": phone(7),
        "relation": "grandmother",
        "may_collect": "on",
        "until": "2026-07-03",
        "proof": SimpleUploadedFile("委托书.pdf", b"%PDF-1.7 letter"),
    }
    assert office.post(f"/pupils/{child.id}/carers/", form).status_code == 302
    with school.inside():
        link = Guardianship.objects.get(kind="carer")
    letter = office.get(f"/links/{link.id}/proof/")
    assert letter.content == b"%PDF-1.7 letter"
    assert letter["Content-Type"] == "application/pdf"


def test_the_head_enters_staff_gives_a_role_and_hands_over_a_password(school: World) -> None:
    set_business_now(NOW)
    head = of_role(school, Role.SCHOOL_HEAD)
    staff = f"/schools/{school.school.id}/staff/"
    member = head.post(f"{staff}entry/", {"name": "罗敏", "phone": "", "kind": "teacher", "subject": "语文"})
    page = member["Location"]
    role = {"role": "school_safety", "from_date": "2026-01-12", "class_code": "", "until": ""}
    assert "安全负责人" in _said(head.post(f"{page}roles/", role, follow=True))
    shown = _said(head.post(f"{page}account/", {"login": "luomin"}))
    assert "只显示这一次" in shown
    assert "只显示这一次" not in _said(head.get(f"{page}account/"))


def test_the_county_enters_a_teaching_point_and_a_term(school: World) -> None:
    set_business_now(NOW)
    county = of_role(school, Role.COUNTY_OFFICER)
    form = {
        "name": "茶山教学点",
        "official_code": "2143007777",
        "short_code": "chashan",
        "grades": ["1", "2", "3"],
        "urban_rural_code": "220",
        "ownership": "public",
        "central": str(school.school.id),
    }
    made = county.post("/schools/entry/", form, follow=True)
    assert "学校已登记" in _said(made)
    assert "茶山教学点" in _said(county.get("/schools/"))
    term = {"year": "2026", "half": "autumn", "first": "2026-09-01", "last": "2027-01-22"}
    assert "2026年下期" in _said(county.post("/terms/", term, follow=True))


def test_a_calendar_shows_holidays_and_refuses_to_teach_on_them(school: World, office: Client) -> None:
    page = f"/schools/{school.school.id}/calendar/"
    may = _said(office.get(f"{page}?month=2026-05"))
    assert "放假" in may
    assert "调休工作日" in may
    answer = office.post(page, {"day": "2026-05-01", "kind": "timetabled", "reason": "补课"})
    assert answer.status_code == 409
    assert "不能安排上课" in _said(answer)
    assert "国办发明电" in _said(office.get("/holidays/"))


@pytest.mark.parametrize("page", ["/classes/{}/", "/classes/{}/families/"])
def test_queries_do_not_grow_with_pupils(school: World, office: Client, page: str) -> None:
    take_in(school, good_row(31))
    with school.inside():
        row = SchoolClass.objects.get(code="202302")
    address = page.format(row.id)
    office.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        office.get(address)
    more = [
        good_row(number, 姓名=f"向{sign}苗", 身份证件号=id_number(sequence=number))
        for number, sign in zip(range(41, 57, 2), "春夏秋冬东南西北", strict=True)
    ]
    take_in(school, good_row(31), *more)
    with CaptureQueriesContext(connection) as many:
        office.get(address)
    assert len(many) == len(few)
