"""Facts about outside people, third-party bodies and their contracts (process 8, A6.4 to A6.18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.ids import ProviderId
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.plan import PlanFacts


class Check(StrEnum):
    """The five checks of A10.6."""

    POLITICAL = "political"
    MORAL = "moral_conduct"
    PSYCHOLOGICAL = "psychological"
    HEALTH = "health"
    OFFENCES = "offences"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: the result, its day, and until when it holds at most where its paper says so."""

    check: Check
    passed: bool
    checked_date: date
    expires_date: date | None = None


@dataclass(frozen=True, slots=True)
class Clearance:
    """All checks of one person. ``sexual_offence_clear`` is None where no query was made.

    ``query_date`` is the day of that query. ``held`` says that the person is suspended or barred.
    """

    results: tuple[CheckResult, ...] = ()
    sexual_offence_clear: bool | None = None
    query_date: date | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person who is to take part in a school's service, on the day ``on``.

    ``outside_kind`` says on which ground of A6.5 an outside person serves (``retired_teacher``, ...).
    ``county_approved`` covers engagement (A6.5) or secondment (A6.4) for this school and term, and
    ``sender_agreed`` the consent of the school that lends a teacher.
    """

    kind: LeaderKind
    on: date
    clearance: Clearance
    outside_kind: str = ""
    need_stated: bool = False
    county_approved: bool = False
    qualification_proved: bool = False
    sender_agreed: bool = False
    is_serving_teacher: bool = False


class ProviderStatus(StrEnum):
    """Where a body stands in the county's list (A6.7, A6.10)."""

    APPLIED = "applied"
    SCREENED = "screened"
    PUBLICISED = "publicised"
    LISTED = "listed"
    SUSPENDED = "suspended"
    REMOVED = "removed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One item of a provider in a published list: its price a pupil for so many minutes, at least one."""

    item: str
    price: Fen
    minutes: int


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """A third-party body as the county's published list shows it."""

    provider_id: ProviderId
    status: ProviderStatus
    list_published_date: date | None
    items: tuple[ListedItem, ...]
    licence_domains: frozenset[str]
    licence_to: date | None
    list_until: date | None = None

    def listed(self, item: str) -> ListedItem | None:
        """The published entry for an item, if there is one."""
        return next((entry for entry in self.items if entry.item == item), None)


@dataclass(frozen=True, slots=True)
class OffCampusPrice:
    """A price outside school for training of the same kind, as evidence for A6.12."""

    price: Fen
    minutes: int
    seen_date: date
    is_own: bool


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A contract between a school and a provider for one item, when it is to be approved.

    ``domain`` is None for a subject course. ``covers`` names duties beyond teaching that it hands
    over: ``management``, ``roll_call``, ``safety``, ``money``, ``whole_service``, ``data`` of families.
    ``benefits`` is what the provider would give the school or its staff in return, ``prepaid`` the share paid
    ahead.
    ``price_before`` is that of the contract which this one replaces within the term, ``awarded`` that of the
    competition, ``satisfactions`` the shares of content families in the last surveys, the latest first.
    """

    provider: ProviderFacts
    item: str
    domain: str | None
    price: Fen
    minutes: int
    first_date: date
    last_date: date
    method: str
    valid_bidders: int
    need_statement: str
    own_staff_offer_course: bool
    off_campus: tuple[OffCampusPrice, ...] = ()
    covers: frozenset[str] = frozenset()
    benefits: Fen = ZERO
    prepaid: Fraction = Fraction(0)
    awarded: ListedItem | None = None
    price_before: ListedItem | None = None
    satisfactions: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """One item that a provider offers to schools: its title and domain, None for a subject."""

    title: str
    domain: str | None


@dataclass(frozen=True, slots=True)
class ThirdPartyPermit:
    """Whether a school may bring in third parties this term, and how many there would be (A6.15, A6.16)."""

    criteria_issued: bool
    school_approved: bool
    approved_school_count: int
    provider_count: int
    course_count: int


@dataclass(frozen=True, slots=True)
class ProvidersOfPlan:
    """A plan with the bodies that its courses name, by the course's ``provider_key``."""

    plan: PlanFacts
    providers: Mapping[str, ProviderFacts] = field(default_factory=dict)
