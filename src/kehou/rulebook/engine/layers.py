"""Layers of dated values, from the nation down to one school, and how they fold into one view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kehou.kernel.places import Tier
from kehou.kernel.verdict import Modality, UnableTo, Verdict
from kehou.rulebook.engine.definitions import Definition, Status, Tighter, Value, is_looser
from kehou.rulebook.engine.parameters import Entry, InForce, Parameters

ORDER = tuple(Tier)


@dataclass(frozen=True, slots=True)
class Setting:
    """One dated value of one parameter, in force from ``first_date`` through ``last_date``."""

    name: str
    value: Value
    first_date: date
    last_date: date | None = None
    key: str = ""
    source: str = ""
    status: Status = Status.FOUND

    def holds(self, on: date) -> bool:
        """Whether the value is in force on a day."""
        return self.first_date <= on and (self.last_date is None or on <= self.last_date)


@dataclass(frozen=True, slots=True)
class Layer:
    """One document's values at one level: a province's overlay, a city's or county's policy, a school's plan.

    ``place`` is a division code, or empty for the nation. ``name`` is what a refusal shows: a file or a
    document. Layers come from packaged files or from rows of a database alike.
    """

    name: str
    tier: Tier
    place: str
    settings: tuple[Setting, ...] = field(default_factory=tuple)


class UnableToFold(UnableTo):
    """A layer has a value that is looser than the one above it, or that is not its to set."""


def _rank(tier: Tier) -> int:
    return ORDER.index(tier)


def _in_force(definition: Definition, layer: Layer, setting: Setting) -> InForce:
    return InForce(
        definition=definition,
        key=setting.key,
        value=setting.value,
        tier=layer.tier,
        layer=layer.name,
        source=setting.source or layer.name,
        status=setting.status,
        first_date=setting.first_date,
        last_date=setting.last_date,
    )


def _bound(definition: Definition, tier: Tier, above: InForce) -> bool:
    """Whether a tier may not be looser than what holds above it: always but for a default it may fill."""
    fills = _rank(tier) <= _rank(definition.set_by)
    return not fills or above.status is not Status.DEFAULT or definition.default_binds


def _fault(found: InForce, above: InForce | None) -> Verdict | None:
    """What is wrong with a value below the one that holds above it, if anything."""
    definition = found.definition
    if above is not None and found.value == above.value:
        return None
    tightens = above is not None and definition.tighter not in (Tighter.FREE, Tighter.FIXED)
    if _rank(found.tier) > _rank(definition.set_by) and not tightens:
        return _refused(found, "parameter_not_yours", found=found.tier, required=definition.set_by)
    if above is None or not _bound(definition, found.tier, above):
        return None
    if not is_looser(definition, found.value, above.value):
        return None
    return _refused(
        found,
        "parameter_looser",
        found=found.value,
        required=above.value,
        tighter=definition.tighter,
        above_layer=above.layer,
        above_source=above.source,
    )


def _fault_below(found: InForce, above: Sequence[InForce]) -> Verdict | None:
    """The first fault of a value below those that hold above it: none, one, or several that differ."""
    faults = (_fault(found, one) for one in above or (None,))
    return next((fault for fault in faults if fault), None)


def _refused(entry: InForce, reason: str, /, **facts: object) -> Verdict:
    definition = entry.definition
    facts |= {"parameter": definition.name, "key": entry.key, "title": definition.title}
    facts |= {"layer": entry.layer, "source": entry.source}
    subject = f"parameter/{definition.name}"
    return Verdict(definition.clause, reason, False, Modality.MUST_NOT, subject=subject, facts=facts)


def _at_one_tier(
    definitions: Mapping[str, Definition], layers: Iterable[Layer], on: date
) -> dict[Entry, list[InForce]]:
    """The values of one tier in force on a day. Within one layer the later date replaces the earlier."""
    found: dict[Entry, list[InForce]] = {}
    for layer in layers:
        latest = {
            (setting.name, setting.key): setting
            for setting in sorted(layer.settings, key=lambda setting: setting.first_date)
            if setting.holds(on)
        }
        for entry, setting in latest.items():
            found.setdefault(entry, []).append(_in_force(definitions[setting.name], layer, setting))
    return found


@dataclass(slots=True)
class Folding:
    """Values as they are laid, tier upon tier."""

    values: dict[Entry, InForce] = field(default_factory=dict)
    contradictions: dict[Entry, tuple[InForce, ...]] = field(default_factory=dict)
    faults: list[Verdict] = field(default_factory=list)

    def lay(self, entry: Entry, rivals: Sequence[InForce]) -> None:
        """Put one tier's values for one entry on top of what is there."""
        above = self.contradictions.get(entry) or ((self.values[entry],) if entry in self.values else ())
        self.faults += [fault for rival in rivals if (fault := _fault_below(rival, above))]
        if any(rival.value != rivals[0].value for rival in rivals):
            self.contradictions[entry] = tuple(rivals)
            self.values.pop(entry, None)
        else:
            self.contradictions.pop(entry, None)
            self.values[entry] = rivals[0]

    def copy(self) -> Folding:
        """The same, to lay more upon."""
        return Folding(dict(self.values), dict(self.contradictions), list(self.faults))


def fold_base(definitions: Mapping[str, Definition], base: Iterable[Layer], on: date) -> Folding:
    """The nation's and the pack's own values on a day, laid in their order: the same for every place."""
    folding = Folding()
    for layer in base:
        for entry, rivals in _at_one_tier(definitions, (layer,), on).items():
            folding.lay(entry, rivals)
    return folding


def parameters_at(
    definitions: Mapping[str, Definition],
    base: Folding,
    layers: Iterable[Layer],
    *,
    on: date,
    term_began: date | None = None,
) -> Parameters:
    """Fold layers into the parameters in force on a day.

    ``base`` is what ``fold_base`` made for the day. The layers follow tier by tier; those of one tier
    stand side by side, so that the same parameter with two values there
    is a contradiction, which is kept and shown, not chosen. Raises UnableToFold with a verdict for every
    value that is looser than the one above it, or set by a level that may not (A13.3).
    """
    folding, given = base.copy(), tuple(layers)
    for tier in ORDER:
        step = [layer for layer in given if layer.tier is tier]
        for entry, rivals in _at_one_tier(definitions, step, on).items():
            folding.lay(entry, rivals)
    if folding.faults:
        raise UnableToFold(folding.faults)
    return Parameters(on, definitions, folding.values, folding.contradictions, term_began)
