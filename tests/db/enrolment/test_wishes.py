"""Whose wishes count, when, and what cannot be wished."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from factories.choosing import (
    CLOSES,
    MONDAY_X,
    NOW,
    close,
    open_a_choice,
    sign_for,
    wish,
)
from factories.consulted import petition_school
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import NOW as START
from factories.world import World, a_world
from kehou.enrolment.facts import Wishes
from kehou.enrolment.models import ChoiceWindow, WishList
from kehou.enrolment.services.opening import UnableToOpenChoice, open_choice
from kehou.enrolment.services.wishing import UnableToWish, check_wishes, key_wishes
from kehou.kernel.actor import Actor, Role, Ward
from kehou.platform.access.performing import perform
from kehou.rulebook.facts.petition import PetitionRoute

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=2)


@pytest.fixture
def window(world: World) -> ChoiceWindow:
    return open_a_choice(world)


def _refused(act: Callable[..., Any], *args: Any, **kwargs: Any) -> set[str]:
    with pytest.raises(UnableToWish) as refused:
        act(*args, **kwargs)
    return reasons_of(refused)


@pytest.mark.clause("A7.1")
def test_nothing_is_chosen_before_the_plan_is_publicised(world: World) -> None:
    with pytest.raises(UnableToOpenChoice) as refused:
        perform(
            open_choice,
            actor=world[Role.SCHOOL_HEAD],
            now=NOW,
            place=world.place,
            term_id=world.term.id,
            closes_at=CLOSES,
        )
    assert reasons_of(refused) == {"no_plan_to_sign"}


@pytest.mark.clause("A7.6", "A9.15")
def test_without_an_agreement_nothing_is_wished(world: World, window: ChoiceWindow) -> None:
    assert _refused(wish, world, world.children[0], "chess-0") == {"agreement_missing", "wish_on_other_day"}


@pytest.mark.clause("A2.4")
def test_the_latest_wishes_before_closing_count(world: World, window: ChoiceWindow) -> None:
    child = world.children[0]
    sign_for(world, child, window)
    wish(world, child, "chess-0")
    assert wish(world, child, "ball-0").number == 2
    closing = close(world, window)
    assert closing.content["pupils"][0]["wishes"] == {MONDAY_X: ["ball-0"]}
    assert _refused(wish, world, child, "chess-0") == {"choice_closed"}


@pytest.mark.clause("A7.11")
def test_after_the_time_given_nothing_is_taken_even_before_closing(
    world: World, window: ChoiceWindow
) -> None:
    sign_for(world, world.children[0], window)
    assert _refused(wish, world, world.children[0], "chess-0", now=CLOSES) == {"choice_closed"}


@pytest.mark.clause("A2.2", "A2.4")
def test_staff_do_not_choose_for_a_family(world: World, window: ChoiceWindow) -> None:
    child = world.children[0]
    sign_for(world, child, window)
    refused = _refused(wish, world, child, "chess-0", actor=world[Role.CLASS_TEACHER])
    assert refused == {"wish_not_by_family"}
    assert wish(world, child, "chess-0").number == 1


@pytest.mark.clause("A3.3")
def test_a_pupil_of_another_school_is_refused(world: World, window: ChoiceWindow) -> None:
    other = a_world(short_code="other", per_class=1)
    child = other.children[0]
    ward = child.guardian.wards[0]
    here = Actor(
        child.guardian.person_id,
        (),
        (Ward(child.pupil_id, ward.guardian_id, world.place),),
    )
    assert "applicant_not_at_school" in _refused(wish, world, child, "chess-0", actor=here)


@pytest.mark.clause("A7.8")
def test_a_course_of_another_grade_or_day_is_refused(world: World, window: ChoiceWindow) -> None:
    youngest, oldest = world.children[0], world.children[-1]
    for child in (youngest, oldest):
        sign_for(world, child, window)
    assert _refused(wish, world, oldest, "books-0", band="0-1615-1") == {"wish_of_other_grade"}
    assert _refused(wish, world, youngest, "garden-2", band="2-1710-1") == {"wish_on_other_day"}
    assert _refused(wish, world, youngest, "nothing") == {"wish_unknown"}
    assert _refused(wish, world, youngest, wishes=Wishes(own_words="好" * 201)) == {"own_words_too_long"}
    assert wish(world, youngest, "books-0", band="0-1615-1").number == 1


@pytest.mark.clause("A7.12")
def test_where_single_applications_opened_a_school_only_applicants_wish() -> None:
    lay_down_the_law()
    world = a_world(urban_rural_code="220", per_class=2)
    everyone, world.children = world.children, world.children[:2]
    begins = START - timedelta(days=30)
    petition_school(world, world.children, now=begins, route=PetitionRoute.APPLICANTS_ONLY)
    window = open_a_choice(world)
    for child in (everyone[0], everyone[2]):
        sign_for(world, child, window)
    assert _refused(wish, world, everyone[2], "chess-0") == {"own_application_missing"}
    assert wish(world, everyone[0], "chess-0").number == 1


def test_somebody_elses_child_is_not_there(world: World, window: ChoiceWindow) -> None:
    sign_for(world, world.children[0], window)
    with pytest.raises(Http404):
        wish(world, world.children[0], "chess-0", actor=world.children[1].guardian)


@pytest.mark.clause("A7.11", "A2.4")
def test_a_slip_is_keyed_by_one_and_checked_by_another(world: World, window: ChoiceWindow) -> None:
    child = world.children[0]
    sign_for(world, child, window)
    keyed = {
        "actor": world[Role.SCHOOL_PLAN],
        "now": NOW,
        "place": world.place,
        "pupil_id": child.pupil_id,
        "term_id": world.term.id,
        "wishes": Wishes({MONDAY_X: ("chess-0",)}),
    }
    stranger = world.children[1].guardian.person
    assert _refused(perform, key_wishes, guardian_id=stranger, **keyed) == {"slip_not_by_family"}
    slip = perform(key_wishes, guardian_id=child.guardian.person, **keyed)
    check = {"now": NOW, "slip_id": slip.id}
    assert _refused(perform, check_wishes, actor=world[Role.SCHOOL_PLAN], **check) == {
        "slip_checked_by_keyer"
    }
    with world.inside():
        assert not WishList.objects.exists()
    assert perform(check_wishes, actor=world[Role.SCHOOL_TEACHING], **check).keyed_by
    assert _refused(perform, check_wishes, actor=world[Role.SCHOOL_TEACHING], **check) == {
        "slip_already_checked"
    }
