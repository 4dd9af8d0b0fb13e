"""One numbered reply approves many schools, all or none; what it says can be printed for ever."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factories.consulted import consult_families
from factories.drafted import draft_a_plan, submit_a_plan
from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.refused import reasons_of
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.plans.models import Decision, PlanVersion
from kehou.plans.printing import print_reply
from kehou.plans.public import approved_plan
from kehou.plans.queries import candidates, reply_of
from kehou.plans.services.deciding import take_plan
from kehou.plans.services.moving import UnableToMovePlan
from kehou.plans.services.replying import UnableToReply, approve_together
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db
NUMBER = "演教批〔2026〕1号"


def _submitted(world: World) -> PlanVersion:
    consult_families(world)
    version = draft_a_plan(world, a_content())
    submit_a_plan(world, version)
    return version


def _taken(world: World) -> PlanVersion:
    version = _submitted(world)
    perform(take_plan, actor=world[Role.COUNTY_OFFICER], now=NOW, version_id=version.id)
    return version


@pytest.fixture
def worlds() -> tuple[World, World]:
    lay_down_the_law()
    return a_world(urban_rural_code="121"), a_world(urban_rural_code="121", short_code="second")


def _approve(world: World, versions: list[PlanVersion], number: str = NUMBER) -> int:
    return perform(
        approve_together,
        actor=world[Role.COUNTY_APPROVER],
        now=NOW,
        version_ids=[version.id for version in versions],
        number=number,
    )


@pytest.mark.clause("A7.4", "A8.4")
def test_one_reply_approves_two_schools_and_lists_both(worlds: tuple[World, World]) -> None:
    versions = [_taken(world) for world in worlds]
    assert _approve(worlds[0], versions) == 2
    with worlds[0].inside():
        for world in worlds:
            approved = approved_plan(world.school.id, world.term.id)
            assert approved is not None
            assert approved.reply_number == NUMBER
        decision = Decision.objects.earliest("decided_at")
        document = reply_of(decision.id, viewer=worlds[0][Role.COUNTY_APPROVER])
    assert len(document.content["schools"]) == 2
    assert print_reply(document).startswith(b"%PDF")


@pytest.mark.clause("A7.4")
@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda world: _approve(world, []), "reply_approves_nothing"),
        (lambda world: _approve(world, [_taken(world)], " "), "reply_without_number"),
    ],
)
def test_a_reply_needs_a_number_and_something_to_approve(
    worlds: tuple[World, World], spoil: Callable[[World], int], reason: str
) -> None:
    with pytest.raises(UnableToReply) as refused:
        spoil(worlds[0])
    assert reasons_of(refused) == {reason}


@pytest.mark.clause("A7.1")
def test_where_one_may_not_be_approved_none_is(worlds: tuple[World, World]) -> None:
    first, second = worlds
    taken, only_submitted = _taken(first), _submitted(second)
    with pytest.raises(UnableToMovePlan):
        _approve(first, [taken, only_submitted])
    with first.inside():
        assert approved_plan(first.school.id, first.term.id) is None


@pytest.mark.clause("A7.4")
def test_a_number_is_given_once(worlds: tuple[World, World]) -> None:
    first, second = (_taken(world) for world in worlds)
    _approve(worlds[0], [first])
    with pytest.raises(UnableToReply) as refused:
        _approve(worlds[0], [second])
    assert reasons_of(refused) == {"reply_number_taken"}


def test_the_bulk_page_shows_what_is_ready(worlds: tuple[World, World]) -> None:
    version = _taken(worlds[0])
    with worlds[0].inside():
        (candidate,) = candidates(worlds[0][Role.COUNTY_APPROVER], on=NOW.date())
    assert candidate.row.version_id == version.id
    assert candidate.is_ready
    assert not candidate.same_as_before
