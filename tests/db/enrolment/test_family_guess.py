"""What a family's page asked by the term it read last counts only where the same term is read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factories.choosing import NOW, open_a_choice, sign_for
from factories.law import lay_down_the_law
from factories.world import a_world
from kehou.enrolment import family
from kehou.enrolment.asking import AskedChildren
from kehou.enrolment.family import children_now
from kehou.platform.database.questions import together
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.django_db


def test_a_wrong_guess_at_the_term_is_asked_again() -> None:
    lay_down_the_law()
    world = a_world(per_class=2, urban_rural_code="111")
    window, child = open_a_choice(world), world.children[0]
    sign_for(world, child, window)
    with world.inside():
        first = children_now(child.guardian, now=NOW)
        assert [each.at.window for each in first] == [window]
        read = family._lately.at(world.school.id)
        assert read
        assert children_now(child.guardian, now=NOW) == first  # by a guess that is right
        school, term = read
        wrong = school, replace(term, id=new_id())
        family._lately.remember(world.school.id, wrong)
        assert children_now(child.guardian, now=NOW) == first
        assert family._lately.at(world.school.id) == read
        believed = AskedChildren.of(*wrong, list(child.guardian.wards))
        together(*believed.questions)
        assert [each.at.window for each in believed.told({}, NOW)] == [None]  # what it would have shown
