"""A county's register of resources: free, reviewed by another person, read by anyone (A6.19 to A6.23)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError
from django.http import Http404

from factories.refused import reasons_of
from factories.world import COUNTY, NOW, World, a_world
from kehou.authority.models import Resource, ResourceReview
from kehou.authority.public import offered_resources, resources_of
from kehou.authority.services.resources import (
    UnableToEnterResource,
    UnableToReviewResource,
    enter_resource,
    review_resource,
)
from kehou.kernel.actor import Role, public_actor
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import Scope, at, scoped

pytestmark = pytest.mark.django_db
OFFERED, REFUSED, WITHDRAWN = "offered", "refused", "withdrawn"


@pytest.fixture
def world() -> World:
    return a_world(grades=(1,), per_class=1)


def _enter(world: World, kind: str = "library", role: Role = Role.COUNTY_OFFICER, **changes: object) -> UUID:
    given = {"title": "县图书馆", "whereabouts": "人民路2号", **changes}
    found: UUID = perform(
        enter_resource, actor=world[role], now=NOW, county_code=COUNTY.code, kind=kind, **given
    )
    return found


def _review(
    world: World,
    resource: UUID,
    outcome: str,
    *,
    reason: str = "",
    role: Role = Role.COUNTY_APPROVER,
    hours: int = 1,
) -> None:
    perform(
        review_resource,
        actor=world[role],
        now=NOW + timedelta(hours=hours),
        resource_id=resource,
        outcome=outcome,
        reason=reason,
    )


def _offered(world: World) -> list[str]:
    with world.inside():
        return [row.title for row in offered_resources(COUNTY.code)]


@pytest.mark.clause("A6.19", "A6.20")
def test_free_places_and_platforms_are_listed_at_once(world: World) -> None:
    _enter(world)
    _enter(world, "national_platform", title="国家中小学智慧教育平台", whereabouts="网站")
    assert _offered(world) == ["县图书馆", "国家中小学智慧教育平台"]


@pytest.mark.clause("A6.19")
def test_a_place_that_costs_pupils_a_fen_is_refused(world: World) -> None:
    with pytest.raises(UnableToEnterResource) as refused:
        _enter(world, price=Fen(1))
    assert refused.value.clauses == ("A6.19",)
    assert _offered(world) == []


@pytest.mark.clause("A6.21", "A6.23")
@pytest.mark.parametrize("kind", ["local_collection", "national_platform", "provincial_platform"])
def test_an_online_resource_that_costs_pupils_a_fen_is_refused(world: World, kind: str) -> None:
    with pytest.raises(UnableToEnterResource) as refused:
        _enter(world, kind, price=Fen(1))
    assert refused.value.clauses == ("A6.23",)
    assert _offered(world) == []


@pytest.mark.clause("A6.22")
def test_what_a_county_collects_waits_for_another_persons_review(world: World) -> None:
    collected = _enter(world, "local_collection", title="县域阅读微课")
    assert _offered(world) == []
    with pytest.raises(UnableToReviewResource) as own:
        _review(world, collected, OFFERED, role=Role.COUNTY_OFFICER)
    assert reasons_of(own) == {"own_resource_reviewed"}
    _review(world, collected, OFFERED)
    assert _offered(world) == ["县域阅读微课"]


@pytest.mark.clause("A6.22")
def test_what_is_kept_or_taken_out_needs_a_reason_and_may_come_back(world: World) -> None:
    collected = _enter(world, "local_collection", title="县域阅读微课")
    for outcome in (REFUSED, WITHDRAWN):
        with pytest.raises(UnableToReviewResource) as bare:
            _review(world, collected, outcome, reason="  ")
        assert reasons_of(bare) == {"review_without_reason"}
    _review(world, collected, OFFERED)
    with pytest.raises(UnableToReviewResource) as again:
        _review(world, collected, OFFERED, hours=2)
    assert reasons_of(again) == {"reviewed_before"}
    _review(world, collected, WITHDRAWN, reason="内容过时", hours=3)
    assert _offered(world) == []
    _review(world, collected, OFFERED, hours=4)
    assert _offered(world) == ["县域阅读微课"]


@pytest.mark.clause("A6.19")
def test_nothing_is_listed_twice(world: World) -> None:
    _enter(world)
    with pytest.raises(UnableToEnterResource) as refused:
        _enter(world)
    assert reasons_of(refused) == {"resource_listed_before"}
    _enter(world, "museum")


@pytest.mark.clause("A6.19")
def test_anyone_reads_the_register_and_only_the_county_writes_it(world: World) -> None:
    _enter(world)
    with scoped(Scope.of_actor(public_actor())):
        assert [row.title for row in resources_of(COUNTY.code)] == ["县图书馆"]
    with pytest.raises(Http404):
        _enter(world, "museum", role=Role.SCHOOL_HEAD)
    with pytest.raises(DatabaseError), scoped(Scope.of_actor(world[Role.SCHOOL_HEAD])):
        Resource.objects.create(
            county_code=COUNTY.code,
            kind="museum",
            title="馆",
            whereabouts="路",
            entered_by=world[Role.SCHOOL_HEAD].person,
            entered_at=NOW,
        )


@pytest.mark.clause("A7.11")
def test_entries_and_reviews_stay_as_they_were_written(world: World) -> None:
    resource = _enter(world, "local_collection", title="微课")
    _review(world, resource, OFFERED)
    for model, column in ((Resource, "title"), (ResourceReview, "reason")):
        with pytest.raises(DatabaseError), scoped(at(COUNTY)):
            model.objects.update(**{column: "另一个"})  # type: ignore[attr-defined]
