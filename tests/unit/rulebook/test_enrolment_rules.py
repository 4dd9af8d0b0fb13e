"""What enrolment's verdicts must not tell, and what small schools may do (A3.4, A7.8)."""

from __future__ import annotations

import pytest

from factories.family_facts import CHESS, SINGING, SLOT, a_seat, a_wish, an_applicant, pupil
from kehou.rulebook.facts.enrolment import GroupBasis, GroupFacts, PlacementFacts
from kehou.rulebook.hunan_2024.edition import EDITION
from unit.rulebook.example import parameters


@pytest.mark.clause("A3.4")
@pytest.mark.parametrize("seats", [(a_seat(2),), (a_seat(1, SINGING), a_seat(2))])
def test_no_verdict_tells_who_comes_first(seats: tuple[object, ...]) -> None:
    wishes = (a_wish(1, CHESS, SINGING), a_wish(2, CHESS))
    placement = PlacementFacts(wishes, seats, frozenset({pupil(1)}))  # type: ignore[arg-type]
    verdicts = EDITION.judge(placement, parameters(priority_mode="absolute_tiers"))
    assert [found for found in verdicts if found.clause == "A3.4" and found.met is False]
    for found in verdicts:
        assert str(pupil(1)) not in f"{found.subject} {found.facts}"
        if found.clause == "A3.4" and found.met is False:
            assert found.subject.startswith(f"slot/{SLOT}")
            assert found.facts == {}


@pytest.mark.clause("A7.8")
def test_a_very_small_school_may_mix_all_grades() -> None:
    grades = (1, 3, 6)
    for pupil_count, stopped in ((99, False), (100, True)):
        group = GroupFacts("g1", "arts", False, GroupBasis.CHOICE, grades, pupil_count)
        found = EDITION.judge(group, parameters())
        assert any(verdict.reason == "group_span_too_wide" and verdict.stops for verdict in found) is stopped


@pytest.mark.clause("A7.12")
def test_no_application_is_asked_where_the_whole_school_was_opened() -> None:
    verdicts = EDITION.judge(an_applicant(applicants_only=False), parameters())
    assert "own_application_missing" not in {verdict.reason for verdict in verdicts}
