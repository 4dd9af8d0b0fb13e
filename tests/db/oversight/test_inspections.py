"""Enough schools are seen; what is found is proved, heard, decided and put right (A11.2, A11.3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from factories.refused import reasons_of
from factories.reported import a_supervised_world
from factories.world import COUNTY, NOW, World
from kehou.kernel.actor import Role
from kehou.oversight.models import CorrectionOrder, Inspection, InspectionPlan, InspectionSheet
from kehou.oversight.queries.risks import proposed_schools
from kehou.oversight.services.correcting import Demand, recheck_correction, report_correction
from kehou.oversight.services.inspecting import (
    UnableToInspect,
    begin_inspection,
    close_inspection,
    decide_inspection,
    order_from_inspection,
    reply_to_findings,
    send_findings,
    transfer_inspection,
    write_finding,
)
from kehou.oversight.services.planning import UnableToPlan, plan_inspections
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import Scope, at, scoped
from kehou.registry.models import School
from kehou.registry.services.organising import open_school, open_term

pytestmark = pytest.mark.django_db
PROOF = ["台账3月2日缺页", "照片2张"]


@pytest.fixture
def world() -> World:
    return a_supervised_world()


def _schools(count: int) -> None:
    with scoped(Scope(areas=frozenset({"43"}))):
        for number in range(count):
            open_school(
                county_code=COUNTY.code,
                name=f"第{number}小学",
                short_code=f"no{number}",
                official_code=f"99{number:08d}",
                grades=(1, 2),
                urban_rural_code="111",
            )


def _plan(world: World, chosen: dict[UUID, bool]) -> tuple[InspectionPlan, Any]:
    return perform(
        plan_inspections,
        actor=world[Role.COUNTY_OFFICER],
        now=NOW,
        county_code=COUNTY.code,
        term_id=world.term.id,
        chosen=chosen,
    )


def _act(world: World, service: Any, role: Role = Role.COUNTY_OFFICER, now: Any = NOW, **given: Any) -> Any:
    return perform(service, actor=world[role], now=now, **given)


@pytest.fixture
def visit(world: World) -> UUID:
    _plan(world, {world.school.id: False})
    with world.inside():
        visit_id = Inspection.objects.get().id
    _act(world, begin_inspection, inspection_id=visit_id)
    return visit_id


def _find(world: World, visit: UUID, **changes: Any) -> None:
    finding = {"clause": "A7.10", "text": "台账缺一天", "evidence": PROOF} | changes
    _act(world, write_finding, inspection_id=visit, **finding)


def _send(world: World, visit: UUID) -> UUID:
    return _act(world, send_findings, inspection_id=visit).id


@pytest.mark.clause("A11.2")
def test_a_plan_sees_a_third_of_the_schools_once_a_term(world: World) -> None:
    _schools(3)
    with pytest.raises(UnableToPlan) as refused:
        _plan(world, {world.school.id: True})
    assert refused.value.clauses == ("A11.2",)
    with world.inside():
        other = School.objects.exclude(pk=world.school.id).order_by("short_code")[0].id
    _plan(world, {world.school.id: True, other: False})
    with pytest.raises(UnableToPlan) as twice:
        _plan(world, {world.school.id: True, other: False})
    assert reasons_of(twice) == {"term_has_plan"}


@pytest.mark.clause("A11.2")
def test_a_school_unseen_for_four_terms_is_warned_about_and_proposed_first(world: World) -> None:
    _schools(2)
    with scoped(Scope(areas=frozenset({"43"}))):
        for year, half in ((2024, "spring"), (2024, "autumn"), (2025, "spring"), (2025, "autumn")):
            first = NOW.date() - timedelta(days=100 * (2026 - year) + (80 if half == "spring" else 20))
            open_term(
                county_code=COUNTY.code, year=year, half=half, first=first, last=first + timedelta(days=9)
            )
        names = [row.key for row in proposed_schools(COUNTY.code, on=NOW.date())]
    assert len(names) == 3
    _, verdicts = _plan(world, {world.school.id: True})
    warned = [verdict for verdict in verdicts if verdict.warns]
    assert [(verdict.clause, verdict.facts["found"]) for verdict in warned] == [("A11.2", 2)]


@pytest.mark.clause("A11.3")
def test_a_finding_needs_a_statement_and_a_proof(world: World, visit: UUID) -> None:
    for change in ({"clause": "A99.9"}, {"evidence": [" "]}, {"evidence": []}):
        with pytest.raises(UnableToInspect) as refused:
            _find(world, visit, **change)
        assert refused.value.clauses == ("A11.3",)
    _find(world, visit)


@pytest.mark.clause("A11.2", "A11.16")
def test_a_visit_goes_from_checklist_to_recheck(world: World, visit: UUID) -> None:
    with world.inside():
        lines = Inspection.objects.get().checklist
        assert {"A7.10", "A9.25"} <= {line["clause"] for line in lines}
        assert all(line["text"] for line in lines)
    with scoped(at(world.place)):
        assert not Inspection.objects.exists()  # an unannounced visit does not show at the school
    _find(world, visit)
    sheet = _send(world, visit)
    decision = {"inspection_id": visit, "text": "责令补齐"}
    with pytest.raises(UnableToInspect) as unheard:
        _act(world, decide_inspection, Role.COUNTY_APPROVER, **decision)
    assert reasons_of(unheard) == {"school_not_heard"}
    reply = {"sheet_id": sheet, "text": "当天停电，已补录"}
    _act(world, reply_to_findings, Role.SCHOOL_HEAD, **reply)
    with pytest.raises(UnableToInspect) as refused:
        _act(world, reply_to_findings, Role.SCHOOL_HEAD, **reply)
    assert reasons_of(refused) == {"findings_answered"}
    _act(world, decide_inspection, Role.COUNTY_APPROVER, **decision)
    _correct(world, visit)
    _act(world, close_inspection, inspection_id=visit)
    with world.inside():
        assert Inspection.objects.get().state == "closed"


def _correct(world: World, visit: UUID) -> None:
    with pytest.raises(UnableToInspect) as unordered:
        _act(world, close_inspection, inspection_id=visit)
    assert reasons_of(unordered) == {"violation_without_order"}
    assert unordered.value.clauses == ("A11.16",)
    with pytest.raises(UnableToInspect) as other:
        demand = Demand("没有公示", "公示", "A7.5")
        _act(world, order_from_inspection, Role.COUNTY_APPROVER, inspection_id=visit, demand=demand)
    assert other.value.clauses == ("A11.16",)
    assert reasons_of(other) == {"order_without_finding"}
    demand = Demand("台账缺一天", "补齐台账", "A7.10")
    order = _act(world, order_from_inspection, Role.COUNTY_APPROVER, inspection_id=visit, demand=demand)
    with world.inside():
        assert CorrectionOrder.objects.get().source == f"inspection/{visit}"
    with pytest.raises(UnableToInspect) as unchecked:
        _act(world, close_inspection, inspection_id=visit)
    assert reasons_of(unchecked) == {"correction_not_rechecked"}
    done = _act(
        world, report_correction, Role.SCHOOL_HEAD, order_id=order.id, text="已补齐", proof="台账第3页"
    )
    _act(world, recheck_correction, correction_id=done.id, is_passed=True, note="已核对")


@pytest.mark.clause("A11.2")
def test_silence_does_not_stop_a_decision_and_nothing_found_closes(world: World, visit: UUID) -> None:
    _find(world, visit)
    _send(world, visit)
    late = NOW + timedelta(days=10)
    _act(world, decide_inspection, Role.COUNTY_APPROVER, now=late, inspection_id=visit, text="责令补齐")
    with pytest.raises(UnableToInspect) as empty:
        _act(
            world,
            transfer_inspection,
            Role.COUNTY_APPROVER,
            inspection_id=visit,
            to="discipline",
            files=[""],
        )
    assert empty.value.clauses == ("A11.13",)
    _act(
        world,
        transfer_inspection,
        Role.COUNTY_APPROVER,
        inspection_id=visit,
        to="discipline",
        files=["检查笔录"],
    )
    with world.inside():
        assert Inspection.objects.get().state == "transferred"
        assert InspectionSheet.objects.count() == 1


@pytest.mark.clause("A11.2")
def test_a_visit_that_finds_nothing_ends(world: World, visit: UUID) -> None:
    assert _act(world, send_findings, inspection_id=visit) is None
    with pytest.raises(UnableToInspect) as refused:
        _find(world, visit)
    assert reasons_of(refused) == {"visit_not_running"}


@pytest.mark.clause("A11.2")
def test_a_visit_is_begun_once_and_decided_on_what_was_sent(world: World, visit: UUID) -> None:
    for service, about, reason in (
        (begin_inspection, {}, "visit_out_of_order"),
        (decide_inspection, {"text": "责令补齐"}, "nothing_to_decide"),
    ):
        with pytest.raises(UnableToInspect) as refused:
            role = Role.COUNTY_APPROVER if about else Role.COUNTY_OFFICER
            _act(world, service, role, inspection_id=visit, **about)
        assert reasons_of(refused) == {reason}
        assert refused.value.clauses == ("A11.2",)
