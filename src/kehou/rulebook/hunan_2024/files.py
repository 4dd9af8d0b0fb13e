"""What a bureau may want to have judged by itself: a fee scheme, the file of a provider, a term's closing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kehou.kernel.moments import HolidayCalendar, SchoolCalendar
from kehou.rulebook.engine.bundles import Bundle, Part
from kehou.rulebook.engine.edition import rules_of
from kehou.rulebook.facts.closing import (
    BookState,
    DisclosureDay,
    PublicFigures,
    SurplusList,
    SurplusReturn,
    TermEnd,
)
from kehou.rulebook.facts.courses import CourseFacts
from kehou.rulebook.facts.fees import FeeFacts
from kehou.rulebook.facts.payments import MonthPay
from kehou.rulebook.facts.plan import InsurancePolicy, PlanFacts, SafetyFacts
from kehou.rulebook.facts.provider import ContractFacts, PersonFacts, ThirdPartyPermit
from kehou.rulebook.facts.school import SchoolFacts, TermFacts
from kehou.rulebook.hunan_2024 import art07_plan, art09_cost, art09_price, art09_scheme

_ON_FEES = tuple(rule for module in (art09_price, art09_scheme, art09_cost) for rule in rules_of(module))


@dataclass(frozen=True, slots=True)
class FeeScheme(Bundle):
    """A school's fee scheme for a term, judged without the plan that it belongs to (A7.3, A9.4 to A9.20).

    ``courses`` are those that might be charged for and must not be (A9.16, A9.18).
    """

    school: SchoolFacts
    first_day: date
    last_day: date
    fees: FeeFacts
    courses: tuple[CourseFacts, ...] = ()
    insurance: InsurancePolicy | None = None

    def parts(self) -> Iterator[Part]:
        """A plan that has nothing but the scheme, for the rules that look at nothing else."""
        calendar = SchoolCalendar(self.first_day, self.last_day, HolidayCalendar(frozenset()))
        plan = PlanFacts(
            school=self.school,
            term=TermFacts(self.first_day, self.last_day, calendar, weeks=()),
            grades=(),
            bells=(),
            courses=self.courses,
            slots=(),
            fees=self.fees,
            safety=SafetyFacts(insurance=self.insurance),
        )
        yield Part(plan, (art07_plan.fee_scheme_is_complete, *_ON_FEES))


@dataclass(frozen=True, slots=True)
class ProviderFile(Bundle):
    """What a school hands in to bring in a third party: its permit, contracts and people (A6)."""

    contracts: tuple[ContractFacts, ...] = ()
    people: tuple[PersonFacts, ...] = ()
    permit: ThirdPartyPermit | None = None

    def parts(self) -> Iterator[Part]:
        """The permit, each contract and each person, by the rules on each."""
        for facts in (self.permit, *self.contracts, *self.people):
            if facts is not None:
                yield Part(facts)


@dataclass(frozen=True, slots=True)
class Closing(Bundle):
    """The end of a school's term: what is open, the book, how the surplus goes back, the account (A9, A11.8).

    What has not come to it yet is left out.
    """

    end: TermEnd
    book: BookState | None = None
    surplus: SurplusList | None = None
    returned: SurplusReturn | None = None
    account: PublicFigures | None = None
    published: DisclosureDay | None = None

    def parts(self) -> Iterator[Part]:
        """Each step that has been reached, by the rules on it."""
        steps = (self.end, self.book, self.surplus, self.returned, self.account, self.published)
        yield from (Part(facts) for facts in steps if facts is not None)


FILES: Mapping[str, type] = {
    "fee_scheme": FeeScheme,
    "provider": ProviderFile,
    "allowances": MonthPay,
    "closing": Closing,
}
