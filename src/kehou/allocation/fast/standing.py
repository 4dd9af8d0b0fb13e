"""What every pupil has so far, turn by turn, and what that leaves possible."""

from __future__ import annotations

import numpy as np

from kehou.allocation.fast.columns import NONE, Flags, Ints
from kehou.allocation.fast.people import People


class Standing:
    """Who holds what. ``held`` is (turns, pupils): section numbers or none."""

    def __init__(self, people: People) -> None:
        self.people = people
        offers = people.offers
        self.held = np.full((offers.turns, people.count), NONE, np.int64)
        self._paid = np.zeros(people.count, np.int64)
        self._non_x = np.zeros(people.count, np.int64)
        policies = [school.policy for school in people.schools]
        self._caps_paid = any(p.max_paid is not None for p in policies) and bool(offers.paid.any())
        self._caps_non_x = any(p.min_x_share > 0 for p in policies) and bool(offers.non_x.any())
        self._bundles = bool(offers.is_bundle.any())
        self.limited = self._caps_paid or self._caps_non_x or self._bundles

    def allows(self, turn: int, pupil: Ints, section: Ints) -> Flags:
        """Whether a section is placed at this turn and fits what is held: paid cap, X share, bundles."""
        offers, people = self.people.offers, self.people
        fits: Flags = np.ones(len(pupil), np.bool_)
        if self._caps_paid:
            fits &= ~offers.paid[section] | (self._paid < people.max_paid)[pupil]
        if self._caps_non_x:
            taken = offers.non_x[section]
            fits &= (taken == 0) | (self._non_x[pupil] + taken <= people.allowance[pupil])
        if self._bundles:
            fits &= offers.decided[section] == turn
            at = np.flatnonzero(offers.is_bundle[section] & fits)
            busy = self.held[:, pupil[at]].T != NONE
            fits[at] = ~(busy & offers.takes[section[at]]).any(axis=1)
        return fits

    def seat(self, pupils: Ints, sections: Ints) -> None:
        """Give each pupil a section, in all of its slots."""
        offers = self.people.offers
        self._paid[pupils] += offers.paid[sections]
        self._non_x[pupils] += offers.non_x[sections]
        for turn, taken in enumerate(offers.takes[sections].T):
            self.held[turn, pupils[taken]] = sections[taken]
