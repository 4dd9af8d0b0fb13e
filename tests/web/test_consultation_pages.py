"""The pages of consultations, as families, the school, a class teacher and anyone open them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.browsing import family_client, staff_client, text_of
from factories.consulted import NO, YES, a_questionnaire, answer, consult_families, open_round, start_petition
from factories.law import lay_down_the_law
from factories.world import NOW, Child, World, a_world
from kehou.consultation.models import Consultation, Petition, PublishedResult, StoredAnswer
from kehou.kernel.actor import Role
from kehou.platform.access.models import RoleGrant
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    set_business_now(LATER)
    return a_world()


def _questions(consultation_id: UUID, child: Child) -> str:
    return f"/family/consultation/{consultation_id}/{child.pupil_id}/"


@pytest.mark.clause("A2.1", "A2.3")
def test_a_family_answers_one_question_at_a_time_and_checks_before_it_counts(world: World) -> None:
    consultation_id, child = open_round(world), world.children[-1]
    client, base = family_client(child), _questions(consultation_id, world.children[-1])
    assert base + "join/" in text_of(client, "/family/consultation/")
    first = text_of(client, base + "join/")
    assert "checked" not in first
    assert "三至六年级16:10放学" in first
    given = {
        "join": "yes",
        "days": ["0", "2"],
        "courses": ["chess"],
        "price": "lower",
        "transport": "bus",
        "pupil": [],
    }
    address = base + "join/"
    for step, value in given.items():
        assert address.endswith(f"/{step}/")
        address = client.post(address, {"value": value} if value else {})["Location"]
    check = text_of(client, address)
    assert "周一、周三" in check
    with world.inside():
        assert not StoredAnswer.objects.exists()
    assert client.post(address)["Location"] == "/family/consultation/"
    with world.inside():
        stored = StoredAnswer.objects.get()
    assert (stored.days, stored.courses, stored.transport) == ([0, 2], ["chess"], "bus")
    assert "已答复" in text_of(client, "/family/consultation/")


@pytest.mark.clause("A2.2")
def test_a_no_is_one_step_without_any_reason(world: World) -> None:
    consultation_id, child = open_round(world), world.children[-1]
    client, base = family_client(child), _questions(consultation_id, child)
    check = client.post(base + "join/", {"value": "no"})["Location"]
    assert check == base + "check/"
    client.post(check)
    with world.inside():
        assert StoredAnswer.objects.get().choice == "no"


def test_the_first_question_must_be_answered(world: World) -> None:
    consultation_id, child = open_round(world), world.children[0]
    page = family_client(child).post(_questions(consultation_id, child) + "join/", {})
    assert "请选择一项，选哪一项都可以" in page.content.decode()


def test_somebody_elses_child_is_not_found(world: World) -> None:
    consultation_id = open_round(world)
    client = family_client(world.children[0])
    for ending in ("join/", "check/"):
        assert client.get(_questions(consultation_id, world.children[1]) + ending).status_code == 404


def test_the_school_opens_a_round_by_its_form(world: World) -> None:
    client = staff_client(world, Role.SCHOOL_PLAN)
    assert "还没有征求过意见" in text_of(client, "/consultations/")
    asked = a_questionnaire()
    posted = client.post(
        "/consultations/opening/",
        {
            "term": str(world.term.id),
            "closes_date": (LATER + timedelta(days=6)).date().isoformat(),
            "introduction": asked.introduction,
            "if_yes": asked.if_yes,
            "lessons_end": asked.lessons_end,
            "waiting_care": asked.waiting_care,
            "days": ["0", "1"],
            "courses": "围棋\n合唱\n围棋\n",
            "price_note": "",
        },
    )
    assert posted.status_code == 302, posted.content.decode()
    assert "各班进度" in text_of(client, posted["Location"])
    with world.inside():
        kept = Consultation.objects.get().questionnaire
    assert [course["title"] for course in kept["courses"]] == ["围棋", "合唱"]


@pytest.mark.clause("A2.2")
def test_nobody_at_school_reads_who_said_no(world: World) -> None:
    consultation_id = open_round(world)
    for child, given in zip(world.children[:6], [YES, NO, YES, NO, YES, NO], strict=True):
        answer(world, consultation_id, child, given, now=LATER)
    address = f"/consultations/{consultation_id}/"
    class_id = world.class_ids[1]
    with_class = text_of(staff_client(world, Role.SCHOOL_PLAN), f"{address}classes/{class_id}/")
    for page in (text_of(staff_client(world, Role.SCHOOL_HEAD), address), with_class):
        assert "不参加" not in page
        assert "希望参加" not in page
    assert "学生101" in with_class


@pytest.mark.clause("A2.2")
def test_a_class_teacher_sees_answered_or_not_of_the_own_class_only(world: World) -> None:
    consultation_id = open_round(world)
    answer(world, consultation_id, world.children[0], NO, now=LATER)
    client = staff_client(world, Role.CLASS_TEACHER)
    assert "没有登记您带的班级" in text_of(client, "/consultations/class/")
    RoleGrant.objects.filter(person_id=world[Role.CLASS_TEACHER].person).update(detail="0101")
    page = text_of(client, "/consultations/class/")
    assert page.count("未答复") == 2
    assert "学生101" in page
    assert "学生201" not in page
    assert "不参加" not in page
    assert client.get(f"/consultations/{consultation_id}/").status_code == 404


def test_the_result_is_owed_on_the_desk_once_a_round_is_closed(world: World) -> None:
    consultation_id = open_round(world)
    client = staff_client(world, Role.SCHOOL_PLAN)
    set_business_now(NOW + timedelta(days=6))
    client.post(f"/consultations/{consultation_id}/closing/")
    assert "公布征求意见结果" in text_of(client, "/")
    client.post(f"/consultations/{consultation_id}/summary/")
    client.post(f"/consultations/{consultation_id}/publication/")
    assert "公布征求意见结果" not in text_of(client, "/")


def test_a_sheet_is_printed_and_keyed_in_with_its_scan(world: World) -> None:
    consultation_id, child = open_round(world), world.children[0]
    client = staff_client(world, Role.SCHOOL_PLAN)
    printed = client.get(f"/consultations/{consultation_id}/classes/{world.class_ids[1]}/sheets/")
    assert printed.content.startswith(b"%PDF")
    address = f"/consultations/{consultation_id}/answers/{child.pupil_id}/"
    assert "家长101" in text_of(client, address)
    filled = {"join": "no", "days": ["0"], "signer": str(child.guardian.person), "by_fingerprint": "on"}
    assert "请上传签名原件" in client.post(address, filled).content.decode()
    scan = SimpleUploadedFile("sheet.jpg", b"\xff\xd8\xff scan", content_type="image/jpeg")
    assert client.post(address, filled | {"scan": scan}).status_code == 302
    with world.inside():
        row = StoredAnswer.objects.get()
    assert (row.choice, row.days, row.channel, row.by_fingerprint) == ("no", [], "paper", True)


@pytest.mark.clause("A2.3")
def test_anyone_reads_the_published_result_and_a_family_may_object(world: World) -> None:
    consultation_id = consult_families(world, before=LATER)
    address = f"/consultations/{consultation_id}/result/"
    page = text_of(Client(), address)
    assert "18名学生的家长" in page
    assert "不单列" in page
    assert "家长101" not in page
    family = family_client(world.children[0])
    assert "提出意见" in text_of(family, address)
    objection = f"/family/consultation/{consultation_id}/objection/"
    assert family.post(objection, {"text": "时间太短"}).status_code == 302
    desk = staff_client(world, Role.SCHOOL_HEAD)
    assert "时间太短" in text_of(desk, f"/consultations/{consultation_id}/")
    assert Client().get(f"/consultations/{new_id()}/result/").status_code == 404
    assert PublishedResult.objects.count() == 1


def test_strangers_find_nothing(world: World) -> None:
    consultation_id = open_round(world)
    other = staff_client(a_world(short_code="other", urban_rural_code="220"), Role.SCHOOL_HEAD)
    for address in (f"/consultations/{consultation_id}/", "/consultations/class/"):
        assert other.get(address).status_code == 404
        assert Client().get(address).status_code == 404
    village = a_world(short_code="village", urban_rural_code="220")
    petition_id = start_petition(village, now=NOW)
    assert other.get(f"/petitions/{petition_id}/").status_code == 404
    with village.inside():
        assert Petition.objects.filter(pk=petition_id).exists()


def test_queries_do_not_grow_with_pupils(world: World) -> None:
    counts = []
    for school in (world, a_world(short_code="big", per_class=12)):
        reset_queries()  # the log of queries is bounded, and making a school fills it
        with CaptureQueriesContext(connection) as opening:
            consultation_id = open_round(school)
        address = f"/consultations/{consultation_id}/"
        pages = [address, f"{address}classes/{school.class_ids[1]}/", "/consultations/"]
        client = staff_client(school, Role.SCHOOL_HEAD)
        client.get(address)
        with CaptureQueriesContext(connection) as looking:
            for page in pages:
                assert client.get(page).status_code == 200
        family = family_client(school.children[0])
        with CaptureQueriesContext(connection) as asking:
            assert family.get("/family/consultation/").status_code == 200
        counts.append((len(opening), len(looking), len(asking)))
    few, many = counts
    assert few == many
    assert many[0] < 40
