"""What a session uses from the county's register: offered, safe, counted (A6.19, A6.20, A6.22)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError
from django.http import Http404

from factories.afternoon import MONDAY, at, running_school
from factories.law import lay_down_the_law
from factories.world import COUNTY, World, a_world
from kehou.authority.services.resources import enter_resource, review_resource
from kehou.delivery.models import ResourceUse, Session
from kehou.delivery.public import resources_used
from kehou.delivery.services.cancelling import cancel_session
from kehou.delivery.services.resourcing import UnableToUseResource, use_resource
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.rulebook.facts.resources import ResourceKind

pytestmark = pytest.mark.django_db
NOON = at(12, 0)


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


@pytest.fixture
def session(world: World) -> Session:
    return running_school(world)


def _listed(world: World, kind: str, title: str = "资源") -> UUID:
    found: UUID = perform(
        enter_resource,
        actor=world[Role.COUNTY_OFFICER],
        now=NOON,
        county_code=COUNTY.code,
        kind=kind,
        title=title,
        whereabouts="人民路2号",
    )
    return found


def _review(world: World, resource: UUID, outcome: str) -> None:
    perform(
        review_resource,
        actor=world[Role.COUNTY_APPROVER],
        now=NOON,
        resource_id=resource,
        outcome=outcome,
        reason="审核",
    )


def _use(world: World, session: Session, resource: UUID, role: Role = Role.TEACHER, **given: object) -> None:
    perform(
        use_resource, actor=world[role], now=at(16, 0), session_id=session.id, resource_id=resource, **given
    )


def _refused(world: World, session: Session, resource: UUID, **given: object) -> tuple[str, str]:
    with pytest.raises(UnableToUseResource) as refused:
        _use(world, session, resource, **given)
    (verdict,) = refused.value.verdicts
    return verdict.clause, verdict.reason


def _told(world: World) -> dict[UUID, frozenset[ResourceKind]]:
    with world.inside():
        past = MONDAY + timedelta(days=1)
        return dict(resources_used(world.school.id, world.term.id, first=MONDAY, past=past))


@pytest.mark.clause("A6.19", "A6.20")
def test_what_a_session_used_is_kept_once_and_counted(world: World, session: Session) -> None:
    platform, library = _listed(world, "national_platform"), _listed(world, "library")
    for resource in (platform, platform, library):
        _use(world, session, resource)
    kinds = frozenset({ResourceKind.NATIONAL_PLATFORM, ResourceKind.LIBRARY})
    assert _told(world) == {session.id: kinds}
    with world.inside():
        assert ResourceUse.objects.count() == 2


@pytest.mark.clause("A6.19")
def test_pupils_leave_the_school_only_with_a_safety_plan(world: World, session: Session) -> None:
    museum = _listed(world, "museum")
    assert _refused(world, session, museum, is_visit=True, safety_plan=" ") == (
        "A6.19",
        "visit_without_safety_plan",
    )
    _use(world, session, museum, is_visit=True, safety_plan="步行，两名教师带队")
    assert _told(world) == {session.id: {ResourceKind.MUSEUM}}


@pytest.mark.clause("A6.22")
def test_what_a_county_collected_is_used_after_its_review(world: World, session: Session) -> None:
    collected = _listed(world, "local_collection")
    assert _refused(world, session, collected) == ("A6.22", "resource_not_reviewed")
    _review(world, collected, "offered")
    _use(world, session, collected)
    assert _told(world) == {session.id: {ResourceKind.LOCAL_COLLECTION}}


@pytest.mark.clause("A6.20")
def test_what_was_taken_out_is_not_used_any_more(world: World, session: Session) -> None:
    platform = _listed(world, "provincial_platform")
    _review(world, platform, "withdrawn")
    assert _refused(world, session, platform) == ("A6.20", "resource_withdrawn")
    assert _told(world) == {}


@pytest.mark.clause("A6.19")
def test_a_cancelled_session_uses_nothing(world: World, session: Session) -> None:
    library, cause = _listed(world, "library"), {"session_id": session.id, "cause": "weather"}
    perform(cancel_session, actor=world[Role.SCHOOL_TEACHING], now=NOON, **cause)
    assert _refused(world, session, library) == ("A6.19", "cancelled_session_uses_nothing")
    assert _told(world) == {}


@pytest.mark.clause("A6.20")
def test_only_what_stands_in_the_register_is_used(world: World, session: Session) -> None:
    with pytest.raises(Http404):
        _use(world, session, new_id())


def test_a_stranger_names_nothing_and_nothing_is_rewritten(world: World, session: Session) -> None:
    library = _listed(world, "library")
    with pytest.raises(Http404):
        _use(world, session, library, role=Role.COUNTY_OFFICER)
    _use(world, session, library)
    with pytest.raises(DatabaseError), world.inside():
        ResourceUse.objects.update(title="另一个")
