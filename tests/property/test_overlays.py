"""Whatever layers say: an overlay can never loosen, and the order in which layers come does not matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehou.kernel.fen import Fen
from kehou.kernel.places import Tier
from kehou.kernel.verdict import Verdict
from kehou.rulebook.engine.definitions import Status, Tighter, Value, is_looser
from kehou.rulebook.engine.layers import Layer, Setting, UnableToFold
from kehou.rulebook.engine.parameters import Entry, InForce
from kehou.rulebook.hunan_2024.edition import EDITION

DAY = date(2026, 4, 1)
TIERS = list(Tier)
TIERS_BELOW = (Tier.CITY, Tier.COUNTY, Tier.SCHOOL)
SHIPPED = EDITION.parameters_at(on=DAY)

Outcome = dict[Entry, InForce] | tuple[Verdict, ...]


def _outcome(*layers: Layer) -> Outcome:
    try:
        return dict(EDITION.parameters_at(layers, on=DAY).values)
    except UnableToFold as refused:
        return refused.verdicts


ORDERED = [entry for entry in SHIPPED if entry.definition.tighter not in (Tighter.FREE, Tighter.FIXED)]


def _another(value: Value) -> st.SearchStrategy[Value]:
    match value:
        case bool():
            return st.booleans()
        case int():
            return st.integers(0, 2 * value + 2)
        case Fraction():
            return st.fractions(0, 2, max_denominator=100)
        case time():
            return st.times().map(lambda at: at.replace(microsecond=0))
        case Fen(amount):
            return st.integers(0, 2 * amount + 2).map(Fen)
        case tuple():
            return st.lists(st.sampled_from([*value, "另"]), unique=True).map(tuple)
        case frozenset():
            extra = 9 if all(isinstance(item, int) for item in value) else "other"
            return st.sets(st.sampled_from([*sorted(value), extra])).map(frozenset)  # type: ignore[type-var]
    return st.nothing()


@st.composite
def _overlays(draw: st.DrawFn) -> tuple[Layer, ...]:
    """One value for one parameter at each of some tiers, tighter or not."""
    entry = draw(st.sampled_from(ORDERED))
    definition = entry.definition
    options = st.sampled_from(definition.options) if definition.options else _another(entry.value)
    return tuple(
        Layer(tier, tier, "4301", (Setting(definition.name, draw(options), DAY, key=entry.key),))
        for tier in draw(st.sets(st.sampled_from(TIERS_BELOW), min_size=1))
    )


@pytest.mark.clause("A13.3")
@settings(deadline=None)
@given(_overlays())
def test_an_overlay_can_never_loosen(layers: tuple[Layer, ...]) -> None:
    """Either the fold is refused, or each value stands no looser than what bound it."""
    outcome = _outcome(*layers)
    if isinstance(outcome, tuple):
        assert all(verdict.stops for verdict in outcome)
        return
    above: InForce | None = None
    for layer in sorted(layers, key=lambda layer: TIERS.index(layer.tier)):
        (setting,) = layer.settings
        above = SHIPPED.values[setting.name, setting.key] if above is None else above
        definition = above.definition
        may_fill = TIERS.index(layer.tier) <= TIERS.index(definition.set_by)
        first_to_fill = above.status is Status.DEFAULT and may_fill and not definition.default_binds
        assert first_to_fill or not is_looser(definition, setting.value, above.value)
        above = replace(above, value=setting.value, status=Status.FOUND)
    if above is not None:
        assert outcome[above.definition.name, above.key].value == above.value


@pytest.mark.clause("A13.3")
@settings(deadline=None)
@given(_overlays(), st.randoms(use_true_random=False))
def test_the_order_in_which_layers_come_does_not_matter(layers: tuple[Layer, ...], random: Random) -> None:
    shuffled = list(layers)
    random.shuffle(shuffled)
    assert _outcome(*shuffled) == _outcome(*layers)
