"""Setting the fictional county up: schools, staff, accounts, term, and what its authorities laid down."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.contrib.auth.hashers import make_password

from kehou.authority.services.policies import issue_policy, issue_waiver_rule
from kehou.authority.services.resources import enter_resource
from kehou.authority.services.tariffs import consent_to_tariff, enter_tariff, publish_tariff
from kehou.demo.people import PASSWORD, STAFF, DemoStaff
from kehou.demo.rolls import CITY_CODE, COUNTY_CODE, SCHOOLS, DemoSchool
from kehou.enrolment.services.sealing import register_seal
from kehou.kernel.actor import Actor, Grant, Role
from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI
from kehou.kernel.places import Place
from kehou.platform.access.models import Account
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import Scope, scoped
from kehou.platform.paper.authority import Authority, create_authority, issue_seal
from kehou.registry.public import SchoolInfo, TermInfo, school_info, term_info
from kehou.registry.services.organising import hire, open_school, open_term
from kehou.rulebook.facts.authority import TariffLine
from kehou.rulebook.facts.fees import SERVICE_ITEM, FeeUnit
from kehou.rulebook.facts.school import Stage

BEGIN = datetime(2026, 1, 5, 9, tzinfo=SHANGHAI)
SEALS_FROM, SEALS_PAST = date(2025, 8, 1), date(2028, 9, 1)
FIRST_DAY, LAST_DAY = date(2026, 3, 2), date(2026, 7, 3)
AUTUMN = date(2025, 9, 1), date(2026, 1, 30)
STAFF_SINCE, LAW_ISSUED = date(2025, 8, 1), date(2025, 8, 15)
HOME = Scope(areas=frozenset({CITY_CODE[:2]}))
_CEILINGS = {("urban", Stage.PRIMARY): 350, ("urban", Stage.JUNIOR): 400, ("township", Stage.PRIMARY): 300}
_TOWNSHIP_JUNIOR = 350
_RESOURCES = (
    ("library", "示范县图书馆", "示范县文旅局", "示范县文化路1号", "阅读、讲座"),
    ("base", "示范县劳动实践基地", "示范县教育局", "示范县城郊", "劳动、农事"),
    ("national_platform", "国家中小学智慧教育平台", "教育部", "平台网站", "阅读、艺术、科普"),
    ("local_collection", "示范县乡土课程微课", "示范县教师发展中心", "县教育资源网", "乡土阅读"),
)


class DemoCounty:
    """The county once it is set up: schools by key, people by key as actors."""

    def __init__(self) -> None:
        self.schools: dict[str, SchoolInfo] = {}
        self.people: dict[str, Actor] = {}
        self.term: TermInfo
        self.last_term: TermInfo

    def in_last_term(self) -> DemoCounty:
        """The same county with the term before as the one that is meant."""
        earlier = copy(self)
        earlier.term = self.last_term
        return earlier

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
        county.last_term = _term(2025, "autumn", *AUTUMN)
        county.term = _term(2026, "spring", FIRST_DAY, LAST_DAY)
        for person in STAFF:
            county.people[person.key] = _hire(person, county)
        # One hash for all: they share a password, and each hash is slow on purpose.
        logins = [person.key for person in STAFF]
        Account.objects.filter(login__in=logins).update(password=make_password(PASSWORD))
    return county


def lay_down_the_law(county: DemoCounty, now: datetime = BEGIN) -> None:
    """The county's policy and waiver rule, and the city's tariff, entered by one and published by another."""
    approver = county.actor("county-approver")
    perform(
        issue_policy,
        actor=approver,
        now=now,
        county_code=COUNTY_CODE,
        school_year=2025,
        title="示范县义务教育课后服务实施细则",
        document_number="示教发〔2025〕8号",
        issued=LAW_ISSUED,
        valid_until=date(2026, 8, 31),
        officer_id=county.actor("county-officer").person,
        complaint_phone="0749-0123456",
        complaint_mailbox="kehou@shifan.example",
    )
    perform(
        issue_waiver_rule,
        actor=approver,
        now=now,
        county_code=COUNTY_CODE,
        title="示范县课后服务费减免办法",
        document_number="示教发〔2025〕9号",
        ratios={"orphan": Fraction(1), "disabled": Fraction(1), "sudden_hardship": Fraction(1)},
        funding="subsidy",
        issued=LAW_ISSUED,
    )
    tariff = perform(
        enter_tariff,
        actor=county.actor("city-price"),
        now=now,
        city_code=CITY_CODE,
        title="示范市义务教育课后服务收费标准",
        document_number="示发改价〔2025〕21号",
        effective_from=STAFF_SINCE,
        receipt_kind="财政电子票据",
        lines=[*tariff_lines()],
    )
    for key in ("city-price", "city-edu", "city-finance", "city-gov"):
        perform(
            consent_to_tariff,
            actor=county.actor(key),
            now=now,
            tariff_id=tariff,
            consented=date(2025, 7, 28),
        )
    perform(publish_tariff, actor=county.actor("city-gov"), now=now, tariff_id=tariff)
    _list_resources(county, now)


def _list_resources(county: DemoCounty, now: datetime) -> None:
    """The county's register of free resources; what it collected itself waits for its review."""
    for kind, title, keeper, whereabouts, use in _RESOURCES:
        perform(
            enter_resource,
            actor=county.actor("county-officer"),
            now=now,
            county_code=COUNTY_CODE,
            kind=kind,
            title=title,
            keeper=keeper,
            whereabouts=whereabouts,
            use=use,
        )


def tariff_lines() -> list[TariffLine]:
    """The city's ceilings a period, by area and stage."""
    ceilings = {**_CEILINGS, ("township", Stage.JUNIOR): _TOWNSHIP_JUNIOR}
    return [
        TariffLine(SERVICE_ITEM, stage, area, FeeUnit.PERIOD, Fen(ceiling), frozenset())
        for (area, stage), ceiling in ceilings.items()
    ]


def _term(year: int, half: str, first: date, last: date) -> TermInfo:
    return term_info(open_term(county_code=COUNTY_CODE, year=year, half=half, first=first, last=last).id)


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
    identity = hire(place, name=person.name, roles=held, since=STAFF_SINCE, login=person.key)
    return Actor(identity, tuple(Grant(role, place, detail) for role, place, detail in held))


def _detail(role: Role) -> str:
    """The class of a class teacher: the first of grade 3, which entered in 2023."""
    return "202301" if role is Role.CLASS_TEACHER else ""
