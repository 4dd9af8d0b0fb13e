"""Publicity, as the school works on it and anyone reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from factories.approved import approve_a_plan
from factories.consulted import consult_families
from factories.law import lay_down_the_law
from factories.world import NOW, World, a_world
from kehou.consultation.public import told_of_no
from kehou.kernel.actor import Role
from kehou.notices.models import Notice
from kehou.plans.public import ApprovedPlan, approved_plan
from kehou.platform.clock.business import set_business_now
from unit.paper.poppler import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    made = a_world(urban_rural_code="121")
    approve_a_plan(made)
    set_business_now(NOW)
    return made


def _signed_in(world: World, role: Role) -> Client:
    client = Client()
    client.force_login(
        get_user_model().objects.create(login=f"{role.value}-login", person_id=world[role].person)
    )
    return client


def _approved(world: World) -> ApprovedPlan:
    with world.inside():
        plan = approved_plan(world.school.id, world.term.id)
    assert plan
    return plan


def _published(world: World) -> Notice:
    with world.inside():
        return Notice.objects.get()


@pytest.mark.clause("A7.5", "A2.14")
def test_a_school_publishes_and_anyone_reads_and_asks(world: World) -> None:
    school = _signed_in(world, Role.SCHOOL_PLAN)
    assert "开始公示" in school.get("/notices/").content.decode()
    plan = _approved(world)
    assert school.post(f"/notices/versions/{plan.version_id}/").status_code == 302
    notice = _published(world)
    public = Client()
    page = public.get(f"/n/{notice.code}/").content.decode()
    assert "演习小学" in page
    assert "2.00元" in page
    answer = public.post(f"/n/{notice.code}/objection/", {"text": "雨天在哪里上"})
    assert answer.status_code == 302
    assert "雨天在哪里上" in public.get(f"/n/{notice.code}/").content.decode()


@pytest.mark.clause("A7.5")
def test_closing_too_early_is_refused_on_a_page_that_says_why(world: World) -> None:
    school = _signed_in(world, Role.SCHOOL_PLAN)
    plan = _approved(world)
    school.post(f"/notices/versions/{plan.version_id}/")
    notice = _published(world)
    refused = school.post(f"/notices/{notice.id}/closing/")
    assert refused.status_code == 409
    assert "个工作日" in refused.content.decode()


def test_the_papers_are_pdf_and_a_strangers_desk_is_not_there(world: World) -> None:
    school = _signed_in(world, Role.SCHOOL_PLAN)
    plan = _approved(world)
    school.post(f"/notices/versions/{plan.version_id}/")
    notice = _published(world)
    for kind in ("board", "poster", "letter"):
        assert school.get(f"/notices/{notice.id}/paper/{kind}/").content.startswith(b"%PDF")
    assert school.get(f"/notices/{notice.id}/paper/other/").status_code == 404
    other = a_world(short_code="other")
    assert _signed_in(other, Role.SCHOOL_HEAD).get(f"/notices/{notice.id}/").status_code == 404
    assert Client().get("/n/NOSUCH/").status_code == 404


@pytest.mark.clause("A12.1", "A2.2")
def test_the_letter_tells_what_was_published_and_what_a_no_means(world: World, tmp_path: Path) -> None:
    school = _signed_in(world, Role.SCHOOL_PLAN)
    school.post(f"/notices/versions/{_approved(world).version_id}/")
    letter = f"/notices/{_published(world).id}/paper/letter/"
    text = text_of(school.get(letter).content, tmp_path)
    assert "演习小学" in text
    assert "2.00元" in text
    assert "不参加：" not in text
    consult_families(world)
    with world.inside():
        told = told_of_no(world.school.id, world.term.id)
    assert told
    assert all(words in text_of(school.get(letter).content, tmp_path) for words in told)
