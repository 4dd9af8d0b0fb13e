"""Where cases come from: hotlines with their own numbers, and earlier steps that announce one."""

from __future__ import annotations

from datetime import date

import pytest

from factories.refused import reasons_of
from factories.reported import LATER, a_supervised_world
from factories.world import COUNTY, NOW, World
from kehou.kernel.actor import Role
from kehou.oversight.models import Case, CaseStep
from kehou.oversight.queries.cases import case_rows
from kehou.oversight.services.reporting import Told, UnableToReport, enter_order, open_for_matter
from kehou.oversight.services.sorting import UnableToSort, accept_case
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.platform.duties.models import Duty
from kehou.platform.outbox.announcing import announce, drain
from kehou.rulebook.facts.cases import CaseKind, CaseOrigin

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_supervised_world()


def _enter(world: World, **changes: object) -> None:
    order: dict[str, object] = {
        "county_code": COUNTY.code,
        "origin": CaseOrigin.HOTLINE,
        "told": Told(CaseKind.CHARGE, "多收了材料费"),
        "school_id": world.school.id,
        "outer_number": "12345-2026-0042",
        "outer_due_date": date(2026, 1, 14),
    }
    perform(enter_order, actor=world[Role.COUNTY_OFFICER], now=NOW, **(order | changes))


@pytest.mark.clause("A11.15")
def test_a_work_order_keeps_its_own_number_and_deadline(world: World) -> None:
    _enter(world)
    with world.inside():
        (row,) = case_rows(world[Role.COUNTY_OFFICER])
    assert row.due_date == date(2026, 1, 14)  # earlier than the county's own five working days
    assert row.school_name == "演习小学"
    with pytest.raises(UnableToReport) as refused:
        _enter(world)
    assert reasons_of(refused) == {"order_entered_before"}
    assert refused.value.clauses == ("A11.15",)


def _announce(world: World, topic: str = "case.due", **payload: object) -> None:
    with scoped(at(world.place)):
        announce(topic, place=world.place, subject="session/1", now=NOW, payload=payload)
    drain(COUNTY)


@pytest.mark.clause("A10.8", "A11.15")
def test_what_happened_opens_one_case_however_often_it_is_told(world: World) -> None:
    _announce(world, clause="A10.8", kind="safety", subject="release/7")
    _announce(world, clause="A10.8", kind="safety", subject="release/7")
    _announce(world, "release.breach")
    _announce(world, "incident.opened", subject="incident/3")
    with world.inside():
        cases = list(Case.objects.order_by("subject"))
        assert [(case.clause, case.subject) for case in cases] == [
            ("A10.13", "incident/3"),
            ("A10.8", "release/7"),
            ("A10.8", "session/1"),
        ]
        assert {case.origin for case in cases} == {CaseOrigin.EVENT}
        assert CaseStep.objects.count() == 3
    with scoped(at(world.place)):
        assert not Case.objects.exists()


def test_a_small_incident_and_a_breach_told_twice_open_no_case_of_their_own(world: World) -> None:
    _announce(world, "incident.opened", subject="incident/1", serious=False)
    _announce(world, "incident.opened", subject="incident/2", kind="release_breach", serious=True)
    with world.inside():
        assert not Case.objects.exists()
    _announce(world, "incident.opened", subject="incident/3", kind="injury", serious=True)
    with world.inside():
        assert Case.objects.get().subject == "incident/3"


@pytest.mark.clause("A10.13")
def test_a_safety_case_reaches_the_school_the_same_day(world: World) -> None:
    _announce(world, "incident.opened")
    with world.inside():
        case_id = Case.objects.get().id
    perform(accept_case, actor=world[Role.COUNTY_OFFICER], now=LATER, case_id=case_id)
    with world.inside():
        assert Duty.objects.get(kind="brief_on_safety").due_date == LATER.date()


@pytest.mark.clause("A11.11")
def test_paid_tutoring_is_never_guessed_from_data(world: World) -> None:
    with pytest.raises(UnableToReport) as refused, world.inside():
        open_for_matter(
            place=world.place,
            clause="A11.11",
            kind=CaseKind.PAID_TUTORING,
            subject="person/1",
            origin=CaseOrigin.SIGNAL,
            now=NOW,
        )
    assert refused.value.clauses == ("A11.11",)
    _announce(world, clause="A11.9", kind="teaching", subject="session/9")
    with world.inside():
        case_id = Case.objects.get().id
    with pytest.raises(UnableToSort) as resorted:
        perform(
            accept_case,
            actor=world[Role.COUNTY_OFFICER],
            now=NOW,
            case_id=case_id,
            kind=CaseKind.PAID_TUTORING,
        )
    assert resorted.value.clauses == ("A11.11",)
