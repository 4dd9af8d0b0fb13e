"""An approved plan is shown, questioned, answered, and closed only when its days are over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError

from factories import spoiled
from factories.approved import approve_a_plan
from factories.drafted import submit_a_plan
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import COUNTY, NOW, World, a_world
from kehou.authority.models import CountyPolicy, Tariff
from kehou.authority.public import parameters_for
from kehou.authority.services.parameters import set_parameter
from kehou.kernel.actor import Role, public_actor
from kehou.kernel.fen import ZERO
from kehou.notices.content import from_json
from kehou.notices.models import Notice
from kehou.notices.public import is_publicised, publicity_of
from kehou.notices.services.objecting import (
    UnableToAnswer,
    UnableToObject,
    answer_objection,
    raise_objection,
    tell_families,
)
from kehou.notices.services.publishing import (
    UnableToClose,
    UnableToPublish,
    close_notice,
    open_notice,
    withdraw_notice,
)
from kehou.plans.facts import PlanContent
from kehou.plans.models import Decision, PlanVersion
from kehou.plans.services.deciding import decide_plan, take_plan
from kehou.plans.services.drafting import amend_plan, change_draft
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import Scope, at, scoped
from kehou.rulebook.facts.fees import IncomeSource

pytestmark = pytest.mark.django_db
FIVE_WORKING_DAYS = timedelta(days=7)


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="121")


@pytest.fixture
def notice(world: World) -> Notice:
    version = approve_a_plan(world)
    return perform(open_notice, actor=world[Role.SCHOOL_PLAN], now=NOW, version_id=version.id)


def _object(notice: Notice, text: str = "校车几点发车") -> UUID:
    with scoped(at(notice.place)):
        return raise_objection(actor=public_actor(), now=NOW, notice_id=notice.id, text=text).id


def _close(world: World, notice: Notice, *, after: timedelta = FIVE_WORKING_DAYS) -> Notice:
    return perform(close_notice, actor=world[Role.SCHOOL_PLAN], now=NOW + after, notice_id=notice.id)


def _tell(world: World, notice: Notice) -> None:
    perform(tell_families, actor=world[Role.SCHOOL_PLAN], now=NOW, notice_id=notice.id, channel="letter")


@pytest.mark.clause("A2.13")
def test_a_notice_says_what_was_approved(world: World, notice: Notice) -> None:
    content = from_json(notice.content)
    assert content.school == "演习小学"
    assert content.prices[0].basis == "演发改〔2025〕3号"
    assert {"fee_standard", "times", "courses", "refund_rule", "complaint_channel"} <= content.filled_fields()


@pytest.mark.clause("A7.5")
def test_an_unapproved_version_is_not_published(world: World) -> None:
    version = approve_a_plan(world)
    with pytest.raises(UnableToPublish) as refused:
        perform(open_notice, actor=world[Role.SCHOOL_PLAN], now=NOW, version_id=version.plan_id)
    assert refused.value.clauses == ("A7.5",)


def _cheaper(content: PlanContent) -> PlanContent:
    """Twenty fen less a period; what families pay in all is less, and so is the cost."""
    less = spoiled.priced(180)(content)
    lines = tuple(
        replace(line, amount=sum((row.planned_income for row in less.fees.prices), ZERO))
        if line.source is IncomeSource.SERVICE_FEE
        else line
        for line in less.fees.sources
    )
    return spoiled.fees(sources=lines)(less)


def _replaced_by(world: World, first: PlanVersion) -> PlanVersion:
    """A later version with a lower price, approved in its turn."""
    author, officer, approver = (
        world[role] for role in (Role.SCHOOL_PLAN, Role.COUNTY_OFFICER, Role.COUNTY_APPROVER)
    )
    version = perform(amend_plan, actor=author, now=NOW, plan_id=first.plan_id)
    perform(
        change_draft,
        actor=author,
        now=NOW,
        version_id=version.id,
        revision=0,
        change=_cheaper,
    )
    submit_a_plan(world, version)
    perform(take_plan, actor=officer, now=NOW, version_id=version.id)
    perform(decide_plan, actor=approver, now=NOW, version_id=version.id, kind=Decision.Kind.APPROVE)
    return version


@pytest.mark.clause("A7.5", "A2.12")
def test_a_version_that_another_has_replaced_is_not_published(world: World) -> None:
    first = approve_a_plan(world)
    later = _replaced_by(world, first)
    with pytest.raises(UnableToPublish) as refused:
        perform(open_notice, actor=world[Role.SCHOOL_PLAN], now=NOW, version_id=first.id)
    assert set(refused.value.clauses) == {"A2.12", "A7.5"}
    assert "prices" in {verdict.subject for verdict in refused.value.verdicts}
    perform(open_notice, actor=world[Role.SCHOOL_PLAN], now=NOW, version_id=later.id)


@pytest.mark.clause("A2.13")
def test_a_notice_without_what_must_be_told_is_refused(world: World) -> None:
    version = approve_a_plan(world)
    with scoped(Scope(areas=frozenset({"43"}))):
        Tariff.objects.update(receipt_kind="")
    told = parameters_for(COUNTY, on=NOW.date()).codes("publicity_fields")
    perform(
        set_parameter,
        actor=world[Role.COUNTY_APPROVER],
        now=NOW,
        place=COUNTY,
        name="publicity_fields",
        value=sorted(told | {"receipt_kind"}),
        source="县细则",
        from_date=NOW.date(),
    )
    with pytest.raises(UnableToPublish) as refused:
        perform(open_notice, actor=world[Role.SCHOOL_PLAN], now=NOW, version_id=version.id)
    assert refused.value.clauses == ("A2.13",)
    assert [verdict.subject for verdict in refused.value.verdicts] == ["notice/receipt_kind"]


@pytest.mark.clause("A2.14", "A11.14")
def test_without_a_complaint_channel_nothing_is_published(world: World) -> None:
    version = approve_a_plan(world)
    with scoped(at(COUNTY)):
        CountyPolicy.objects.update(complaint_phone="", complaint_mailbox="")
    with pytest.raises(UnableToPublish) as refused:
        perform(open_notice, actor=world[Role.SCHOOL_PLAN], now=NOW, version_id=version.id)
    assert "A2.14" in refused.value.clauses


@pytest.mark.clause("A7.5")
def test_a_notice_closes_after_its_days_and_not_before(world: World, notice: Notice) -> None:
    _tell(world, notice)
    with pytest.raises(UnableToClose) as refused:
        _close(world, notice, after=timedelta(days=4))
    assert reasons_of(refused) == {"publicity_too_short"}
    with world.inside():
        assert not is_publicised(notice.version_id)
    _close(world, notice)
    with world.inside():
        assert is_publicised(notice.version_id)


@pytest.mark.clause("A7.5")
def test_an_unanswered_objection_keeps_a_notice_open(world: World, notice: Notice) -> None:
    _tell(world, notice)
    objection = _object(notice)
    with pytest.raises(UnableToClose) as refused:
        _close(world, notice)
    assert reasons_of(refused) == {"objection_unanswered"}
    perform(
        answer_objection,
        actor=world[Role.SCHOOL_PLAN],
        now=NOW,
        objection_id=objection,
        text="18点05分发车",
    )
    assert _close(world, notice).closed_at


@pytest.mark.clause("A12.1")
def test_families_must_have_been_told(world: World, notice: Notice) -> None:
    with pytest.raises(UnableToClose) as refused:
        _close(world, notice)
    assert refused.value.clauses == ("A12.1",)


@pytest.mark.clause("A7.11")
def test_a_published_page_is_not_altered(world: World, notice: Notice) -> None:
    altered = notice.content | {"refund_rule": "概不退费"}
    with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
        Notice.objects.filter(pk=notice.id).update(content=altered)


def test_an_objection_is_answered_once_and_taken_only_while_the_notice_runs(
    world: World, notice: Notice
) -> None:
    objection = _object(notice)
    answer = {"actor": world[Role.SCHOOL_HEAD], "now": NOW, "objection_id": objection, "text": "已答复"}
    perform(answer_objection, **answer)
    with pytest.raises(UnableToAnswer):
        perform(answer_objection, **answer)
    perform(withdraw_notice, actor=world[Role.SCHOOL_HEAD], now=NOW, notice_id=notice.id, reason="改课表")
    with pytest.raises(UnableToObject):
        _object(notice)
    with world.inside():
        publicity = publicity_of(notice.version_id)
    assert publicity
    assert publicity.state == "withdrawn"


@pytest.mark.clause("A7.5", "DP8")
def test_a_notice_that_names_a_pupil_is_refused(world: World) -> None:
    version = approve_a_plan(world)
    with world.inside():
        CountyPolicy.objects.update(complaint_mailbox="请找学生101的家长")
    with pytest.raises(UnableToPublish) as refused:
        perform(open_notice, actor=world[Role.SCHOOL_PLAN], now=NOW, version_id=version.id)
    assert reasons_of(refused) == {"notice_shows_pupils"}


def test_the_hash_is_of_the_content(notice: Notice) -> None:
    content = from_json(notice.content)
    assert replace(content, refund_rule="") != content
    assert len(notice.content_hash) == 64
