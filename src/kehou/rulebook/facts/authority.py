"""Facts that authorities set: the city's tariff, the county's policy and waiver rule (process 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kehou.kernel.fen import Fen
from kehou.kernel.ids import TariffId
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import Department, FeeUnit
from kehou.rulebook.facts.school import Stage


@dataclass(frozen=True, slots=True)
class TariffLine:
    """One ceiling of a tariff: for an item, a stage and an area class. Caps are None where none is set."""

    item: str
    stage: Stage
    area_class: str
    unit: FeeUnit
    ceiling: Fen
    grades: frozenset[int]
    category: Category = Category.ORDINARY
    day_cap: Fen | None = None
    term_cap: Fen | None = None

    @property
    def key(self) -> str:
        """The same for the line that replaces this one in a later version."""
        return f"{self.item}/{self.area_class}/{self.stage}"


@dataclass(frozen=True, slots=True)
class RunningTerm:
    """A term that has begun and not ended, both days included."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class TariffFacts:
    """One version of a city's fee standard at the moment it is published (A9.6 to A9.8).

    ``replaced`` are the lines in force before; ``running_terms`` those into which ``effective_from``
    may fall.
    """

    tariff_id: TariffId
    document_number: str
    set_by: frozenset[Department]
    government_consent_date: date | None
    effective_from: date
    review_due_date: date | None
    lines: tuple[TariffLine, ...]
    replaced: tuple[TariffLine, ...] = ()
    running_terms: tuple[RunningTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class CountyPolicyFacts:
    """A county's policy as it stands when one of its schools' plans is decided (A3.1, A3.5, A11.14)."""

    issued_date: date | None
    responsible_officer_named: bool
    complaint_phone: str = ""
    complaint_mailbox: str = ""


@dataclass(frozen=True, slots=True)
class WaiverGate:
    """A county's waiver rule at the moment a plan that charges is decided (A9.40)."""

    rule_issued: bool
    plan_charges: bool


@dataclass(frozen=True, slots=True)
class ChargeFacts:
    """What one pupil is about to be billed, before and after waiver (A9.39).

    ``aid_category`` is the pupil's category on the aid list of the term, empty for none.
    """

    gross: Fen
    charged: Fen
    aid_category: str = ""
    rule_issued: bool = True
