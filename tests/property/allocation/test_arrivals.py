"""What first come, first served keeps, on random rushes, and that each of these properties can fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.allocation import withdraw
from kehou.allocation.arrivals import Answer, Stand, Standing, admit
from kehou.allocation.limits import non_x, obstacle, paid
from kehou.allocation.model import Withdrawal
from property.allocation import arrival_twins as twins
from property.allocation.arrivals import Rush, rush, stands

NUMBERS = st.integers(0, 1_000_000)
FOUND_WITHIN = 150


def keeps_its_limits(case: Rush) -> bool:
    """Nobody over capacity, one course a child a time, paid cap, X share and the family's limit kept."""
    _, standing = case.answers()
    policy, limit = case.offer.policy, case.offer.family_places
    heads = Counter(s.id for _, held in standing.places for s in set(held.values()))
    full = any(s.capacity is not None and heads[s.id] > s.capacity for s in case.offer.sections.values())
    whole = all(held.get(slot) is s for _, held in standing.places for s in held.values() for slot in s.slots)
    pupils = {pupil.id: pupil for pupil in case.pupils}
    within = all(
        (policy.max_paid is None or paid(held) <= policy.max_paid)
        and non_x(held) <= policy.non_x_allowance(pupils[pupil])
        for pupil, held in standing.places
    )
    families: Counter[str] = Counter()
    for pupil, held in standing.places:
        families[pupils[pupil].family] += sum(s.capacity is not None for s in set(held.values()))
    return not full and whole and within and (limit is None or max(families.values(), default=0) <= limit)


def is_honest(case: Rush) -> bool:
    """Nobody is told full while a seat is free, and whoever has a seat asked before whoever waits.

    A seat that was given back while children waited is theirs, and not free.
    """
    answered, _ = case.answers()
    given, waiting = Counter[str](), Counter[str]()
    for each in answered:
        section = case.offer.sections.get(each.request.section)
        capacity = section.capacity if section else None
        if each.answer is Answer.PLACED:
            given[each.request.section] += 1
            given.subtract(each.given_back)
        if each.answer in (Answer.FULL, Answer.KEPT):
            full = capacity is not None and given[each.request.section] == capacity
            if not (full or waiting[each.request.section]):
                return False
            waiting[each.request.section] += each.answer is Answer.FULL
    numbers = {(a.request.section, a.answer, a.number) for a in answered if a.number}
    seated = {(section, number) for section, answer, number in numbers if answer is Answer.PLACED}
    lined = {(section, number) for section, answer, number in numbers if answer is Answer.FULL}
    return all(mine < other for here, mine in seated for there, other in lined if here == there)


def loses_nothing(case: Rush) -> bool:
    """A course is given back for another one only, at the same time, and never by who did not say so."""
    for each in case.answers()[0]:
        sections = case.offer.sections
        if each.given_back and (each.answer is not Answer.PLACED or not each.request.instead):
            return False
        slots = sections[each.request.section].slots if each.given_back else ()
        if any(set(sections[code].slots).isdisjoint(slots) for code in each.given_back):
            return False
    return True


def does_not_mind_batches(case: Rush) -> bool:
    """However the stream is cut, each request gets the same answer."""
    whole, _ = case.answers()
    return case.answers(cuts=[3, 7, 20, 41])[0] == whole and case.answers(cuts=range(60))[0] == whole


def bears_retries(case: Rush) -> bool:
    """Everything sent once more gives nothing new, and tells who has a place that it is theirs."""
    answered, standing = case.answers()
    again = admit(case.offer, standing, [each.request for each in answered])
    told = all(
        after.answer is Answer.YOURS
        for before, after in zip(answered, again, strict=True)
        if before.answer is Answer.PLACED
    )
    same_place = all(
        after.place == before.place
        for before, after in zip(answered, again, strict=True)
        if before.answer is Answer.FULL and after.answer is Answer.FULL
    )
    return told and same_place and not any(each.is_new for each in again)


def waits_for_its_time(case: Rush) -> bool:
    """Nobody chooses before the opening or the own turn, after the end, or what is not offered to them."""
    hours = case.offer.hours
    return all(
        hours.opens_at <= each.request.at < hours.closes_at
        and each.request.called_at <= each.request.at
        and case.offer.sections[each.request.section].admits(each.request.pupil)
        and each.request.pupil.attends.issuperset(case.offer.sections[each.request.section].slots)
        for each in case.answers()[0]
        if each.answer in (Answer.PLACED, Answer.FULL)
    )


def bears_doubles(case: Rush) -> bool:
    """A request that comes twice in a row changes nothing the second time, also one that gives back."""
    requests = [request for each in case.requests for request in (each, each)]
    answered = replace(case, requests=tuple(requests)).answers()[0]
    return all(
        not second.is_new and not second.given_back and second.place in (first.place, 0)
        for first, second in zip(answered[::2], answered[1::2], strict=True)
    )


def moves_up_fairly(case: Rush) -> bool:
    """At the end everyone has what it had or waited for, and nobody who could is left beside a free seat."""
    answered, _ = case.answers()
    before, after = stands(answered), case.settled(answered)
    taken = Counter(each.section for stand in after.values() for each in stand.has)
    sections, last = case.offer.sections, dict[str, int]()
    for stand in after.values():
        for each in stand.has:
            last[each.section] = max(last.get(each.section, 0), each.number)
    for pupil, stand in after.items():
        had = {slot for each in before[pupil].has for slot in sections[each.section].slots}
        if not had <= {slot for each in stand.has for slot in sections[each.section].slots} and not any(
            sections[each.section].is_bundle for each in before[pupil].wished
        ):
            return False
        if not {*stand.has} <= {*before[pupil].wished}:
            return False
        for each in stand.waits:
            capacity = sections[each.section].capacity
            if capacity is None or taken[each.section] < capacity or each.number < last[each.section]:
                return False
    return all(
        s.capacity is None or taken[s.id] <= s.capacity for s in sections.values()
    ) and not _left_beside_a_free_seat(case, before, after, taken)


def _left_beside_a_free_seat(
    case: Rush, before: dict[str, Stand], after: dict[str, Stand], taken: Counter[str]
) -> bool:
    """Whether a child with nothing at that time, and room for it, was not given a free seat it waited for."""
    pupils = {pupil.id: pupil for pupil in case.pupils}
    for pupil, stand in before.items():
        held = {
            slot: case.offer.sections[each.section]
            for each in after[pupil].has
            for slot in case.offer.sections[each.section].slots
        }
        for each in stand.waits:
            section = case.offer.sections[each.section]
            free = section.capacity is not None and taken[section.id] < section.capacity
            if free and obstacle(case.offer.policy, pupils[pupil], section, held) is None:
                return True
    return False


def closes_as_it_stands(case: Rush) -> bool:
    """The draw over the closed list gives each child what it stood with at the end, for whatever seed."""
    answered, _ = case.answers()
    had = {(pupil, each.section) for pupil, stand in case.settled(answered).items() for each in stand.has}
    return all(
        {(seat.pupil, seat.section) for seat in case.drawn(answered, beacon).seats if seat.via == "wish"}
        == had
        for beacon in ("1", "22", "333")
    )


def ends_as_it_was_told(case: Rush) -> bool:
    """Where nothing was given back everyone has at the end exactly what it was told, and its line."""
    answered, _ = case.answers()
    return case.settled(answered) == stands(answered)


def refills_in_order(case: Rush) -> bool:
    """A seat that falls free goes to whoever asked for it first of those who wait for it still."""
    answered, _ = case.answers()
    result = case.drawn(answered)
    for code, line in result.waitlists.items():
        gone = next(seat for seat in result.seats if seat.section == code)
        after = withdraw(result, [Withdrawal(gone.pupil, gone.slot)])
        numbers = {a.request.pupil.id: a.number for a in answered if a.number and a.request.section == code}
        came = {s.pupil for s in after.seats if s.section == code} - {
            s.pupil for s in result.seats if s.section == code
        }
        others = [pupil for pupil in line if pupil != gone.pupil]
        if others and came != {min(others, key=numbers.__getitem__)}:
            return False
    return True


def changing(number: int) -> Rush:
    """A rush in which families also change what they have."""
    return rush(number, changing=True)


KEPT: dict[Callable[[Rush], bool], tuple[Callable[[int], Rush], twins.Twin]] = {
    keeps_its_limits: (changing, twins.one_too_many),
    is_honest: (changing, twins.last_seat_kept_back),
    does_not_mind_batches: (changing, twins.batch_by_code),
    bears_retries: (rush, twins.forgets_lines),
    bears_doubles: (changing, twins.forgets_lines),
    loses_nothing: (changing, twins.gives_back_first),
    moves_up_fairly: (changing, twins.lines_stand_still),
    waits_for_its_time: (changing, twins.no_turns),
    closes_as_it_stands: (changing, twins.lottery_after_all),
    ends_as_it_was_told: (rush, twins.lines_move_always),
    refills_in_order: (lambda number: rush(number, base=True, changing=True), twins.lottery_after_all),
}


@pytest.mark.clause("A7.8", "A2.4")
@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.__name__)
def test_a_rush_keeps_it(kept: Callable[[Rush], bool]) -> None:
    @given(NUMBERS)
    def holds(number: int) -> None:
        assert kept(KEPT[kept][0](number))

    holds()


@pytest.mark.parametrize(
    ("kept", "twin"),
    [
        *((kept, twin) for kept, (_, twin) in KEPT.items()),
        (keeps_its_limits, twins.two_at_once),
        (keeps_its_limits, twins.no_family_limit),
        (is_honest, twins.seat_of_the_line_given_away),
    ],
    ids=lambda each: each.__name__,
)
def test_a_broken_twin_is_found(
    kept: Callable[[Rush], bool], twin: twins.Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin(monkeypatch)
    assert not all(kept(KEPT[kept][0](number)) for number in range(FOUND_WITHIN))


def test_a_broken_twin_of_a_rare_kind_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    rare = [changing(number) for number in (853, 1032)]  # of those in which a child is passed over
    assert all(closes_as_it_stands(case) for case in rare)
    twins.passed_over_still_wait(monkeypatch)
    assert not any(closes_as_it_stands(case) for case in rare)


def test_what_was_given_before_is_asked_of_the_standing() -> None:
    case = rush(5)
    _, standing = case.answers()
    assert isinstance(standing, Standing)
    assert any(standing.holds(pupil.id) for pupil in case.pupils)
