"""The check after a draw finds what is wrong, and finds nothing where all is well."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from factories.offered import an_offering, an_option
from kehou.enrolment.facts import Wishes
from kehou.enrolment.grouping import GroupLimits
from kehou.enrolment.reviewing import GroupNow, Places, left_out, merges, missed, oversold, too_small

ONE, TWO, THREE = (UUID(int=n) for n in (1, 2, 3))
LIMITS = {"chess": GroupLimits(30, 3)}
CHESS, BALL, ROOM = (
    an_option("chess", "mon"),
    an_option("ball", "mon"),
    an_option("room", "mon", fallback=True),
)


def _places(
    held: Mapping[UUID, str], *, formed: tuple[str, ...] = ("chess", "ball"), grade: int = 3
) -> Places:
    return Places(
        offering=an_offering(("mon",), (CHESS, BALL, ROOM)),
        grades=dict.fromkeys((ONE, TWO, THREE), grade),
        wishes={pupil: Wishes({"mon": ("chess", "ball")}) for pupil in (ONE, TWO, THREE)},
        held={pupil: {"mon": key} for pupil, key in held.items()},
        formed=frozenset(formed),
    )


def test_a_right_draw_leaves_nothing_to_do() -> None:
    places = _places({ONE: "chess", TWO: "chess", THREE: "ball"})
    assert (oversold(places), missed(places), left_out(places)) == ([], [], [])


def test_a_free_seat_that_somebody_wished_more_is_found() -> None:
    for third in ("ball", "room"):
        (found,) = missed(_places({ONE: "chess", TWO: "ball", THREE: "chess"} | {THREE: third}))[:1]
        assert (found.option, found.band) == (CHESS, "mon")
    without = _places({ONE: "chess", TWO: "chess"})
    assert [(each.pupil_id, each.option) for each in missed(without)] == [(THREE, BALL)]


def test_a_course_that_was_not_formed_has_no_free_seat() -> None:
    assert missed(_places({ONE: "chess", TWO: "chess", THREE: "room"}, formed=("chess",))) == []


def test_more_pupils_than_seats_are_found_in_courses_and_not_in_rooms() -> None:
    assert oversold(_places(dict.fromkeys((ONE, TWO, THREE), "chess"))) == [(CHESS, 3)]
    assert oversold(_places(dict.fromkeys((ONE, TWO, THREE), "room"))) == []


def test_who_has_no_place_is_told_apart_with_what_is_open() -> None:
    (found,) = left_out(_places({ONE: "chess", TWO: "chess"}))
    assert (found.pupil_id, [each.key for each in found.open]) == (THREE, ["ball", "room"])
    (shut,) = left_out(_places({ONE: "chess", TWO: "chess"}, grade=9))
    assert shut.open == ()


def _group(number: int, *grades: int) -> GroupNow:
    return GroupNow(UUID(int=100 + number), CHESS, number, grades)


def test_a_small_group_goes_into_the_fullest_that_can_take_it() -> None:
    small, middle, large = _group(1, 3, 3), _group(2, *[3] * 10), _group(3, *[4] * 20)
    (found,) = merges([small, middle, large], LIMITS)
    assert (found.small, found.into) == (small, large)
    assert too_small([small, middle, large], [found]) == []


def test_no_group_grows_past_its_size_or_span() -> None:
    assert merges([_group(1, 3, 3), _group(2, *[3] * 29)], LIMITS) == []
    assert merges([_group(1, 1, 1), _group(2, *[5] * 10)], LIMITS) == []
    assert len(merges([_group(1, 3, 3), _group(2, *[3] * 28)], LIMITS)) == 1


def test_two_small_groups_become_one_and_an_empty_one_is_let_be() -> None:
    groups = [_group(1, 3), _group(2, 3, 3), _group(3)]
    (found,) = merges(groups, LIMITS)
    assert {found.small.number, found.into.number} == {1, 2}
    lone = [_group(1, 3)]
    assert too_small(lone, merges(lone, LIMITS)) == lone


def test_a_course_over_two_times_is_missed_only_where_it_was_wished_more_in_both() -> None:
    both = an_option("both", "mon", "tue")
    drama = an_option("drama", "tue")
    offering = an_offering(("mon", "tue"), (both, CHESS, drama))

    def found(tuesday: tuple[str, ...]) -> int:
        places = Places(
            offering=offering,
            grades={ONE: 3},
            wishes={ONE: Wishes({"mon": ("both", "chess"), "tue": tuesday})},
            held={ONE: {"mon": "chess", "tue": "drama"}},
            formed=frozenset({"both"}),
        )
        return len(missed(places))

    assert found(("both", "drama")) == 2
    assert found(("drama", "both")) == 0, "drama was wished more"
