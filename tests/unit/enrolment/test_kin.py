"""One family is whom the roll ties together, through however many parents and children."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kehou.enrolment.kin import GUARDIAN, families, family_of, who_acts

MOTHER, FATHER, OTHER, NEIGHBOUR = (UUID(int=number) for number in range(1, 5))
ANNA, BEN, CARL, DORA = (UUID(int=number) for number in range(11, 15))


@dataclass(frozen=True, slots=True)
class Tie:
    """A pupil and who may act for it."""

    pupil_id: UUID
    guardian_id: UUID
    kind: str = GUARDIAN


def test_two_parents_with_the_same_children_are_one_family() -> None:
    links = [Tie(ANNA, MOTHER), Tie(BEN, MOTHER), Tie(ANNA, FATHER), Tie(BEN, FATHER)]
    assert family_of(ANNA, links) == {ANNA, BEN}


def test_a_child_in_the_middle_ties_two_who_share_no_parent() -> None:
    links = [Tie(ANNA, MOTHER), Tie(BEN, MOTHER), Tie(BEN, FATHER), Tie(CARL, FATHER), Tie(DORA, OTHER)]
    assert family_of(ANNA, links) == {ANNA, BEN, CARL}
    assert family_of(DORA, links) == {DORA}
    without = [link for link in links if link.pupil_id != BEN]
    assert family_of(ANNA, without) == {ANNA}, "positive control: nothing else ties them"


def test_a_carer_ties_only_children_without_a_guardian() -> None:
    carer = [Tie(child, NEIGHBOUR, "carer") for child in (ANNA, BEN, CARL)]
    assert family_of(ANNA, carer) == {ANNA, BEN, CARL}
    assert family_of(ANNA, [*carer, Tie(ANNA, MOTHER)]) == {ANNA}


def test_a_child_whom_the_roll_gives_nobody_is_a_family_alone() -> None:
    assert family_of(ANNA, [Tie(BEN, MOTHER)]) == {ANNA}


def test_who_acts_for_a_child_are_all_whom_the_roll_names_for_it() -> None:
    links = [Tie(ANNA, MOTHER), Tie(BEN, MOTHER), Tie(ANNA, NEIGHBOUR, "carer")]
    assert who_acts(links) == {ANNA: [MOTHER, NEIGHBOUR], BEN: [MOTHER]}


def _one_of(first: int, last: int) -> st.SearchStrategy[UUID]:
    return st.integers(first, last).map(lambda number: UUID(int=number))


@given(st.lists(st.builds(Tie, _one_of(20, 29), _one_of(1, 9))))
def test_families_part_the_pupils_and_the_order_of_links_does_not_matter(links: list[Tie]) -> None:
    found = families(links)
    assert families(links[::-1]) == found
    for one in links:
        for other in links:
            if one.guardian_id == other.guardian_id:
                assert found[one.pupil_id] == found[other.pupil_id]
    for pupil in found:
        assert all(family_of(each, links) == family_of(pupil, links) for each in family_of(pupil, links))
