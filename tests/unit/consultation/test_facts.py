"""Who is asked, which households there are, which answers a questionnaire offers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from factories.consulted import YES, a_questionnaire
from kehou.consultation.content import from_json, to_json
from kehou.consultation.facts import finishes_before, households
from kehou.consultation.rules import CONSULTATION_STEPS, PETITION_STEPS
from kehou.kernel.transitions import NoSuchTransition

AUTUMN = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("grade", "is_new", "asked_on", "term_begins", "leaves"),
    [
        (6, False, date(2026, 6, 20), AUTUMN, True),
        (5, False, date(2026, 6, 20), AUTUMN, False),
        (6, True, date(2026, 6, 20), AUTUMN, False),
        (6, False, date(2026, 8, 20), AUTUMN, False),  # the new year's roll says who left
        (6, False, date(2026, 1, 12), date(2026, 3, 2), False),
    ],
)
@pytest.mark.clause("A2.3", "A7.12")
def test_the_top_grade_leaves_over_the_summer(
    grade: int, is_new: bool, asked_on: date, term_begins: date, leaves: bool
) -> None:
    found = finishes_before(
        grade=grade, top_grade=6, is_new=is_new, asked_on=asked_on, term_begins=term_begins
    )
    assert found is leaves


def test_pupils_who_share_a_guardian_share_a_household() -> None:
    first, second, third, mother, father, other = (UUID(int=number) for number in range(1, 7))
    found = households(
        [(first, mother), (second, father), (first, father), (third, other)],
    )
    assert found[first] == found[second]
    assert found[third] != found[first]


def test_a_questionnaire_is_written_down_and_read_back() -> None:
    asked = a_questionnaire()
    assert from_json(to_json(asked)) == asked
    assert YES.fits(asked)
    assert not YES.fits(a_questionnaire(days=(2,)))


@pytest.mark.clause("A7.1")
def test_no_step_is_left_out() -> None:
    with pytest.raises(NoSuchTransition):
        CONSULTATION_STEPS.arrow("open", "publish")
    with pytest.raises(NoSuchTransition):
        PETITION_STEPS.arrow("closed", "meet")
