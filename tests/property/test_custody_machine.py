"""Devices that lose, repeat and reorder what they send, against a plain account of what was seen (A10.8).

The machine keeps two books: the marks as people made them, applied one by one; and those that have reached
the server, folded. Whatever arrives when, every child is in exactly one place; once all has arrived, both
books agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from factories.family_facts import at
from kehou.delivery.facts import ChildDay, Custody, DayFold, Mark, MarkKind
from kehou.delivery.folding import apply_mark, fold_day

BEGIN = at(3, 2, 16, 0)
ROLL = frozenset({MarkKind.PRESENT, MarkKind.LEAVE, MarkKind.ABSENT})
SESSIONS = tuple(UUID(int=number) for number in (11, 12))
WITH_US = frozenset({MarkKind.PRESENT, MarkKind.FOUND, MarkKind.AT_GATE})
MAY_BE_GONE = frozenset({MarkKind.RELEASED, MarkKind.AWAY, MarkKind.EXPLAINED})
CHILDREN = tuple(UUID(int=number) for number in range(1, 5))


class Devices(RuleBasedStateMachine):
    """Teachers and the gate make marks; the network brings them in any order, some twice."""

    made = Bundle("made")
    fold = staticmethod(fold_day)

    @initialize()
    def open_the_day(self) -> None:
        self.minute = 0
        self.written: list[Mark] = []
        self.arrived: list[Mark] = []

    @rule(
        target=made,
        pupil=st.sampled_from(CHILDREN),
        kind=st.sampled_from([kind for kind in MarkKind if kind is not MarkKind.VOID]),
        session=st.sampled_from(SESSIONS),
    )
    def see_a_child(self, pupil: UUID, kind: MarkKind, session: UUID) -> Mark:
        return self._make(pupil, kind, session if kind in ROLL else None)

    @rule(target=made, mistaken=made)
    def take_back(self, mistaken: Mark) -> Mark:
        return self._make(mistaken.pupil_id, MarkKind.VOID, None, voids=mistaken.client_id)

    @rule(mark=made)
    def arrive(self, mark: Mark) -> None:
        self.arrived.append(mark)

    @rule(first=made, second=made)
    def arrive_together_the_wrong_way_round(self, first: Mark, second: Mark) -> None:
        self.arrived += [max(first, second, key=_when), min(first, second, key=_when)]

    @rule()
    def everything_arrives_in_the_end(self) -> None:
        self.arrived += reversed(self.written)
        found = self.fold(CHILDREN, self.arrived)
        assert dict(found.children) == self._plainly()

    @invariant()
    def every_child_is_in_one_place(self) -> None:
        found = self.fold(CHILDREN, self.arrived)
        places = [found.in_state(custody) for custody in Custody]
        assert set().union(*places) == set(CHILDREN)
        assert sum(map(len, places)) == len(CHILDREN)

    @invariant()
    def nobody_in_hand_is_lost_silently(self) -> None:
        for child in self.fold(CHILDREN, self.arrived).children.values():
            assert not (child.seen and child.custody in (Custody.HOME, Custody.AWAY))

    @invariant()
    def the_red_column_is_live(self) -> None:
        """Whoever was last seen is not in it; whoever is missing at a roll is, unless known to be gone."""
        red = self.fold(CHILDREN, self.arrived).in_state(Custody.UNACCOUNTED)
        for child in CHILDREN:
            marks = self._standing(child)
            last = marks[-1].kind if marks else None
            assert not (last in WITH_US and child in red)
            if last is MarkKind.ABSENT and not MAY_BE_GONE & {mark.kind for mark in marks}:
                assert child in red

    def _standing(self, child: UUID) -> list[Mark]:
        """What has arrived of one child and was not taken back, in the order in which it was made."""
        here = {mark.client_id: mark for mark in self.arrived if mark.pupil_id == child}
        back = {mark.voids for mark in here.values()}
        kept = (mark for key, mark in here.items() if key not in back and mark.kind is not MarkKind.VOID)
        return sorted(kept, key=_when)

    def _make(self, pupil: UUID, kind: MarkKind, session: UUID | None, voids: UUID | None = None) -> Mark:
        self.minute += 1
        moment = BEGIN + timedelta(minutes=self.minute)
        mark = Mark(UUID(int=1_000 + self.minute), pupil, kind, moment, session, voids=voids)
        self.written.append(mark)
        return mark

    def _plainly(self) -> dict[UUID, ChildDay]:
        """The marks one by one as they were made, without those that were taken back."""
        back = {mark.voids for mark in self.written if mark.kind is MarkKind.VOID}
        days = dict.fromkeys(CHILDREN, ChildDay(Custody.CLASS))
        for mark in self.written:
            if mark.kind is not MarkKind.VOID and mark.client_id not in back:
                days[mark.pupil_id] = apply_mark(days[mark.pupil_id], mark)
        return days


def _when(mark: Mark) -> datetime:
    return mark.device_at


TestDevices = pytest.mark.clause("A10.8", "A10.13")(Devices.TestCase)
TestDevices.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def _as_it_arrives(expected: Iterable[UUID], marks: Iterable[Mark]) -> DayFold:
    """A twin with one fault: the last to arrive counts last, whenever it was made."""
    days = dict.fromkeys(expected, ChildDay(Custody.CLASS))
    for mark in marks:
        if mark.kind is not MarkKind.VOID:
            days[mark.pupil_id] = apply_mark(days[mark.pupil_id], mark)
    return DayFold(days)


def _absent_is_away(expected: Iterable[UUID], marks: Iterable[Mark]) -> DayFold:
    """A twin with one fault: who is missing is taken to be away, and the red column stays empty."""
    fold = fold_day(expected, marks)
    calm = {
        pupil: replace(child, custody=Custody.AWAY) if child.custody is Custody.UNACCOUNTED else child
        for pupil, child in fold.children.items()
    }
    return replace(fold, children=calm)


def _lost_at_the_gate(expected: Iterable[UUID], marks: Iterable[Mark]) -> DayFold:
    """A twin with one fault: a child at the gate has left the class and is in no column."""
    fold = fold_day(expected, marks)
    here = {pupil: child for pupil, child in fold.children.items() if child.custody is not Custody.GATE}
    return replace(fold, children=here)


@pytest.mark.clause("A10.8", "A10.13")
@pytest.mark.parametrize("broken", [_as_it_arrives, _absent_is_away, _lost_at_the_gate])
def test_the_machine_finds_a_broken_twin(broken: Callable[..., DayFold]) -> None:
    twin = type("Twin", (Devices,), {"fold": staticmethod(broken)})
    quick = settings(
        max_examples=200, stateful_step_count=20, deadline=None, database=None, report_multiple_bugs=False
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(twin, settings=quick)
