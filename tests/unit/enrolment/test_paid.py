"""The limit of outside bodies' courses as a family is told it, and what counts against it after the draw."""

from __future__ import annotations

import pytest

from factories.offered import an_offering, an_option
from kehou.enrolment.facts import Wishes
from kehou.enrolment.paid import is_one_too_many, paid_beside, paid_limit

DANCE = an_option("dance", "mon", is_paid_provider=True)
CAMP = an_option("camp", "tue", "wed", is_paid_provider=True)
CHESS = an_option("chess", "mon")
ROOM = an_option("room", "tue", is_paid_provider=True, fallback=True)
WEEK = an_offering(("mon", "tue", "wed"), (DANCE, CHESS, CAMP, ROOM))


@pytest.mark.parametrize(
    ("ranked", "first"),
    [
        ({}, 0),
        ({"mon": ("dance", "chess")}, 1),
        ({"mon": ("chess", "dance")}, 0),
        ({"mon": ("dance",), "tue": ("camp",), "wed": ("camp",)}, 2),
        ({"tue": ("room",)}, 0),
    ],
)
def test_first_wishes_are_counted_a_course_over_several_days_once(
    ranked: dict[str, tuple[str, ...]], first: int
) -> None:
    limit = paid_limit(1, Wishes(ranked), WEEK, days=(0, 1, 2), grade=3)
    assert limit is not None
    assert (limit.first, limit.is_over) == (first, first > 1)


def test_nothing_is_told_without_a_limit_or_without_such_a_course_on_the_childs_days() -> None:
    wishes = Wishes({"mon": ("dance",)})
    assert paid_limit(None, wishes, WEEK, days=(0, 1, 2), grade=3) is None
    assert paid_limit(1, wishes, an_offering(("mon",), (CHESS,)), days=(0,), grade=3) is None
    assert paid_limit(1, wishes, WEEK, days=(0,), grade=9) is None


def test_what_is_given_up_does_not_count() -> None:
    held = {"mon": DANCE, "tue": CAMP, "wed": CAMP}
    assert paid_beside(held, ()) == 2
    assert paid_beside(held, ("mon",)) == 1
    assert paid_beside(held, ("wed",)) == 1, "a course over several days is given up whole"
    assert paid_beside({"tue": ROOM}, ()) == 0, "the room for all is never limited"


@pytest.mark.parametrize(
    ("beside", "most", "too_many"), [(0, 1, False), (1, 1, True), (1, 2, False), (9, None, False)]
)
def test_one_more_is_refused_at_the_limit_only(beside: int, most: int | None, *, too_many: bool) -> None:
    assert is_one_too_many(DANCE, beside, most) is too_many
    assert not is_one_too_many(CHESS, beside, most)
