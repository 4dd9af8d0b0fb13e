"""Setting the fictional county up: schools, staff, accounts, term, and what its authorities laid down."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from kehou.authority.services.policies import issue_policy, issue_waiver_rule
from kehou.authority.services.tariffs import enter_tariff, publish_tariff
from kehou.demo.people import PASSWORD, STAFF, DemoStaff
from kehou.demo.rolls import CITY_CODE, COUNTY_CODE, SCHOOLS, DemoSchool
from kehou.enrolment.services.sealing import register_seal
from kehou.kernel.actor import Actor, Grant, Role
from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI
from kehou.kernel.places import Place
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import Scope, scoped
from kehou.platform.paper.authority import Authority, create_authority, issue_seal
from kehou.registry.public import SchoolInfo, TermInfo, school_info, term_info
from kehou.registry.services.organising import hire, open_school, open_term
from kehou.rulebook.facts.authority import TariffLine
from kehou.rulebook.facts.fees import SERVICE_ITEM, FeeUnit
from kehou.rulebook.facts.school import Stage

BEGIN = datetime(2026, 1, 5, 9, tzinfo=SHANGHAI)
SEALS_FROM, SEALS_PAST = date(2025, 9, 1), date(2028, 9, 1)
FIRST_DAY, LAST_DAY = date(2026, 3, 2), date(2026, 7, 3)
HOME = Scope(areas=frozenset({CITY_CODE[:2]}))
_CEILINGS = {("urban", Stage.PRIMARY): 350, ("urban", Stage.JUNIOR): 400, ("township", Stage.PRIMARY): 300}
_TOWNSHIP_JUNIOR = 350


class DemoCounty:
    """The county once it is set up: schools by key, people by key as actors."""

    def __init__(self) -> None:
        self.schools: dict[str, SchoolInfo] = {}
        self.people: dict[str, Actor] = {}
        self.term: TermInfo

    def actor(self, key: str) -> Actor:
        """Someone of the demo as an actor."""
        return self.people[key]


def set_up_county() -> DemoCounty:
    """Make schools, term, staff and accounts, and lay the law down through the authorities' own services."""
    county = DemoCounty()
    issuer = create_authority("示范县电子印章（演示）", first_day=SEALS_FROM, past_day=SEALS_PAST)
    with scoped(HOME):
        for school in SCHOOLS:
            county.schools[school.key] = school_info(_open(school))
            _give_seal(county.schools[school.key], issuer)
        term = open_term(county_code=COUNTY_CODE, year=2026, half="spring", first=FIRST_DAY, last=LAST_DAY)
        county.term = term_info(term.id)
        for person in STAFF:
            county.people[person.key] = _hire(person, county)
    return county


def lay_down_the_law(county: DemoCounty) -> None:
    """The county's policy and waiver rule, and the city's tariff, entered by one and published by another."""
    approver = county.actor("county-approver")
    perform(
        issue_policy,
        actor=approver,
        now=BEGIN,
        county_code=COUNTY_CODE,
        school_year=2025,
        title="示范县义务教育课后服务实施细则",
        document_number="示教发〔2025〕8号",
        issued=date(2025, 8, 15),
        valid_until=date(2026, 8, 31),
        officer_id=county.actor("county-officer").person,
        complaint_phone="0749-0123456",
        complaint_mailbox="kehou@shifan.example",
    )
    perform(
        issue_waiver_rule,
        actor=approver,
        now=BEGIN,
        county_code=COUNTY_CODE,
        title="示范县课后服务费减免办法",
        document_number="示教发〔2025〕9号",
        ratios={"orphan": Fraction(1), "disabled": Fraction(1), "hardship": Fraction(1)},
        funding="subsidy",
        issued=date(2025, 8, 15),
    )
    tariff = perform(
        enter_tariff,
        actor=county.actor("city-price"),
        now=BEGIN,
        city_code=CITY_CODE,
        title="示范市义务教育课后服务收费标准",
        document_number="示发改价〔2025〕21号",
        set_by=["price", "education", "finance"],
        consent_date=date(2025, 7, 28),
        effective_from=date(2025, 9, 1),
        receipt_kind="财政电子票据",
        lines=[*tariff_lines()],
    )
    perform(publish_tariff, actor=county.actor("city-gov"), now=BEGIN, tariff_id=tariff)


def tariff_lines() -> list[TariffLine]:
    """The city's ceilings a period, by area and stage."""
    ceilings = {**_CEILINGS, ("township", Stage.JUNIOR): _TOWNSHIP_JUNIOR}
    return [
        TariffLine(SERVICE_ITEM, stage, area, FeeUnit.PERIOD, Fen(ceiling), frozenset())
        for (area, stage), ceiling in ceilings.items()
    ]


def _open(school: DemoSchool) -> UUID:
    row = open_school(
        county_code=COUNTY_CODE,
        name=school.name,
        short_code=school.key,
        official_code=school.official_code,
        grades=school.grades,
        urban_rural_code=school.urban_rural_code,
        has_boarders=school.boarding_from_grade > 0,
    )
    return row.id


def _give_seal(school: SchoolInfo, issuer: Authority) -> None:
    """An electronic seal for a school's agreements, by the demo's own authority."""
    seal = issue_seal(issuer, school.name, legend="课后服务专用章", first_day=SEALS_FROM, past_day=SEALS_PAST)
    register_seal(place=school.place, now=BEGIN, seal=seal)


def _hire(person: DemoStaff, county: DemoCounty) -> Actor:
    place = county.schools[person.school].place if person.school else Place(person.code)
    held = [(role, place, _detail(role)) for role in person.roles]
    identity = hire(
        place, name=person.name, roles=held, since=date(2025, 9, 1), login=person.key, password=PASSWORD
    )
    return Actor(identity, tuple(Grant(role, place, detail) for role, place, detail in held))


def _detail(role: Role) -> str:
    """The class of a class teacher: the first of grade 3, which entered in 2023."""
    return "202301" if role is Role.CLASS_TEACHER else ""
