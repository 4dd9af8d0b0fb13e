"""Who is in a group on a day, as the database counts it: the same as the memberships say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories.choosing import DRAWN, drawn
from factories.law import lay_down_the_law
from factories.world import a_world
from kehou.enrolment.models import Seat
from kehou.enrolment.public import members_on, memberships_of, sizes_on

pytestmark = pytest.mark.django_db
DAYS = [DRAWN.date() + timedelta(days=ahead) for ahead in range(-1, 5)]


def test_the_days_of_a_place_are_counted_alike_everywhere() -> None:
    """A place counts from the day after it was given and through the day on which it was given up."""
    lay_down_the_law()
    world = a_world(urban_rural_code="121", per_class=2)
    drawn(world)
    with world.inside():
        here = (world.school.id, world.term.id)
        seats = list(Seat.objects.filter(school_id=world.school.id).order_by("id"))
        midnight = DRAWN.replace(hour=0, minute=0) + timedelta(days=2)
        for seat, moment in zip(seats, (midnight, midnight - timedelta(seconds=1), DRAWN), strict=False):
            Seat.objects.filter(pk=seat.id).update(ended_at=moment)
        found = memberships_of(*here)
        groups = {row.group_id for row in found}
        counted = []
        for day in DAYS:
            by_group = {
                group: {row.pupil_id for row in found if row.group_id == group and row.holds(day)}
                for group in groups
            }
            assert members_on(*here, on=day, groups=groups) == set().union(*by_group.values())
            assert sizes_on(*here, on=day, groups=groups) == {
                group: len(pupils) for group, pupils in by_group.items() if pupils
            }
            counted.append(sum(map(len, by_group.values())))
        one = found[0].pupil_id
        assert members_on(*here, on=DAYS[2], groups=groups, among=[one]) <= {one}
        assert members_on(*here, on=DAYS[2], groups=[]) == frozenset()
    assert len(set(counted)) > 2  # nobody on the first day; then some leave on different days
