"""The pages of consultations, as families, the school, a class teacher and anyone open them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.consulted import NO, YES, a_questionnaire, answer, consult_families, open_round, start_petition
from factories.law import lay_down_the_law
from factories.world import NOW, Child, World, a_world
from kehou.consultation.models import Consultation, Petition, PublishedResult, StoredAnswer
from kehou.kernel.actor import Role
from kehou.platform.access.models import RoleGrant
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id
from kehou.rulebook.facts.petition import PetitionRoute

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    set_business_now(LATER)
    return a_world()


def _staff(world: World, role: Role) -> Client:
    client = Client()
    account, _ = get_user_model().objects.get_or_create(
        login=f"{role.value}-{world.school.id}", defaults={"person_id": world[role].person}
    )
    client.force_login(account)
    return client


def _family(world: World, child: Child) -> Client:
    client = Client()
    account = get_user_model().objects.create(login=f"family:{child.pupil_id}", person_id=new_id())
    client.force_login(account)
    session = client.session
    session["guardians"] = [[world.place.code, str(child.guardian.person)]]
    session.save()
    return client


def _text(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return page.content.decode()


def _questions(consultation_id: UUID, child: Child) -> str:
    return f"/family/consultation/{consultation_id}/{child.pupil_id}/"


@pytest.mark.clause("A2.1", "A2.3")
def test_a_family_answers_one_question_at_a_time_and_checks_before_it_counts(world: World) -> None:
    consultation_id, child = open_round(world), world.children[-1]
    client, base = _family(world, child), _questions(consultation_id, world.children[-1])
    assert base + "join/" in _text(client, "/family/consultation/")
    first = _text(client, base + "join/")
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
    check = _text(client, address)
    assert "周一、周三" in check
    with world.inside():
        assert not StoredAnswer.objects.exists()
    assert client.post(address)["Location"] == "/family/consultation/"
    with world.inside():
        stored = StoredAnswer.objects.get()
    assert (stored.days, stored.courses, stored.transport) == ([0, 2], ["chess"], "bus")
    assert "已答复" in _text(client, "/family/consultation/")


@pytest.mark.clause("A2.2")
def test_a_no_is_one_step_without_any_reason(world: World) -> None:
    consultation_id, child = open_round(world), world.children[-1]
    client, base = _family(world, child), _questions(consultation_id, child)
    check = client.post(base + "join/", {"value": "no"})["Location"]
    assert check == base + "check/"
    client.post(check)
    with world.inside():
        assert StoredAnswer.objects.get().choice == "no"


def test_the_first_question_must_be_answered(world: World) -> None:
    consultation_id, child = open_round(world), world.children[0]
    page = _family(world, child).post(_questions(consultation_id, child) + "join/", {})
    assert "请选择一项，选哪一项都可以" in page.content.decode()


def test_somebody_elses_child_is_not_found(world: World) -> None:
    consultation_id = open_round(world)
    client = _family(world, world.children[0])
    for ending in ("join/", "check/"):
        assert client.get(_questions(consultation_id, world.children[1]) + ending).status_code == 404


def test_the_school_opens_a_round_by_its_form(world: World) -> None:
    client = _staff(world, Role.SCHOOL_PLAN)
    assert "还没有征求过意见" in _text(client, "/consultations/")
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
    assert "各班进度" in _text(client, posted["Location"])
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
    with_class = _text(_staff(world, Role.SCHOOL_PLAN), f"{address}classes/{class_id}/")
    for page in (_text(_staff(world, Role.SCHOOL_HEAD), address), with_class):
        assert "不参加" not in page
        assert "希望参加" not in page
    assert "学生101" in with_class


@pytest.mark.clause("A2.2")
def test_a_class_teacher_sees_answered_or_not_of_the_own_class_only(world: World) -> None:
    consultation_id = open_round(world)
    answer(world, consultation_id, world.children[0], NO, now=LATER)
    client = _staff(world, Role.CLASS_TEACHER)
    assert "没有登记您带的班级" in _text(client, "/consultations/class/")
    RoleGrant.objects.filter(person_id=world[Role.CLASS_TEACHER].person).update(detail="0101")
    page = _text(client, "/consultations/class/")
    assert page.count("未答复") == 2
    assert "学生101" in page
    assert "学生201" not in page
    assert "不参加" not in page
    assert client.get(f"/consultations/{consultation_id}/").status_code == 404


def test_a_sheet_is_printed_and_keyed_in_with_its_scan(world: World) -> None:
    consultation_id, child = open_round(world), world.children[0]
    client = _staff(world, Role.SCHOOL_PLAN)
    printed = client.get(f"/consultations/{consultation_id}/classes/{world.class_ids[1]}/sheets/")
    assert printed.content.startswith(b"%PDF")
    address = f"/consultations/{consultation_id}/answers/{child.pupil_id}/"
    assert "家长101" in _text(client, address)
    filled = {"join": "no", "days": ["0"], "signer": str(child.guardian.person), "by_fingerprint": "on"}
    assert "请上传签名原件" in client.post(address, filled).content.decode()
    scan = SimpleUploadedFile("sheet.jpg", b"scan", content_type="image/jpeg")
    assert client.post(address, filled | {"scan": scan}).status_code == 302
    with world.inside():
        row = StoredAnswer.objects.get()
    assert (row.choice, row.days, row.channel, row.by_fingerprint) == ("no", [], "paper", True)


@pytest.mark.clause("A2.3")
def test_anyone_reads_the_published_result_and_a_family_may_object(world: World) -> None:
    consultation_id = consult_families(world, before=LATER)
    address = f"/consultations/{consultation_id}/result/"
    page = _text(Client(), address)
    assert "18名学生的家长" in page
    assert "不单列" in page
    assert "家长101" not in page
    family = _family(world, world.children[0])
    assert "提出意见" in _text(family, address)
    objection = f"/family/consultation/{consultation_id}/objection/"
    assert family.post(objection, {"text": "时间太短"}).status_code == 302
    desk = _staff(world, Role.SCHOOL_HEAD)
    assert "时间太短" in _text(desk, f"/consultations/{consultation_id}/")
    assert Client().get(f"/consultations/{new_id()}/result/").status_code == 404
    assert PublishedResult.objects.count() == 1


@pytest.mark.clause("A7.12")
def test_a_rural_school_is_led_to_the_petition_and_a_family_signs() -> None:
    lay_down_the_law()
    set_business_now(LATER)
    village = a_world(urban_rural_code="220", short_code="village", grades=(1, 2))
    client = _staff(village, Role.SCHOOL_PLAN)
    assert "农村学校须先有家长申请" in _text(client, "/consultations/opening/")
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
    family = _family(village, child)
    sign_address = f"/family{address.replace('petitions', 'petition')}{child.pupil_id}/"
    assert sign_address in _text(family, "/family/consultation/")
    assert "我同意，签名" in _text(family, sign_address)
    assert family.post(sign_address).status_code == 302
    assert client.get(f"{address}sheet/").content.startswith(b"%PDF")
    second = village.children[1]
    keyed = client.post(
        f"{address}signatures/{second.pupil_id}/",
        {
            "signer": str(second.guardian.person),
            "signed_date": LATER.date().isoformat(),
            "identity_checked": "on",
            "scan": SimpleUploadedFile("sheet.png", b"scan", content_type="image/png"),
        },
    )
    assert keyed.status_code == 302, keyed.content.decode()
    assert "已签名" in _text(client, f"{address}classes/{village.class_ids[1]}/")
    set_business_now(LATER + timedelta(days=6))
    verification = client.post(f"{address}closing/")["Location"]
    assert "学生101" in _text(client, verification)
    client.post(verification)
    assert "没有达到要求" in _text(client, address)


def test_strangers_find_nothing(world: World) -> None:
    consultation_id = open_round(world)
    other = _staff(a_world(short_code="other", urban_rural_code="220"), Role.SCHOOL_HEAD)
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
        client = _staff(school, Role.SCHOOL_HEAD)
        client.get(address)
        with CaptureQueriesContext(connection) as looking:
            for page in pages:
                assert client.get(page).status_code == 200
        family = _family(school, school.children[0])
        with CaptureQueriesContext(connection) as asking:
            assert family.get("/family/consultation/").status_code == 200
        counts.append((len(opening), len(looking), len(asking)))
    few, many = counts
    assert few == many
    assert many[0] < 40
