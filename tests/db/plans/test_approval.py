"""A plan travels from draft to the county's decision; whoever may not, cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.http import Http404

from factories.consulted import consult_families
from factories.drafted import draft_a_plan, duty_holders, submit_a_plan
from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Actor, Grant, Role
from kehou.plans.models import Decision, PlanVersion
from kehou.plans.rules import State
from kehou.plans.services.deciding import UnableToDecide, decide_plan, take_plan
from kehou.plans.services.drafting import UnableToChangePlan, change_draft, open_plan
from kehou.plans.services.moving import UnableToMovePlan
from kehou.plans.services.submitting import UnableToSubmitPlan, submit_plan
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    world = a_world(urban_rural_code="121")
    consult_families(world)
    return world


def _draft(world: World) -> PlanVersion:
    return draft_a_plan(world, a_content())


def _submitted(world: World) -> PlanVersion:
    version = _draft(world)
    submit_a_plan(world, version)
    return version


def _decide(
    world: World, version: PlanVersion, kind: str, reasons: str = "", role: Role = Role.COUNTY_APPROVER
):  # type: ignore[no-untyped-def]
    return perform(decide_plan, actor=world[role], now=NOW, version_id=version.id, kind=kind, reasons=reasons)


def _state(world: World, version: PlanVersion) -> str:
    with world.inside():
        return PlanVersion.objects.select_related("plan").get(pk=version.id).plan.state


@pytest.mark.clause("A7.3", "A7.4", "A8.4")
def test_a_lawful_plan_is_submitted_taken_and_approved(world: World) -> None:
    version = _submitted(world)
    perform(take_plan, actor=world[Role.COUNTY_OFFICER], now=NOW, version_id=version.id)
    decision = _decide(world, version, Decision.Kind.APPROVE)
    assert _state(world, version) == State.APPROVED
    assert decision.edition == "HN-2024-12"
    with world.inside():
        trail = (
            AuditEvent.objects.filter(action__startswith="plan.")
            .order_by("id")
            .values_list("action", flat=True)
        )
        assert list(trail) == ["plan.opened", "plan.submit", "plan.take", "plan.approve"]


@pytest.mark.clause("A4.3")
def test_a_plan_that_breaks_a_rule_is_refused_and_the_attempt_recorded(world: World) -> None:
    content = a_content()
    early = replace(content.slots[0], starts=content.bells[0].schedule.last_lesson_ends[0].replace(hour=15))
    version = perform(
        open_plan,
        actor=world[Role.SCHOOL_PLAN],
        now=NOW,
        school=world.school,
        term_id=world.term.id,
        content=replace(content, slots=(early, *content.slots[1:])),
    )
    with pytest.raises(UnableToSubmitPlan) as refused:
        perform(
            submit_plan,
            actor=world[Role.SCHOOL_HEAD],
            now=NOW,
            version_id=version.id,
            duty_holders=duty_holders(world),
        )
    assert "A4.3" in refused.value.clauses
    assert _state(world, version) == State.DRAFT
    with world.inside():
        attempt = AuditEvent.objects.get(refused=True)
    assert attempt.action == "submit_plan"
    assert "A4.3" in attempt.clauses


@pytest.mark.clause("A7.4")
def test_whoever_submitted_or_wrote_a_plan_does_not_decide_on_it(world: World) -> None:
    head = world[Role.SCHOOL_HEAD]
    both = Actor(
        head.person_id,
        (*head.grants, Grant(Role.COUNTY_APPROVER, world[Role.COUNTY_APPROVER].grants[0].place)),
    )
    world.actors[Role.COUNTY_APPROVER] = both
    version = _submitted(world)
    perform(take_plan, actor=world[Role.COUNTY_OFFICER], now=NOW, version_id=version.id)
    with pytest.raises(UnableToDecide) as refused:
        _decide(world, version, Decision.Kind.APPROVE)
    assert refused.value.clauses == ("A7.4",)
    assert _state(world, version) == State.UNDER_REVIEW


def test_a_return_without_reasons_is_refused_and_with_reasons_opens_the_next_draft(world: World) -> None:
    version = _submitted(world)
    perform(take_plan, actor=world[Role.COUNTY_OFFICER], now=NOW, version_id=version.id)
    with pytest.raises(UnableToDecide):
        _decide(world, version, Decision.Kind.RETURN, role=Role.COUNTY_OFFICER)
    _decide(world, version, Decision.Kind.RETURN, "课表与校车时间不合", role=Role.COUNTY_OFFICER)
    with world.inside():
        latest = PlanVersion.objects.latest("number")
    assert (latest.number, latest.frozen_at) == (2, None)
    assert _state(world, version) == State.RETURNED


@pytest.mark.clause("A7.1")
def test_a_step_out_of_order_is_refused(world: World) -> None:
    version = _submitted(world)
    with pytest.raises(UnableToMovePlan) as refused:
        _decide(world, version, Decision.Kind.APPROVE)
    assert refused.value.clauses == ("A7.1",)


@pytest.mark.clause("A7.11")
def test_a_submitted_version_never_changes(world: World) -> None:
    version = _submitted(world)
    with pytest.raises(UnableToChangePlan):
        perform(
            change_draft,
            actor=world[Role.SCHOOL_PLAN],
            now=NOW,
            version_id=version.id,
            revision=0,
            change=lambda content: replace(content, goals="另写"),
        )
    with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
        PlanVersion.objects.filter(pk=version.id).update(content={})


def test_of_two_editors_the_second_is_told_and_loses_nothing(world: World) -> None:
    version = _draft(world)
    arguments = {
        "actor": world[Role.SCHOOL_PLAN],
        "now": NOW + timedelta(minutes=1),
        "version_id": version.id,
    }
    perform(change_draft, **arguments, revision=0, change=lambda content: replace(content, goals="甲"))
    with pytest.raises(UnableToChangePlan) as refused:
        perform(change_draft, **arguments, revision=0, change=lambda content: replace(content, goals="乙"))
    assert refused.value.verdicts[0].reason == "changed_meanwhile"


@pytest.mark.parametrize("role", [Role.TEACHER, Role.SCHOOL_CASHIER, Role.COUNTY_OFFICER])
def test_others_may_not_write_a_schools_plan(world: World, role: Role) -> None:
    with pytest.raises(Http404):
        perform(
            open_plan,
            actor=world[role],
            now=NOW,
            school=world.school,
            term_id=world.term.id,
            content=a_content(),
        )
