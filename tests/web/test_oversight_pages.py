"""The desk of oversight, page by page: from a signal to a correction, a survey, a visit, a report."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.browsing import family_client, text_of
from factories.supervised import (
    AFTER_SURVEY,
    MARCH,
    a_watched_school,
    compute,
    hold_first_monday,
    survey_families,
)
from factories.visitors import of_role, visitor
from factories.visitors import stranger as stranger_client
from factories.world import World
from kehou.kernel.actor import Actor, Grant, Role
from kehou.kernel.places import Place
from kehou.oversight.models import (
    Case,
    Correction,
    CorrectionOrder,
    Inspection,
    Signal,
    Snapshot,
    SurveyAnswer,
)
from kehou.platform.access.holding import give_role
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = a_watched_school()
    hold_first_monday(world, recorded=False)
    set_business_now(MARCH)
    return world


def _post(client: Client, address: str, **given: object) -> str:
    page = client.post(address, given, follow=True)
    assert page.status_code == 200, page.content.decode()[-3000:]
    return page.content.decode()


@pytest.mark.clause("A11.3", "A11.16", "A11.9")
def test_an_officer_goes_from_a_signal_to_a_correction(world: World) -> None:
    officer, approver = of_role(world, Role.COUNTY_OFFICER), of_role(world, Role.COUNTY_APPROVER)
    head = of_role(world, Role.SCHOOL_HEAD)
    _post(officer, "/board/computation/")
    assert "台账完整率" in text_of(officer, "/signals/")
    with world.inside():
        signal = Signal.objects.get(indicator="complete_records").id
    assert "0%" in text_of(head, f"/signals/{signal}/")
    assert "停电" in _post(head, f"/signals/{signal}/note/", text="当天停电")
    page = _post(officer, f"/signals/{signal}/answer/", kind="case", note="到校核实，没有台账")
    assert "指标提示" in page
    with world.inside():
        case = f"/cases/{Case.objects.get().id}/"
    _post(officer, f"{case}acceptance/", kind="other")
    _post(officer, f"{case}handler/", handler_id=str(world[Role.COUNTY_OFFICER].person))
    _post(approver, f"{case}decision/", outcome="upheld", findings="3月2日没有台账")
    _post(approver, f"{case}correction/", violation="3月2日没有台账", demand="补齐")
    with world.inside():
        order = CorrectionOrder.objects.get().id
    _post(head, f"/corrections/{order}/", text="已补齐", proof="台账第1页")
    with world.inside():
        done = Correction.objects.get().id
    _post(officer, f"/corrections/{order}/reports/{done}/recheck/", is_passed="yes", note="已核对")
    assert "已办结" in _post(officer, f"{case}closing/")


@pytest.mark.clause("A3.7", "A8.3", "A11.4", "A11.5")
def test_the_boards_show_sums_and_charts_and_never_a_child(world: World) -> None:
    officer = of_role(world, Role.COUNTY_OFFICER)
    compute(world)
    _post(officer, "/board/computation/")
    page = text_of(officer, "/board/")
    assert "<svg" in page
    assert "学校覆盖率" in page
    book = officer.get("/board/indicators.xlsx")
    assert book.content[:2] == b"PK"
    province = _province()
    page = text_of(province, "/board/province/")
    assert "质量指数" in page
    assert "演习小学" not in page
    assert "学生" not in re.sub(r"看不到学校和学生", "", page)
    assert province.get(f"/indicators/{world.school.id}/").status_code == 404
    assert province.get("/cases/").status_code == 404


def _province() -> Client:
    person = new_id()
    give_role(person, Role.PROVINCE_EDU, Place("43"), from_date=MARCH.date())
    return visitor(Actor(person, (Grant(Role.PROVINCE_EDU, Place("43")),)))


@pytest.mark.clause("A11.3")
def test_a_number_opens_to_its_formula_and_rows(world: World) -> None:
    compute(world)
    head = of_role(world, Role.SCHOOL_HEAD)
    page = text_of(head, f"/indicators/{world.school.id}/")
    assert "台账完整率" in page
    assert "有台账的场次 ÷ 开展的场次" in page
    assert "投诉" not in page  # what was reported of a school is the county's to know
    with world.inside():
        reading = Snapshot.objects.get(indicator="complete_records").id
    page = text_of(head, f"/indicators/readings/{reading}/")
    assert "一个场次" in page
    assert "未达到" in page
    assert head.get("/indicators/", follow=True).status_code == 200


@pytest.mark.clause("A11.6", "A11.7")
def test_a_survey_runs_from_the_county_to_the_family_and_back(world: World) -> None:
    officer = of_role(world, Role.COUNTY_OFFICER)
    survey = survey_families(world)
    for child in world.children[:5]:
        family = family_client(child)
        address = f"/family/{child.pupil_id}/survey/"
        assert "/family/survey/" in text_of(family, "/family/")
        assert family.get("/family/survey/").headers["Location"] == address
        assert "学校看不到您的回答" in text_of(family, address)
        ticked = {"overall": 5, "courses": 4, "safety": 5, "price": 3, "felt_free": "yes"}
        assert family.post(address, ticked).status_code == 302
        assert "已经作答" in text_of(family, address)
    with world.inside():
        assert SurveyAnswer.objects.count() == 5
    stranger = family_client(world.children[6])
    assert stranger.get(f"/family/{world.children[7].pupil_id}/survey/").status_code == 404
    set_business_now(AFTER_SURVEY)
    assert "100%" in _post(officer, f"/surveys/{survey.id}/closing/")
    portal = text_of(stranger_client(), f"/schools/{world.school.short_code}/")
    assert "家长满意度" in portal
    assert "5个家庭作答" in portal
    assert f"/report/{world.school.short_code}/" in portal
    heard = {
        "held_date": "2026-03-05",
        "place_name": "会议室",
        "parents": 20,
        "summary": "希望多开体育课",
        "follow_up": "下月增加",
    }
    assert "希望多开体育课" in _post(officer, "/surveys/hearing/", **heard)
    assert of_role(world, Role.SCHOOL_HEAD).get("/surveys/").status_code == 404


@pytest.mark.clause("A11.2", "A11.3", "A11.16")
def test_a_visit_is_planned_made_and_answered(world: World) -> None:
    officer, approver = of_role(world, Role.COUNTY_OFFICER), of_role(world, Role.COUNTY_APPROVER)
    head = of_role(world, Role.SCHOOL_HEAD)
    assert "建议检查的学校" in text_of(officer, "/inspections/")
    _post(officer, "/inspections/plan/", school=str(world.school.id))
    with world.inside():
        visit = f"/inspections/{Inspection.objects.get().id}/"
    assert "检查表" in _post(officer, f"{visit}beginning/")
    refused = officer.post(
        f"{visit}finding/", {"clause": "A7.10", "text": "缺台账", "evidence": " \n"}, follow=True
    )
    assert "请填写证据" in refused.content.decode()
    _post(officer, f"{visit}finding/", clause="A7.10", text="缺台账", evidence="照片2张\n台账第1页")
    assert "送达学校" in _post(officer, f"{visit}sending/")
    listing = text_of(head, "/corrections/")
    sheet = re.search(r"/inspections/sheets/([0-9a-f-]{36})/reply/", listing)
    assert sheet
    _post(head, sheet[0], text="已补录")
    _post(approver, f"{visit}decision/", text="责令补齐")
    page = _post(approver, f"{visit}order/", clause="A7.10", violation="缺台账", demand="补齐")
    assert "待学校整改" in page
    assert head.get(visit).status_code == 404


@pytest.mark.clause("A8.9", "A12.4")
def test_a_teacher_reads_the_own_year_and_a_county_its_report(world: World) -> None:
    teacher, head = of_role(world, Role.TEACHER), of_role(world, Role.SCHOOL_HEAD)
    assert "不打分、不排名" in text_of(teacher, "/statement/")
    assert "待学校答复" in _post(teacher, "/statement/", text="少算一节")
    reply = re.search(r"/statement/contests/[0-9a-f-]{36}/reply/", text_of(head, "/statement/"))
    assert reply
    _post(head, reply[0], text="已补记")
    assert "已补记" in text_of(teacher, "/statement/")
    approver = of_role(world, Role.COUNTY_APPROVER)
    refused = approver.post("/years/", {"practices": "走教"})
    assert refused.status_code == 409
    assert "没有结账" in refused.content.decode()
    assert "未成年人个人信息审计报告" in text_of(approver, "/years/children/")


@pytest.mark.clause("A11.6")
def test_a_school_that_looks_for_the_countys_pages_finds_nothing(world: World) -> None:
    for role in (Role.SCHOOL_HEAD, Role.TEACHER, Role.CLASS_TEACHER):
        client = of_role(world, role)
        for address in (
            "/board/",
            "/surveys/",
            "/inspections/",
            "/years/",
            "/board/province/",
            "/cases/entry/",
        ):
            assert client.get(address).status_code == 404, (role, address)


def test_the_pages_ask_as_often_for_many_rows_as_for_few(world: World) -> None:
    compute(world)
    officer = of_role(world, Role.COUNTY_OFFICER)
    counts = {}
    for address in ("/board/", "/signals/", "/cases/"):
        officer.get(address)
        with CaptureQueriesContext(connection) as asked:
            officer.get(address)
        counts[address] = len(asked)
    assert max(counts.values()) < 60, counts
