"""The chance of a draw, repeated here with nothing but the system's SHA-256."""

from __future__ import annotations

from hashlib import sha256

from kehou.allocation import Key, Lottery, Policy, Pupil, Section, commit, input_root, seed
from kehou.allocation.canonical import canonical, digest
from kehou.allocation.draw import Draw
from kehou.allocation.instance import instance


def by_hand(text: str) -> str:
    """What ``printf TEXT | sha256sum`` prints."""
    return sha256(text.encode()).hexdigest()


def test_commitment_and_seed_can_be_made_with_a_command_of_the_system() -> None:
    assert commit("n0nce") == by_hand("kehou-draw/1\nnonce\nn0nce")
    assert seed(Lottery("root", "n0nce", "3412.87")) == by_hand("kehou-draw/1\nseed\nn0nce\n3412.87\nroot")


def test_the_root_is_made_of_the_offer_and_one_line_a_pupil() -> None:
    pupils = [Pupil("K1", "F1", 3), Pupil("K2", "F2", 4)]
    offer = (
        '{"policy":{"course_class":{},"max_paid":null,"min_x_share":"0","refill":"chains","reserves":"0",'
        '"tier_mode":"service_place"},"sections":[]}'
    )
    row = (
        '{"any_suitable":[],"attends":[],"family":"F%s","grade":%s,"id":"K%s","qualifications":[],'
        '"tier":1,"wishes":{}}'
    )
    rows = sorted(by_hand(row % numbers) for numbers in [(1, 3, 1), (2, 4, 2)])
    expected = by_hand("\n".join(["kehou-draw/1", "input", by_hand(offer), *rows]))
    assert input_root([], pupils, Policy()) == expected


def draw_of(*pupils: Pupil) -> Draw:
    """A draw over four weekdays."""
    sections = [Section(f"c{day}", (day,), 1) for day in ("mon", "tue", "wed", "thu")]
    return Draw(instance(sections, pupils, Policy()), "5eed")


def test_a_family_has_one_number_that_each_slot_turns_by_an_equal_part() -> None:
    pupil = Pupil("K1", "F1", 3)
    draw = draw_of(pupil)
    start = int(by_hand("kehou-draw/1\nfamily\n5eed\nF1")[:16], 16)
    expected = [(start + turn * 2**62) % 2**64 for turn in range(4)]
    assert [draw.number(pupil, slot) for slot in draw.slots] == expected


def test_siblings_share_a_number_and_are_parted_by_their_own() -> None:
    elder, younger = Pupil("K1", "F1", 3), Pupil("K2", "F1", 1)
    draw = draw_of(elder, younger)
    first, second = (draw.key(pupil, draw.instance.sections["cmon"]) for pupil in (elder, younger))
    assert first.number == second.number
    assert first.own == int(by_hand("kehou-draw/1\npupil\n5eed\nK1")[:16], 16) != second.own


def test_a_key_weighs_tier_then_trial_then_number() -> None:
    assert Key(0, 9, 9, 9, "z") < Key(1, 0, 0, 0, "a")
    assert Key(1, 0, 9, 9, "z") < Key(1, 1, 0, 0, "a")


def test_the_canonical_form_is_one_line_in_order_of_keys() -> None:
    assert canonical({"b": [1, None], "a": "课"}) == '{"a":"课","b":[1,null]}'.encode()
    assert digest([]) == by_hand("[]")
