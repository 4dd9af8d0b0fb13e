"""Guesses are few and the latest: a key has one, and no more keys are kept than were allowed."""

from __future__ import annotations

from kehou.platform.database.guesses import Guesses


def test_a_key_that_was_never_read_has_no_guess() -> None:
    assert Guesses[str, int](at_most=2).at("one") is None


def test_what_was_read_last_takes_the_place_of_what_was_read_before() -> None:
    guesses = Guesses[str, int](at_most=2)
    guesses.remember("one", 1)
    guesses.remember("one", 11)
    assert (guesses.at("one"), len(guesses)) == (11, 1)


def test_no_more_are_kept_than_allowed_and_the_first_goes_first() -> None:
    guesses = Guesses[str, int](at_most=2)
    for said, key in enumerate(("one", "two", "three"), start=1):
        guesses.remember(key, said)
        assert len(guesses) <= 2
    assert [guesses.at(key) for key in ("one", "two", "three")] == [None, 2, 3]


def test_a_replaced_guess_pushes_out_no_other() -> None:
    guesses = Guesses[str, int](at_most=2)
    for said, key in enumerate(("one", "two", "two", "two"), start=1):
        guesses.remember(key, said)
    assert [guesses.at(key) for key in ("one", "two")] == [1, 4]
