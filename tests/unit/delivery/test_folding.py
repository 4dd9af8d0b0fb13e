"""A child is always in exactly one place, whatever order its marks arrive in."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.family_facts import at
from kehou.delivery.facts import Attendance, Custody, Mark, MarkKind, ReleaseWay
from kehou.delivery.folding import apply_mark, fold_day

CHILD, OTHER = UUID(int=1), UUID(int=2)
FIRST, SECOND = UUID(int=11), UUID(int=12)
K = MarkKind
BEGIN = at(3, 2, 16, 0)


def marks(*kinds: tuple[MarkKind, UUID | None] | MarkKind) -> list[Mark]:
    """The child's marks, a minute apart."""
    found = []
    for minute, entry in enumerate(kinds):
        kind, session = entry if isinstance(entry, tuple) else (entry, None)
        found.append(Mark(UUID(int=1_000 + minute), CHILD, kind, BEGIN + timedelta(minutes=minute), session))
    return found


@pytest.mark.clause("A10.8", "A10.9")
@pytest.mark.parametrize(
    ("story", "wanted", "alarm"),
    [
        ((), Custody.CLASS, False),
        ((K.HANDED_OVER,), Custody.CLASS, False),
        ((K.HANDED_OVER, (K.PRESENT, FIRST)), Custody.COURSE, False),
        (((K.PRESENT, FIRST), K.AT_GATE), Custody.GATE, False),
        (((K.PRESENT, FIRST), K.AT_GATE, K.RELEASED), Custody.HOME, False),
        (((K.LEAVE, FIRST),), Custody.AWAY, False),
        (((K.ABSENT, FIRST),), Custody.UNACCOUNTED, False),
        (((K.ABSENT, FIRST), K.EXPLAINED), Custody.AWAY, False),
        ((K.AWAY, (K.ABSENT, FIRST)), Custody.AWAY, False),
        # At the last lesson and not at the roll: an alarm, not just an absence.
        ((K.HANDED_OVER, (K.ABSENT, FIRST)), Custody.UNACCOUNTED, True),
        (((K.PRESENT, FIRST), (K.ABSENT, SECOND)), Custody.UNACCOUNTED, True),
        (((K.PRESENT, FIRST), (K.ABSENT, SECOND), K.FOUND), Custody.COURSE, False),
        (((K.PRESENT, FIRST), (K.LEAVE, SECOND)), Custody.UNACCOUNTED, True),
        (((K.PRESENT, FIRST), K.RELEASED, (K.ABSENT, SECOND)), Custody.HOME, False),
        (((K.LEAVE, FIRST), (K.ABSENT, SECOND)), Custody.UNACCOUNTED, False),
        (((K.PRESENT, FIRST), K.RELEASED, (K.PRESENT, SECOND)), Custody.COURSE, False),
        (((K.PRESENT, FIRST), K.AWAY), Custody.UNACCOUNTED, True),
    ],
)
def test_where_a_child_is(story: tuple[MarkKind, ...], wanted: Custody, alarm: bool) -> None:
    child = fold_day([CHILD], marks(*story)).children[CHILD]
    assert (child.custody, child.is_alarm) == (wanted, alarm)


@pytest.mark.clause("A7.11")
def test_a_mark_taken_back_counts_no_more_and_is_still_there() -> None:
    (present,) = marks((K.PRESENT, FIRST))
    back = Mark(UUID(int=5), CHILD, K.VOID, BEGIN - timedelta(minutes=5), voids=present.client_id)
    fold = fold_day([CHILD], [present, back])
    assert fold.children[CHILD].custody is Custody.CLASS
    assert fold.rolls == {}


def test_nobody_takes_back_another_childs_mark() -> None:
    (present,) = marks((K.PRESENT, FIRST))
    back = Mark(UUID(int=5), OTHER, K.VOID, BEGIN, voids=present.client_id)
    assert fold_day([CHILD], [present, back]).children[CHILD].custody is Custody.COURSE


def test_the_later_of_two_rolls_counts() -> None:
    fold = fold_day([CHILD], marks((K.ABSENT, FIRST), (K.PRESENT, FIRST)))
    assert fold.roll_of(FIRST) == {CHILD: Attendance.PRESENT}


A_MARK = st.builds(
    Mark,
    client_id=st.integers(1, 40).map(lambda number: UUID(int=number)),
    pupil_id=st.integers(1, 4).map(lambda number: UUID(int=number)),
    kind=st.sampled_from(MarkKind),
    device_at=st.integers(0, 12).map(lambda minute: BEGIN + timedelta(minutes=minute)),
    session_id=st.sampled_from([None, FIRST, SECOND]),
    voids=st.none() | st.integers(1, 40).map(lambda number: UUID(int=number)),
    way=st.none() | st.sampled_from(ReleaseWay),
    to_person_id=st.none(),
)
EXPECTED = [UUID(int=number) for number in range(1, 4)]


@pytest.mark.clause("A10.8", "A10.13")
@given(st.lists(A_MARK, max_size=40), st.randoms(use_true_random=False))
@settings(max_examples=400, deadline=None)
def test_any_order_and_any_repetition_give_one_state(sent: list[Mark], chance: Random) -> None:
    fold = fold_day(EXPECTED, sent)
    again = [*sent, *chance.choices(sent, k=len(sent))] if sent else []
    chance.shuffle(again)
    assert fold_day(chance.sample(EXPECTED, 3), again) == fold
    places = [fold.in_state(custody) for custody in Custody]
    everyone = set(EXPECTED) | {mark.pupil_id for mark in sent if mark.pupil_id in fold.children}
    assert sum(map(len, places)) == len(fold.children) == len(everyone)
    assert set(EXPECTED) <= set().union(*places)


@pytest.mark.clause("A10.8", "A10.13")
@given(st.lists(A_MARK, max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_child_in_hand_never_slips_away_unmarked(sent: list[Mark]) -> None:
    """Only a release or an explanation ends the school's hold on a child: no other mark makes it vanish."""
    fold = fold_day(EXPECTED, sent)
    for child in fold.children.values():
        if child.seen:
            assert child.custody in (Custody.CLASS, Custody.COURSE, Custody.GATE, Custody.UNACCOUNTED)


def test_folding_in_order_of_arrival_would_not_do() -> None:
    """The positive control: applied as they arrive, the same marks give another state."""
    sent = marks((K.PRESENT, FIRST), K.RELEASED)
    naive = fold_day([CHILD], []).children[CHILD]
    for mark in reversed(sent):
        naive = apply_mark(naive, mark)
    assert naive.custody is Custody.COURSE
    assert fold_day([CHILD], reversed(sent)).children[CHILD].custody is Custody.HOME
