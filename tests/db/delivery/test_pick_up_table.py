"""Every kind of person at every time: nobody takes a child whom that day's list does not name (A10.8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from factories.afternoon import MONDAY, at, running_school
from factories.afternoon_acts import release, roll, start
from factories.collectors import Link, make_link
from factories.law import lay_down_the_law
from factories.world import Child, World, a_world
from kehou.delivery.models import Session
from kehou.delivery.services import releasing
from kehou.delivery.services.releasing import UnableToRelease
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


@pytest.fixture
def session(world: World) -> Session:
    """The chess session, its roll called with everybody there."""
    found = running_school(world)
    start(world, found)
    roll(world, found)
    return found


LINKS = (
    Link("a guardian", right=True),
    Link("a carer within the time", right=True, carer=True, past=date(2026, 4, 1)),
    Link("from today on", right=True, first=MONDAY),
    Link("through today", right=True, past=MONDAY + timedelta(days=1)),
    Link("ended this morning", right=False, past=MONDAY),
    Link("from tomorrow on", right=False, first=MONDAY + timedelta(days=1)),
    Link("a carer whose time is over", right=False, carer=True, past=date(2026, 2, 1)),
    Link("may not collect", right=False, may_collect=False),
    Link("must not collect", right=False, may_collect=False, must_not=True),
    Link("another child's guardian", right=False, to_other_child=True),
    Link("a stranger", right=False, exists=False),
)
MOMENTS = (at(16, 30), at(17, 20), at(17, 55), at(18, 40))


def _attempts(world: World, child: Child, other: Child) -> Iterator[tuple[Link, datetime, bool]]:
    """Every kind of person at every time, each taken back afterwards; whether the child went."""
    for link in LINKS:
        for moment in MOMENTS:
            person = new_id()
            with transaction.atomic():
                if link.exists:
                    with world.inside():
                        make_link(world, link, person, (other if link.to_other_child else child).pupil_id)
                try:
                    release(world, child.pupil_id, to_person_id=person, now=moment)
                    went = True
                except UnableToRelease:
                    went = False
                transaction.set_rollback(True)
            yield link, moment, went


@pytest.mark.clause("A10.8")
def test_no_wrong_release_among_people_links_and_times(world: World, session: Session) -> None:
    tried = list(_attempts(world, world.children[0], world.children[1]))
    assert len(tried) == len(LINKS) * len(MOMENTS)
    assert [(link.name, moment) for link, moment, went in tried if went is not link.right] == []


def test_with_the_guard_off_children_go_with_the_wrong_people(
    world: World, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control of the table above."""
    monkeypatch.setattr(releasing, "stops", lambda verdicts: ())
    tried = list(_attempts(world, world.children[0], world.children[1]))
    assert sum(went and not link.right for link, _, went in tried) == 7 * len(MOMENTS)
