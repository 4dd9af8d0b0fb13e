"""The way home: only to whom the list of that day names, alone by consent, in a counted line (A10.8)."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest
from django.http import Http404

from factories.afternoon import MONDAY, at, running_school, session_on
from factories.afternoon_acts import class_teacher, hand_over, release, roll, start
from factories.collectors import Link, make_link
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import Child, World, a_world
from kehou.delivery.custody import fold_of
from kehou.delivery.facts import Attendance, Custody, ReleaseWay
from kehou.delivery.models import Incident, Session, StoredMark
from kehou.delivery.services.families import consent_alone
from kehou.delivery.services.handing import UnableToExplain, find_child
from kehou.delivery.services.releasing import (
    UnableToRelease,
    ask_at_gate,
)
from kehou.delivery.services.safety import UnableToNoteLateness, record_late_pickup
from kehou.delivery.services.together import count_line, release_together
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.platform.database.rows import new_id
from kehou.platform.messages.models import Message
from kehou.platform.outbox.models import OutboxEvent
from kehou.registry.models import Pupil
from sharing import Standing

pytestmark = pytest.mark.django_db


def _running() -> tuple[World, Session]:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    return world, running_school(world)


@pytest.fixture(scope="module")
def built(standing: Standing[tuple[World, Session]]) -> tuple[World, Session]:
    return standing(_running)


@pytest.fixture
def world(built: tuple[World, Session]) -> World:
    return deepcopy(built[0])


@pytest.fixture
def session(world: World, built: tuple[World, Session]) -> Session:
    """The chess session, its roll called with everybody there."""
    found = deepcopy(built[1])
    start(world, found)
    roll(world, found)
    return found


def _where(world: World, child: Child) -> Custody:
    with world.inside():
        return fold_of(world.school.id, world.term.id, MONDAY).children[child.pupil_id].custody


def _gate(world: World, **more: object) -> dict[str, object]:
    safety = world[Role.SCHOOL_SAFETY]
    return {"actor": safety, "now": at(17, 55), "place": world.place, "term_id": world.term.id, **more}


@pytest.mark.clause("A10.8")
def test_a_guardian_on_the_list_takes_the_child_and_the_family_is_told(
    world: World, session: Session
) -> None:
    child = world.children[0]
    release(world, child.pupil_id, to_person_id=child.guardian.person)
    assert _where(world, child) is Custody.HOME
    with world.inside():
        (told,) = Message.objects.filter(kind="left")
        assert told.to_person_id == child.guardian.person
        assert "学生" not in told.text
        assert OutboxEvent.objects.filter(topic="pupil.released").count() == 1


@pytest.mark.clause("A10.8")
@pytest.mark.parametrize(
    ("grade", "consent", "reasons"),
    [
        (3, True, {"too_young_alone"}),
        (4, False, {"alone_without_consent"}),
        (1, False, {"too_young_alone", "alone_without_consent"}),
    ],
)
def test_a_young_child_or_one_without_consent_does_not_go_alone(
    world: World, session: Session, grade: int, consent: bool, reasons: set[str]
) -> None:
    child = world.children[grade - 1]
    if consent:
        perform(consent_alone, actor=child.guardian, now=at(8, 0), pupil_id=child.pupil_id, given=True)
    with pytest.raises(UnableToRelease) as refused:
        release(world, child.pupil_id, way="alone")
    assert reasons_of(refused) == reasons
    assert _where(world, child) is Custody.COURSE


@pytest.mark.clause("A10.8")
def test_consent_may_be_taken_back(world: World, session: Session) -> None:
    child = world.children[3]
    for given in (True, False):
        perform(
            consent_alone,
            actor=child.guardian,
            now=at(8, 0) + timedelta(minutes=not given),
            pupil_id=child.pupil_id,
            given=given,
        )
    with pytest.raises(UnableToRelease):
        release(world, child.pupil_id, way="alone")
    perform(consent_alone, actor=child.guardian, now=at(9, 0), pupil_id=child.pupil_id, given=True)
    release(world, child.pupil_id, way="alone")
    assert _where(world, child) is Custody.HOME


@pytest.mark.clause("A10.8", "A10.9")
def test_a_line_is_counted_at_the_gate_and_goes_as_a_group(world: World, session: Session) -> None:
    older = [child.pupil_id for child in world.children[2:]]
    with pytest.raises(UnableToRelease) as refused:
        perform(count_line, pupil_ids=older, counted=3, **_gate(world))
    assert reasons_of(refused) == {"line_count_differs"}
    perform(count_line, pupil_ids=older, counted=4, **_gate(world))
    assert _where(world, world.children[2]) is Custody.GATE
    perform(release_together, pupil_ids=older, counted=4, **_gate(world))
    assert {_where(world, child) for child in world.children[2:]} == {Custody.HOME}
    assert _where(world, world.children[0]) is Custody.COURSE


@pytest.mark.clause("A10.8")
@pytest.mark.parametrize("why", ["line_too_young", "line_of_bus_rider", "line_of_guarded_child"])
def test_who_goes_one_by_one_is_not_in_a_line(world: World, session: Session, why: str) -> None:
    child = world.children[0 if why == "line_too_young" else 3]
    with world.inside():
        if why == "line_of_bus_rider":
            Pupil.objects.filter(pk=child.pupil_id).update(rides_bus=True)
        if why == "line_of_guarded_child":
            barred = Link("", right=False, may_collect=False, must_not=True)
            make_link(world, barred, new_id(), child.pupil_id)
    with pytest.raises(UnableToRelease) as refused:
        perform(count_line, pupil_ids=[child.pupil_id], counted=1, **_gate(world))
    assert reasons_of(refused) == {why}


@pytest.mark.clause("A10.8")
def test_buses_and_dormitories_take_their_own(world: World, session: Session) -> None:
    child = world.children[0]
    for way, reason in (("bus", "not_a_bus_rider"), ("dormitory", "not_a_boarder")):
        with pytest.raises(UnableToRelease) as refused:
            release(world, child.pupil_id, way=way)
        assert reasons_of(refused) == {reason}
    with world.inside():
        Pupil.objects.filter(pk=child.pupil_id).update(rides_bus=True)
    release(world, child.pupil_id, way="bus")
    assert _where(world, child) is Custody.HOME


@pytest.mark.clause("A10.8")
def test_a_child_that_is_not_here_is_handed_to_nobody(world: World) -> None:
    session = session_on(world)
    child = world.children[0]
    hand_over(world, 1)
    start(world, session)
    roll(world, session, {child.pupil_id: Attendance.ABSENT})
    with pytest.raises(UnableToRelease) as refused:
        release(world, child.pupil_id, to_person_id=child.guardian.person)
    assert reasons_of(refused) == {"child_not_here"}


@pytest.mark.clause("A10.8")
def test_somebody_barred_is_stopped_and_the_school_is_alarmed(world: World, session: Session) -> None:
    child, barred = world.children[0], new_id()
    with world.inside():
        make_link(world, Link("", right=False, may_collect=False, must_not=True), barred, child.pupil_id)
    outcome = perform(ask_at_gate, pupil_id=child.pupil_id, way="person", to_person_id=barred, **_gate(world))
    assert outcome.refusal is not None
    assert outcome.incident_id is None
    assert _where(world, child) is Custody.COURSE
    with world.inside():
        assert AuditEvent.objects.filter(action="release_child", refused=True).count() == 1
        alarmed = set(Message.objects.filter(kind="alarm").values_list("to_person_id", flat=True))
    assert alarmed == {world[Role.SCHOOL_SAFETY].person, world[Role.SCHOOL_HEAD].person}


@pytest.mark.clause("A10.8", "A10.13")
def test_a_wrong_release_that_took_place_is_kept_and_opens_an_incident(
    world: World, session: Session
) -> None:
    child = world.children[0]
    outcome = perform(
        ask_at_gate,
        pupil_id=child.pupil_id,
        way="person",
        to_person_id=new_id(),
        took_place=True,
        who="自称舅舅",
        **_gate(world),
    )
    assert outcome.refusal is not None
    assert outcome.refusal.clauses == ("A10.8",)
    assert _where(world, child) is Custody.HOME
    with world.inside():
        mark = StoredMark.objects.get(kind="released")
        incident = Incident.objects.get(pk=outcome.incident_id)
        assert mark.is_breach
        assert (incident.kind, incident.mark_id) == ("release_breach", mark.client_id)
        assert OutboxEvent.objects.filter(topic="release.breach").count() == 1
        assert AuditEvent.objects.filter(action="release_child", refused=True).count() == 1


def test_a_lawful_release_at_the_gate_leaves_no_trace_of_refusal(world: World, session: Session) -> None:
    child = world.children[0]
    outcome = perform(
        ask_at_gate,
        pupil_id=child.pupil_id,
        way=ReleaseWay.PERSON,
        to_person_id=child.guardian.person,
        took_place=True,
        **_gate(world),
    )
    assert (outcome.refusal, outcome.incident_id) == (None, None)
    with world.inside():
        assert not AuditEvent.objects.filter(refused=True).exists()


def test_a_class_teacher_keeps_the_gate_too(world: World, session: Session) -> None:
    child = world.children[0]
    release(world, child.pupil_id, to_person_id=child.guardian.person, actor=class_teacher(world, 1))
    assert _where(world, child) is Custody.HOME


@pytest.mark.clause("A10.8")
def test_a_child_without_a_session_that_day_is_not_handed_over_here(world: World, session: Session) -> None:
    """On Tuesday nobody has a session: a mark would say that the child was in the afternoon and left it."""
    child, tuesday = world.children[3], at(17, 55, on=MONDAY + timedelta(days=1))
    gone = {"to_person_id": child.guardian.person}
    for way in ({"way": "person", **gone}, {"way": "line"}):
        with pytest.raises(UnableToRelease) as refused:
            release(world, child.pupil_id, now=tuesday, **way)
        assert reasons_of(refused) >= {"child_not_in_afternoon"}
        assert set(refused.value.clauses) == {"A10.8"}
    together = _gate(world, pupil_ids=[child.pupil_id], counted=1, now=tuesday)
    with pytest.raises(UnableToRelease):
        perform(release_together, **together)
    with pytest.raises(UnableToExplain) as unknown:
        perform(
            find_child,
            actor=world[Role.TEACHER],
            now=tuesday,
            place=world.place,
            term_id=world.term.id,
            pupil_id=child.pupil_id,
        )
    with pytest.raises(UnableToNoteLateness) as late:
        perform(record_late_pickup, **_gate(world, pupil_id=child.pupil_id, called="妈妈", now=tuesday))
    assert reasons_of(unknown) == reasons_of(late) == {"not_of_this_afternoon"}
    with world.inside():
        assert not StoredMark.objects.filter(day_date=tuesday.date()).exists()
        assert not Message.objects.filter(kind="left").exists()
    release(world, child.pupil_id, **gone)  # on Monday, with a session, it goes
    assert _where(world, child) is Custody.HOME


@pytest.mark.clause("A10.8")
def test_a_child_of_another_school_is_not_known_at_the_gate(world: World, session: Session) -> None:
    with pytest.raises(Http404):
        release(world, new_id(), to_person_id=world.children[0].guardian.person)
