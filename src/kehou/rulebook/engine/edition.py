"""Editions, the dated versions of a jurisdiction's rulebook, and the judging of facts by one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache, partial
from types import ModuleType
from typing import Any

from kehou.kernel.moments import UndeterminedDay
from kehou.kernel.verdict import UnableTo, Verdict, refusal
from kehou.rulebook.engine.ambiguities import Ambiguity, ambiguities_of
from kehou.rulebook.engine.bundles import Bundle, Part
from kehou.rulebook.engine.definitions import Definition
from kehou.rulebook.engine.layers import Folding, Layer, fold_base, parameters_at
from kehou.rulebook.engine.parameters import Parameters, UndeterminedParameter
from kehou.rulebook.engine.register import Register
from kehou.rulebook.engine.requirements import Requirement, carried_by, requirements
from kehou.rulebook.engine.rules import Rule
from kehou.rulebook.engine.wording import Explanation, Wording

DAYS_KEPT = 64


class NotInForce(UnableTo):
    """No edition of the rulebook is in force on the day (A13.1, A13.2)."""


@dataclass(frozen=True)
class Edition:
    """One dated version of a rulebook: its register, rules, parameters, and days.

    It governs from ``first_date`` through ``last_date``; with ``run_off`` a term that began by then may
    finish under it. ``modules`` are searched for rules in the order given. ``files`` are kinds of
    facts under the names that files give them, where those differ from the facts' own. ``package`` holds
    the pack's data files.
    """

    id: str
    title: str
    register: Register
    wording: Wording
    definitions: Mapping[str, Definition]
    base: tuple[Layer, ...]
    overlays: tuple[Layer, ...]
    modules: tuple[ModuleType, ...]
    first_date: date
    last_date: date
    run_off: bool
    validity_clause: str
    package: str
    files: Mapping[str, type] = field(default_factory=dict)

    @cached_property
    def ambiguities(self) -> tuple[Ambiguity, ...]:
        """The questions that the text leaves open, with the readings taken."""
        return ambiguities_of(self.package)

    @cached_property
    def national_basis(self) -> Mapping[str, tuple[Requirement, ...]]:
        """By statement, what the nation's documents ask that it carries."""
        carried = carried_by(self.package)
        found: dict[str, list[Requirement]] = {}
        for requirement in requirements():
            for clause in carried.get(requirement.key, ()):
                found.setdefault(clause, []).append(requirement)
        return {clause: tuple(rows) for clause, rows in found.items()}

    @cached_property
    def rules(self) -> tuple[Rule[Any], ...]:
        """Every rule of the edition, in the order of its modules and their lines."""
        return tuple(rule for module in self.modules for rule in rules_of(module))

    @cached_property
    def _by_facts(self) -> Mapping[type, tuple[Rule[Any], ...]]:
        kinds = dict.fromkeys(rule.judges for rule in self.rules)
        return {kind: tuple(rule for rule in self.rules if rule.judges is kind) for kind in kinds}

    @cached_property
    def _base_on(self) -> Callable[[date], Folding]:
        """The base folded for a day, kept for some days: it is the same wherever one asks."""
        return lru_cache(maxsize=DAYS_KEPT)(partial(fold_base, self.definitions, self.base))

    def governs(self, on: date, term_began: date | None = None) -> bool:
        """Whether an act on a day is judged by this edition (A13.1, A13.2)."""
        if self.first_date <= on <= self.last_date:
            return True
        running = self.run_off and term_began is not None and self.first_date <= term_began <= self.last_date
        return running and on > self.last_date

    def require_in_force(self, on: date, term_began: date | None = None) -> None:
        """Raise NotInForce for a day that this edition does not govern."""
        if not self.governs(on, term_began):
            raise NotInForce([self._out_of_force(on)])

    def _out_of_force(self, on: date) -> Verdict:
        return refusal(
            self.validity_clause,
            "edition_not_in_force",
            found=on,
            required=self.last_date,
            first_date=self.first_date,
            edition=self.id,
        )

    def parameters_at(
        self, layers: Iterable[Layer] = (), *, on: date, term_began: date | None = None
    ) -> Parameters:
        """The parameters in force on a day under this edition with local layers on top.

        Raises NotInForce, and UnableToFold for a layer that may not stand.
        """
        self.require_in_force(on, term_began)
        above = (*self.overlays, *layers)
        return parameters_at(self.definitions, self._base_on(on), above, on=on, term_began=term_began)

    def judge(self, facts: object, parameters: Parameters) -> tuple[Verdict, ...]:
        """Every verdict of the edition's rules on facts, or on each part of a bundle.

        A rule that meets an unset or contradictory parameter, or a day past the known calendars, gives
        an undetermined verdict (``met`` None) on the first statement that it cites. Raises NotInForce.
        """
        self.require_in_force(parameters.on, parameters.term_began)
        said: list[Verdict] = []
        for part in facts.parts() if isinstance(facts, Bundle) else (Part(facts),):
            rules = self._by_facts.get(type(part.facts), ()) if part.rules is None else part.rules
            for rule in rules:
                self._answer(rule, part.facts, parameters, said)
        return tuple(said)

    def explain(self, verdict: Verdict) -> Explanation:
        """An unmet verdict in Chinese. Raises NoWording."""
        return self.wording.explain(verdict)

    def _answer(self, rule: Rule[Any], facts: object, parameters: Parameters, said: list[Verdict]) -> None:
        """Add what a rule says; where it meets something unknown, what it said until then and that."""
        clause = rule.clauses[0]
        try:
            for verdict in rule.function(facts, parameters):
                rule.require_cited(verdict)
                said.append(verdict)
        except UndeterminedParameter as missing:
            title = self.definitions[missing.name].title
            said.append(
                self.register.verdict(
                    clause, missing.reason, None, parameter=missing.name, key=missing.key, title=title
                )
            )
        except UndeterminedDay as unknown:
            said.append(self.register.verdict(clause, "calendar_undetermined", None, day=unknown.day))


def rules_of(module: ModuleType) -> tuple[Rule[Any], ...]:
    """The rules that a module defines, in the order of its lines."""
    return tuple(
        value
        for value in vars(module).values()
        if isinstance(value, Rule) and value.function.__module__ == module.__name__
    )


@dataclass(frozen=True, slots=True)
class Pack:
    """One jurisdiction's rulebook: its editions in order of date."""

    place: str
    name: str
    editions: tuple[Edition, ...] = field(default_factory=tuple)

    def edition_on(self, on: date, *, term_began: date | None = None) -> Edition:
        """The edition that governs an act on a day.

        Where several do, it is the one under which the running term began, else the newest.
        Raises NotInForce.
        """
        governing = [edition for edition in self.editions if edition.governs(on, term_began)]
        if not governing:
            self.editions[-1].require_in_force(on, term_began)
        at_start = [edition for edition in governing if edition.governs(term_began or on)]
        return (at_start or governing)[-1]
