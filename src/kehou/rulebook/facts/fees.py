"""Facts about a plan's fee scheme: what it costs, who pays, and the tariff it stands on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kehou.kernel.fen import ZERO, Fen, total
from kehou.rulebook.facts.school import Stage

EXTENDED_CARE_ITEM = "extended_care"
SERVICE_ITEM = "after_school_service"


class Department(StrEnum):
    """The departments that act on fees and policy (A9.6)."""

    EDUCATION = "education"
    PRICE = "price"
    FINANCE = "finance"
    PERSONNEL = "personnel"
    MARKET = "market"


class FeeUnit(StrEnum):
    """By what a fee is counted."""

    PERIOD = "period"
    DAY = "day"
    MONTH = "month"
    TERM = "term"


class BillingBasis(StrEnum):
    """Whether a family pays for what is planned, beforehand, or for what took place."""

    PLANNED = "planned"
    ACTUAL = "actual"


class IncomeSource(StrEnum):
    """Where money may come from (A9.2)."""

    SUBSIDY = "subsidy"
    SERVICE_FEE = "service_fee"
    AGENCY_FEE = "agency_fee"
    DONATION = "donation"
    SCHOOL_FUNDS = "school_funds"


class WaiverFunding(StrEnum):
    """Who bears what waived pupils do not pay. Never the other pupils (A9.39)."""

    SUBSIDY = "subsidy"
    SCHOOL = "school"
    DONATION = "donation"
    OTHER_PUPILS = "other_pupils"


@dataclass(frozen=True, slots=True)
class CareCeiling:
    """The tariff's line of its own for extended care, where the city has one (A4.17, A9.14)."""

    ceiling: Fen
    day_cap: Fen | None = None
    term_cap: Fen | None = None


@dataclass(frozen=True, slots=True)
class TariffReference:
    """The line of a city's tariff that a price cites (A9.6, A9.7). Caps are None where none is set."""

    document_number: str
    area_class: str
    unit: FeeUnit
    ceiling: Fen
    effective_from: date
    government_consent_date: date | None
    effective_to: date | None = None
    day_cap: Fen | None = None
    term_cap: Fen | None = None
    set_by: frozenset[Department] = frozenset({Department.PRICE, Department.EDUCATION, Department.FINANCE})
    items: frozenset[str] = frozenset({SERVICE_ITEM})
    private_may_charge: bool = False
    care: CareCeiling | None = None

    def for_care(self) -> TariffReference | None:
        """The same tariff with the ceiling and caps of extended care; None where it has no such line."""
        if self.care is None:
            return None
        return replace(
            self, ceiling=self.care.ceiling, day_cap=self.care.day_cap, term_cap=self.care.term_cap, care=None
        )


@dataclass(frozen=True, slots=True)
class StagePrice:
    """What pupils of one stage pay for a unit, and how much is planned.

    ``planned_units`` are billable units a pupil over the term: periods where the unit is a period.
    ``waived_count`` are the planned pupils who pay nothing (A9.39). Where extended care has a price, the
    same is planned of it: units a pupil who is kept, and who of them pays (A4.17).
    """

    stage: Stage
    price: Fen
    planned_units: int
    paying_count: int
    waived_count: int = 0
    tariff: TariffReference | None = None
    care_units: int = 0
    care_paying_count: int = 0
    care_waived_count: int = 0

    @property
    def per_pupil(self) -> Fen:
        """What one paying pupil pays in the term at most: the term cap cuts it."""
        gross = self.price * self.planned_units
        cap = self.tariff.term_cap if self.tariff else None
        return gross if cap is None else min(gross, cap)

    @property
    def planned_income(self) -> Fen:
        """What all paying pupils of the stage pay."""
        return self.per_pupil * self.paying_count

    def care_per_pupil(self, price: Fen) -> Fen:
        """What one pupil who is kept pays in the term at most: the tariff's own cap for care cuts it."""
        gross = price * self.care_units
        cap = self.tariff.care.term_cap if self.tariff and self.tariff.care else None
        return gross if cap is None else min(gross, cap)


@dataclass(frozen=True, slots=True)
class CostLine:
    """One cost of the term; ``category`` is a value of the expense whitelist (A9.19, A9.20).

    ``link`` names the activity that causes it, ``evidence`` the paper that shows it.
    """

    category: str
    quantity: int
    unit_price: Fen
    link: str = ""
    evidence: str = ""

    @property
    def amount(self) -> Fen:
        """Quantity times unit price."""
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Money that is planned to come in from one source."""

    source: IncomeSource
    amount: Fen
    document_number: str = ""


@dataclass(frozen=True, slots=True)
class FeeFacts:
    """A plan's fee scheme (A7.3). A service without a fee has no prices.

    ``extended_care_price`` is None where extended care is free (A4.17). ``bundled_items`` are other things
    that would be charged together with the service (A9.16).
    """

    prices: tuple[StagePrice, ...] = ()
    cost_lines: tuple[CostLine, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    item: str = SERVICE_ITEM
    billing_basis: BillingBasis = BillingBasis.PLANNED
    waiver_rule: str = ""
    waiver_funding: WaiverFunding | None = None
    refund_rule: str = ""
    surplus_rule: str = ""
    extended_care_price: Fen | None = None
    bundled_items: frozenset[str] = frozenset()

    @property
    def planned_cost(self) -> Fen:
        """The sum of the cost sheet (A2.5)."""
        return total(line.amount for line in self.cost_lines)

    @property
    def planned_fee_income(self) -> Fen:
        """What paying pupils pay in all (A9.4)."""
        return total(price.planned_income for price in self.prices) + self.planned_care_income

    @property
    def planned_care_income(self) -> Fen:
        """What paying pupils pay for extended care; nothing where it is free (A4.17)."""
        care = self.extended_care_price or ZERO
        return total(price.care_per_pupil(care) * price.care_paying_count for price in self.prices)

    @property
    def waived_income(self) -> Fen:
        """What the planned waived pupils would pay, of the service and of extended care (A9.39)."""
        care = self.extended_care_price or ZERO
        return total(
            price.per_pupil * price.waived_count + price.care_per_pupil(care) * price.care_waived_count
            for price in self.prices
        )

    def planned_from(self, source: IncomeSource) -> Fen:
        """What is planned from one source."""
        return total(line.amount for line in self.sources if line.source is source)

    @property
    def charges(self) -> bool:
        """Whether anybody pays anything."""
        return any(price.price > ZERO for price in self.prices)
