"""The pages of the afternoon: what each person sees, sends and is refused (process 7)."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import load_workbook

from factories.afternoon import MONDAY, at, running_school
from factories.afternoon_acts import class_teacher, hand_over, log, roll, start
from factories.browsing import family_client, staff_client, text_of
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.delivery.custody import fold_of
from kehou.delivery.facts import Attendance, Custody
from kehou.delivery.models import Incident, LeaveRequest, Session, StoredMark
from kehou.kernel.actor import Role
from kehou.platform.access.models import RoleGrant
from kehou.platform.audit.models import AuditEvent
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


@pytest.fixture
def session(world: World) -> Session:
    """The chess session of the first Monday, at the time of the roll."""
    found = running_school(world)
    set_business_now(at(17, 12))
    return found


def _table(content: bytes) -> list[list[object]]:
    return load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python()


def _marks(world: World, session: Session) -> list[dict[str, str]]:
    return [
        {
            "client_id": str(uuid4()),
            "pupil": str(child.pupil_id),
            "kind": "present",
            "at": at(17, 11).isoformat(),
        }
        for child in world.children
    ]


def _post_marks(client: Client, session: Session, body: object) -> tuple[int, dict[str, object]]:
    answer = client.post(
        f"/afternoon/sessions/{session.id}/marks/",
        body if isinstance(body, str) else json.dumps(body),
        content_type="application/json",
    )
    try:
        return answer.status_code, json.loads(answer.content)
    except ValueError:
        return answer.status_code, {}


def test_a_device_sends_its_batch_and_repeats_it_without_harm(world: World, session: Session) -> None:
    start(world, session, now=at(17, 8))
    client = staff_client(world, Role.TEACHER)
    sent = {"marks": _marks(world, session), "whole": True}
    assert _post_marks(client, session, sent) == (200, {"new": 6, "seen": 6})
    assert _post_marks(client, session, sent) == (200, {"new": 0, "seen": 6})
    with world.inside():
        assert StoredMark.objects.count() == 6


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"marks": [{}]}', '{"marks": [{"client_id": 1}]}', '{"marks": 3}']
)
def test_a_batch_that_is_no_batch_is_refused(world: World, session: Session, body: str) -> None:
    start(world, session, now=at(17, 8))
    assert _post_marks(staff_client(world, Role.TEACHER), session, body)[0] == 400


@pytest.mark.clause("A10.9")
def test_a_batch_with_somebody_elses_child_or_before_the_start_is_refused(
    world: World, session: Session
) -> None:
    client = staff_client(world, Role.TEACHER)
    assert _post_marks(client, session, {"marks": _marks(world, session)})[0] == 409
    start(world, session, now=at(17, 8))
    stranger = [{**_marks(world, session)[0], "pupil": str(UUID(int=5))}]
    assert _post_marks(client, session, {"marks": stranger})[0] == 409
    with world.inside():
        assert StoredMark.objects.count() == 0


def test_a_teacher_sees_the_own_sessions_only(world: World, session: Session) -> None:
    mine, other = staff_client(world, Role.TEACHER), staff_client(world, Role.CLASS_TEACHER)
    assert "棋类" in text_of(mine, "/afternoon/sessions/")
    assert "棋类" not in text_of(other, "/afternoon/sessions/")
    assert other.get(f"/afternoon/sessions/{session.id}/").status_code == 404
    assert other.get(f"/afternoon/sessions/{session.id}/roll/").status_code == 404
    assert "棋类" in text_of(staff_client(world, Role.SCHOOL_TEACHING), "/afternoon/sessions/")
    for role in (Role.SCHOOL_CASHIER, Role.COUNTY_OFFICER):
        assert staff_client(world, role).get("/afternoon/sessions/").status_code == 404
    assert Client().get("/afternoon/sessions/").status_code == 404


def test_the_office_cancels_and_the_family_sees_it(world: World, session: Session) -> None:
    office = staff_client(world, Role.SCHOOL_TEACHING)
    page = office.post(
        f"/afternoon/sessions/{session.id}/cancellation/",
        {"cause": "weather", "reason": "雷暴", "instead": "care"},
    )
    assert page.status_code == 302
    assert "已取消，不收费" in text_of(family_client(world.children[0]), "/family/today/")


def test_a_refused_start_says_why_and_names_the_article(world: World, session: Session) -> None:
    set_business_now(at(12, 0))
    page = staff_client(world, Role.TEACHER).post(f"/afternoon/sessions/{session.id}/opening/")
    assert page.status_code == 409
    text = page.content.decode()
    assert "批复的开始时间是" in text
    assert "《实施办法》（七）" in text


@pytest.mark.clause("A10.8")
def test_the_gate_names_who_may_collect_and_writes_down_what_should_not_have_happened(
    world: World, session: Session
) -> None:
    start(world, session, now=at(17, 8))
    roll(world, session, now=at(17, 11))
    child = world.children[0]
    gate = staff_client(world, Role.SCHOOL_SAFETY)
    assert "学生101" in text_of(gate, "/afternoon/gate/")
    page = text_of(gate, f"/afternoon/gate/{child.pupil_id}/")
    assert "交给家长101（父母）" in page
    stranger = {"way": "person", "to": str(uuid4())}
    refused = gate.post(f"/afternoon/gate/{child.pupil_id}/", stranger)
    assert refused.status_code == 409
    with world.inside():
        assert AuditEvent.objects.filter(action="release_child", refused=True).count() == 1
        assert Incident.objects.count() == 0
    gate.post(f"/afternoon/gate/{child.pupil_id}/", {"way": "person", "took_place": "yes", "who": "自称舅舅"})
    with world.inside():
        incident = Incident.objects.get()
        fold = fold_of(world.school.id, world.term.id, MONDAY)
    assert fold.children[child.pupil_id].custody is Custody.HOME
    assert "告知家长" in text_of(gate, f"/afternoon/incidents/{incident.id}/")
    teacher = staff_client(world, Role.TEACHER)
    assert teacher.get(f"/afternoon/incidents/{incident.id}/").status_code == 404


def test_the_list_for_a_day_without_network_is_dated_and_has_its_code(world: World, session: Session) -> None:
    page = text_of(staff_client(world, Role.SCHOOL_SAFETY), "/afternoon/gate/paper/")
    for part in ('href="#class-1"', 'id="class-1"', "2026年3月2日", "家长101（父母）", "校验码"):
        assert part in page


def test_a_class_teacher_hands_over_the_own_class(world: World, session: Session) -> None:
    with world.inside():
        person = world[Role.CLASS_TEACHER].person
        RoleGrant.objects.filter(person_id=person, role=Role.CLASS_TEACHER).update(detail="0101")
    client = staff_client(world, Role.CLASS_TEACHER)
    page = text_of(client, "/afternoon/classes/")
    assert ("1年级1班" in page, "2年级1班" in page) == (True, False)
    assert client.get(f"/afternoon/classes/{world.class_ids[2]}/").status_code == 404
    client.post(f"/afternoon/classes/{world.class_ids[1]}/", {"away": []})
    assert "1人" in text_of(client, "/afternoon/classes/")


@pytest.mark.clause("A9.12")
def test_a_guardian_asks_leave_and_the_school_answers(world: World, session: Session) -> None:
    child = world.children[0]
    family = family_client(child)
    form = {"from_date": "2026-03-02", "last_date": "2026-03-02", "reason": "illness", "words": "发烧"}
    assert (
        family.post(f"/family/{child.pupil_id}/leave/", {**form, "last_date": "2026-03-01"}).status_code
        == 200
    )
    set_business_now(at(19, 0))
    assert family.post(f"/family/{child.pupil_id}/leave/", form).status_code == 302
    assert family.get(f"/family/{world.children[1].pupil_id}/leave/").status_code == 404
    office = staff_client(world, Role.SCHOOL_TEACHING)
    assert "学生101" in text_of(office, "/afternoon/leaves/")
    with world.inside():
        asked = LeaveRequest.objects.get()
    proof, own = f"/afternoon/leaves/{asked.id}/evidence/", f"/family/{child.pupil_id}/leave/"
    assert office.get(proof).status_code == 404
    for content, told in ((b"<script>", 200), (b"\xff\xd8\xff photo", 302), (b"%PDF- letter", 302)):
        scan = SimpleUploadedFile("proof.jpg", content, content_type="image/jpeg")
        assert family.post(f"{own}{asked.id}/evidence/", {"evidence": scan}).status_code == told
    other = family_client(world.children[1])
    assert other.post(f"{own}{asked.id}/evidence/", {"evidence": scan}).status_code == 404
    shown = office.get(proof)
    assert (shown.content, shown["Content-Type"]) == (b"%PDF- letter", "application/pdf")
    teacher = staff_client(world, Role.CLASS_TEACHER)
    assert (teacher.get(proof).status_code, office.get(own).status_code) == (404, 404), "no class of its own"
    assert teacher.post(f"/afternoon/leaves/{asked.id}/", {"granted": "no"}).status_code == 404
    office.post(f"/afternoon/leaves/{asked.id}/", {"granted": "yes"})
    assert "已准假" in text_of(family, f"/family/{child.pupil_id}/leave/")


def test_a_guardian_consents_and_answers_an_absence(world: World, session: Session) -> None:
    child = world.children[3]
    start(world, session, now=at(17, 8))
    roll(world, session, {child.pupil_id: Attendance.ABSENT}, now=at(17, 11))
    family = family_client(child)
    assert "孩子没有出现在课堂上" in text_of(family, "/family/today/")
    family.post(f"/family/{child.pupil_id}/absence/", {"words": ""})
    assert "孩子没有出现在课堂上" in text_of(family, "/family/today/")
    family.post(f"/family/{child.pupil_id}/absence/", {"words": "在外婆家"})
    assert "孩子没有出现在课堂上" not in text_of(family, "/family/today/")
    family.post(f"/family/{child.pupil_id}/alone/", {"given": "yes"})
    assert "您已同意孩子自己回家" in text_of(family, "/family/today/")


def test_the_log_is_read_and_taken_away(world: World, session: Session) -> None:
    start(world, session, now=at(17, 8))
    roll(world, session, now=at(17, 11))
    log(world, session, now=at(17, 52))
    set_business_now(at(18, 30))
    head = staff_client(world, Role.SCHOOL_HEAD)
    page = text_of(head, "/afternoon/log/?from=2026-03-04")
    assert "学习开局，两人对弈" in page
    assert "小组活动" in page
    sheet = head.get("/afternoon/log/?from=2026-03-02&form=xlsx")
    cells = [cell for line in _table(sheet.content) for cell in line]
    assert {"学习开局，两人对弈", len(world.children)} <= set(cells)
    head.post(f"/afternoon/sessions/{session.id}/acceptance/")
    assert "已确认" in text_of(head, "/afternoon/log/?from=2026-03-02")


def test_what_a_teacher_writes_is_no_formula_in_the_table(world: World, session: Session) -> None:
    start(world, session, now=at(17, 8))
    roll(world, session, now=at(17, 11))
    formula = '=HYPERLINK("http://evil.example","看这里")'
    log(world, session, now=at(17, 52), content=formula)
    set_business_now(at(18, 30))
    sheet = staff_client(world, Role.SCHOOL_HEAD).get("/afternoon/log/?from=2026-03-02&form=xlsx")
    with ZipFile(BytesIO(sheet.content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert formula in [cell for line in _table(sheet.content) for cell in line]


def test_hazards_visitors_duty_and_incidents_have_their_forms(world: World, session: Session) -> None:
    safety = staff_client(world, Role.SCHOOL_SAFETY)
    hazard = {"area": "fire", "room": "302教室", "what": "灭火器过期", "is_serious": "on"}
    safety.post("/afternoon/hazards/", hazard)
    assert "严重，教室停用" in text_of(safety, "/afternoon/incidents/")
    safety.post("/afternoon/gate/passes/", {"name": "周教练", "purpose": "上课"})
    assert "周教练" in text_of(safety, "/afternoon/gate/")
    assert safety.post("/afternoon/gate/visits/", {"number": "NOPASS1", "way": "in"}).status_code == 409
    safety.post("/afternoon/board/duty/", {"kind": "round", "seen": "秩序好"})
    assert "秩序好" in text_of(safety, "/afternoon/board/")
    told = {"kind": "injury", "what": "擦伤", "is_serious": "on"}
    page = safety.post("/afternoon/incidents/report/", told, follow=True).content.decode()
    assert "下一步：告知家长" in page


def test_a_class_teacher_of_another_class_answers_no_leave(world: World, session: Session) -> None:
    assert class_teacher(world, 1).grants[0].detail == "0101"
    assert "没有请假" in text_of(staff_client(world, Role.CLASS_TEACHER), "/afternoon/leaves/")


@pytest.mark.clause("A10.9")
def test_the_board_compares_what_was_handed_over_with_what_was_taken_over(
    world: World, session: Session
) -> None:
    for grade in (1, 2):
        hand_over(world, grade)
    board = staff_client(world, Role.SCHOOL_SAFETY)
    assert "班主任交出2人，任课教师接到0人" in text_of(board, "/afternoon/board/")
    start(world, session, now=at(17, 8))
    roll(world, session, {world.children[0].pupil_id: Attendance.ABSENT}, now=at(17, 11))
    assert "马上查明差的学生在哪里" in text_of(board, "/afternoon/board/")
    roll(world, session, now=at(17, 12))
    assert "马上查明差的学生在哪里" not in text_of(board, "/afternoon/board/")


@pytest.mark.clause("A10.6")
def test_the_day_says_in_the_morning_who_is_not_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factories.world.CHECKED", date(2025, 3, 2))
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    running_school(world)
    set_business_now(at(8, 0))
    assert "教师没有通过背景审查" not in text_of(staff_client(world, Role.TEACHER), "/afternoon/sessions/")
    set_business_now(at(8, 0, on=date(2026, 3, 9)))
    assert "教师没有通过背景审查" in text_of(staff_client(world, Role.TEACHER), "/afternoon/sessions/")
