"""Nobody goes before the time, nor while something is open; two people see to it, and say why (A7.10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from factories.former import LONG_AGO, confirm, due, leave, names_at, propose
from factories.refused import reasons_of
from factories.reported import a_supervised_world, report
from factories.world import NOW, Child, World
from kehou.delivery.models import Incident
from kehou.funds.models import Refund
from kehou.kernel.actor import Actor, Grant, Role
from kehou.oversight.models import Case, ErasedPupil, Erasure
from kehou.oversight.rules import CaseState
from kehou.oversight.services.erasing import UnableToErase, propose_erasure
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.registry.public.names import ERASED
from kehou.rulebook.facts.cases import CaseKind, CaseOrigin
from kehou.rulebook.facts.refunds import RefundCause

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_supervised_world()


def _refund(world: World, child: Child, state: str) -> None:
    with world.inside():
        Refund.objects.create(
            county_code=world.place.code,
            school_id=world.school.id,
            pupil_id=child.pupil_id,
            term_id=world.term.id,
            cause=RefundCause.SPECIAL.value,
            source=f"asked/{child.pupil_id}",
            units=1,
            amount_fen=100,
            offset_fen=0,
            cash_fen=100,
            state=state,
            requested_at=NOW,
        )


def _incident(world: World, child: Child) -> None:
    with world.inside():
        Incident.objects.create(
            county_code=world.place.code,
            school_id=world.school.id,
            term_id=world.term.id,
            kind=Incident.Kind.INJURY,
            is_serious=True,
            pupil_id=child.pupil_id,
            what="操场上摔倒",
            reported_by=world[Role.TEACHER].person,
            reported_at=NOW,
        )


OPEN: tuple[Callable[[World, Child], None], ...] = (
    lambda world, child: _refund(world, child, Refund.State.REQUESTED),
    lambda world, child: _refund(world, child, Refund.State.PARKED),
    _incident,
)


@pytest.mark.clause("A7.10")
@pytest.mark.parametrize("open_a_matter", OPEN, ids=("refund asked", "refund parked", "incident"))
def test_what_is_open_keeps_the_name(world: World, open_a_matter: Callable[[World, Child], None]) -> None:
    gone = world.children[0]
    pupils = leave(world, gone)
    assert due(world) == pupils  # the control: without it, the pupil is due
    open_a_matter(world, gone)
    assert due(world) == []
    with pytest.raises(UnableToErase) as refused:
        propose(world, pupils)
    assert reasons_of(refused) == {"erasing_with_open_matter"}


def test_a_refund_that_was_paid_keeps_nobody(world: World) -> None:
    pupils = leave(world, world.children[0])
    _refund(world, world.children[0], Refund.State.PAID)
    assert due(world) == pupils


@pytest.mark.clause("A7.10")
def test_a_case_from_the_pupils_time_is_seen_by_the_county_alone(world: World) -> None:
    pupils = leave(world, world.children[0])
    erasure = propose(world, pupils)
    with world.inside():
        Case.objects.create(
            county_code=world.place.code,
            origin=CaseOrigin.REPORT.value,
            kind=CaseKind.SAFETY.value,
            clause="A10.13",
            concerned_school_id=world.school.id,
            received_date=LONG_AGO,
            state=CaseState.INVESTIGATING,
        )
    with pytest.raises(UnableToErase) as refused:
        confirm(world, erasure)
    assert reasons_of(refused) == {"erasing_with_open_matter"}
    assert names_at(world, world.children[0]) == ["学生101", "家长101"]


def test_a_later_case_of_the_school_keeps_nobody(world: World) -> None:
    erasure = propose(world, leave(world, world.children[0]))
    report(world)
    assert confirm(world, erasure) == 1


def test_those_who_are_free_go_and_the_others_stay(world: World) -> None:
    erasure = propose(world, leave(world, *world.children[:2]))
    _incident(world, world.children[0])
    assert confirm(world, erasure) == 1
    assert names_at(world, *world.children[:2]) == ["学生101", "家长101", ERASED, ERASED]
    with world.inside():
        outcomes = dict(ErasedPupil.objects.values_list("pupil_id", "outcome"))
    assert outcomes == {world.children[0].pupil_id: "kept", world.children[1].pupil_id: "erased"}


@pytest.mark.clause("A7.10")
@pytest.mark.parametrize(
    ("left", "reason"), [(date(2023, 1, 13), "erasing_too_early"), (None, "erasing_on_roll")]
)
def test_nobody_goes_before_the_time(world: World, left: date | None, reason: str) -> None:
    pupils = [world.children[0].pupil_id]
    if left:
        leave(world, world.children[0], on=left)
    with pytest.raises(UnableToErase) as refused:
        propose(world, pupils)
    assert reasons_of(refused) == {reason}


def test_the_day_itself_is_enough(world: World) -> None:
    leave(world, world.children[0], on=date(2023, 1, 12))
    assert due(world) == [world.children[0].pupil_id]
    assert due(world, today=date(2026, 1, 11)) == []


@pytest.mark.clause("A7.10")
def test_two_people_and_a_reason(world: World) -> None:
    pupils = leave(world, world.children[0])
    both = Actor(
        world[Role.SCHOOL_HEAD].person,
        (
            *world[Role.SCHOOL_HEAD].grants,
            Grant(Role.COUNTY_APPROVER, world[Role.COUNTY_APPROVER].grants[0].place),
        ),
    )
    world.actors[Role.SCHOOL_TEACHING] = both
    attempts: list[tuple[Callable[[], Any], str]] = [
        (lambda: propose(world, []), "erasure_of_nobody"),
        (lambda: propose(world, pupils, reason=" "), "erasure_without_reason"),
    ]
    for attempt, reason in attempts:
        with pytest.raises(UnableToErase) as refused:
            attempt()
        assert reasons_of(refused) == {reason}
    erasure = propose(world, pupils)
    attempts = [
        (lambda: propose(world, pupils), "erasure_proposed_before"),
        (lambda: confirm(world, erasure, role=Role.SCHOOL_TEACHING), "erasure_by_one_person"),
        (lambda: confirm(world, erasure, reason=""), "erasure_without_reason"),
    ]
    for attempt, reason in attempts:
        with pytest.raises(UnableToErase) as refused:
            attempt()
        assert reasons_of(refused) == {reason}
    assert names_at(world, world.children[0]) == ["学生101", "家长101"]
    assert confirm(world, erasure) == 1
    with pytest.raises(UnableToErase) as refused:
        confirm(world, erasure)
    assert reasons_of(refused) == {"erasure_decided"}


def test_the_database_knows_that_two_people_are_two(world: World) -> None:
    erasure = propose(world, leave(world, world.children[0]))
    with world.inside(), pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.filter(pk=erasure.id).update(decided_by=erasure.proposed_by)


@pytest.mark.parametrize("role", [Role.CLASS_TEACHER, Role.SCHOOL_PLAN, Role.COUNTY_APPROVER])
def test_only_the_office_proposes(world: World, role: Role) -> None:
    pupils = leave(world, world.children[0])
    with pytest.raises(Http404):
        propose(world, pupils, role=role)


@pytest.mark.parametrize("role", [Role.SCHOOL_TEACHING, Role.COUNTY_OFFICER])
def test_only_the_approver_confirms(world: World, role: Role) -> None:
    erasure = propose(world, leave(world, world.children[0]))
    with pytest.raises(Http404):
        confirm(world, erasure, role=role)


def test_a_strangers_pupil_is_not_there(world: World) -> None:
    with pytest.raises(Http404):
        propose(world, [new_id()])


def test_who_proposes_from_elsewhere_is_a_stranger(world: World) -> None:
    with pytest.raises(Http404):
        perform(
            propose_erasure,
            actor=world[Role.COUNTY_OFFICER],
            now=NOW,
            school_id=world.school.id,
            pupils=[],
            reason="x",
        )
