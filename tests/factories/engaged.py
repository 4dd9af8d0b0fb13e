"""People with clearances, and a county with a listed provider, for tests against the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from factories.world import COUNTY, NOW, World
from kehou.authority.models import ParameterSetting
from kehou.kernel.actor import Actor, Grant, Role
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import Scope, scoped
from kehou.providers.evidence import ContractTerms
from kehou.providers.models import Bid, CheckEntry, Contract, ListEntry, ListVersion, PersonFile, Provider
from kehou.providers.services.bodies import OfferInput, enter_provider, issue_criteria
from kehou.providers.services.checking import CheckInput, record_checks
from kehou.providers.services.contracting import approve_contract, draft_contract, name_staff
from kehou.providers.services.filing import Outsider, file_outsider
from kehou.providers.services.listing import confirm_list, open_list
from kehou.providers.services.pricing import BidInput, PriceSeen, award, hold_competition
from kehou.providers.services.reviewing import review_provider
from kehou.providers.services.using import ask_use, decide_use

CREDIT_CODE = "91430100MA4L000163"
CAPS = {"tp_cap_schools": 2, "tp_cap_per_school": 1, "tp_cap_courses": 2}
LISTED = NOW + timedelta(days=8)
TENDER: dict[str, Any] = {
    "title": "少儿舞蹈",
    "domain": "arts",
    "minutes": 40,
    "method": "open_tender",
    "document_number": "演教采〔2026〕1号",
    "held": date(2026, 1, 9),
}


@dataclass(frozen=True, slots=True)
class Office:
    """The people of the county's office."""

    officer: Actor
    approver: Actor
    second: Actor


def an_office(world: World) -> Office:
    """The county's officer and approver, and a second officer who reviews."""
    second = Actor(new_id(), (Grant(Role.COUNTY_OFFICER, COUNTY),))
    return Office(world[Role.COUNTY_OFFICER], world[Role.COUNTY_APPROVER], second)


def passed(on: date, *, but: str = "", **changes: Any) -> list[CheckInput]:
    """All checks passed on a day; ``but`` names one that was not."""
    return [
        replace(CheckInput(item, item != but, "核〔2026〕1号", on), **changes) for item in CheckEntry.Item
    ]


def set_caps(**caps: int) -> None:
    """The county's limits on third parties (A6.16)."""
    with scoped(Scope(areas=frozenset({"43"}))):
        for name, value in (caps or CAPS).items():
            ParameterSetting.objects.create(
                place_code=COUNTY.code,
                name=name,
                value=value,
                source="演教发〔2026〕3号",
                from_date=date(2025, 9, 1),
                entered_by=new_id(),
                entered_at=NOW,
            )


def outsider(world: World, *, checks: bool = True, now: datetime = NOW, **changes: Any) -> PersonFile:
    """A retired teacher (or another) with a file and all checks passed."""
    given: dict[str, Any] = {
        "name": "外聘甲",
        "kind": "outside",
        "outside_kind": "retired_teacher",
        "need": "本校无人会剪纸",
        "consented": local_day(now),
    }
    whom = Outsider(**(given | changes))
    safety = world[Role.SCHOOL_SAFETY]
    file = perform(file_outsider, actor=safety, now=now, place=world.place, outsider=whom)
    if checks:
        perform(
            record_checks,
            actor=world[Role.SCHOOL_SAFETY],
            now=now,
            file_id=file.id,
            checks=passed(local_day(now)),
        )
    return file


def enter_body(office: Office, **changes: Any) -> Provider:
    """A dance school that applies."""
    given = {
        "name": "晨光艺术培训学校",
        "credit_code": CREDIT_CODE,
        "licence_number": "教民1430181001",
        "licence_domains": ["arts"],
        "licence_to": date(2026, 12, 31),
        "offers": [OfferInput("少儿舞蹈", "arts", 40)],
    } | changes
    return perform(enter_provider, actor=office.officer, now=NOW, county_code=COUNTY.code, **given)


def issue(office: Office) -> None:
    """The county's criteria for third parties."""
    perform(
        issue_criteria,
        actor=office.approver,
        now=NOW,
        county_code=COUNTY.code,
        document_number="演教发〔2026〕2号",
        content="证照齐全、两年内无处罚。",
        issued=date(2026, 1, 5),
    )


def screen(office: Office, provider: Provider) -> None:
    """Two reviewers pass a body."""
    for reviewer in (office.officer, office.second):
        perform(
            review_provider,
            actor=reviewer,
            now=NOW,
            provider_id=provider.id,
            passed=True,
            credit_clear=True,
            blacklist_clear=True,
            materials_sound=True,
        )


def tender(
    office: Office,
    provider: Provider,
    *,
    price: int = 800,
    others: Iterable[int] = (900, 950),
    **changes: Any,
) -> Bid:
    """A competition with the body's own price of 10.00 outside school; the body's bid."""
    bids = [BidInput(provider.name, Fen(price), provider.id)]
    bids += [BidInput(f"乙{number}", Fen(other)) for number, other in enumerate(others)]
    seen = [PriceSeen("机构官网价目", Fen(1_000), 40, date(2025, 12, 1), provider.id)]
    given = TENDER | {"bids": bids, "evidence": seen} | changes
    held = perform(hold_competition, actor=office.officer, now=NOW, county_code=COUNTY.code, **given)
    with scoped(Scope(areas=frozenset({COUNTY.code}))):
        return Bid.objects.get(competition=held, provider=provider)


def open_a_list(office: Office, *, until: date = date(2026, 12, 31)) -> ListVersion:
    """A version of the list, shown and not yet in force."""
    return perform(
        open_list,
        actor=office.approver,
        now=NOW,
        county_code=COUNTY.code,
        document_number="演教函〔2026〕4号",
        valid_until=until,
    )


def list_a_provider(office: Office, **changes: Any) -> Provider:
    """A body from its application to the list in force, a week later."""
    issue(office)
    provider = enter_body(office, **changes)
    screen(office, provider)
    perform(award, actor=office.approver, now=NOW, bid_id=tender(office, provider).id)
    version = open_a_list(office)
    perform(confirm_list, actor=office.approver, now=LISTED, version_id=version.id)
    return provider


def allow_use(world: World, office: Office, provider: Provider) -> UUID:
    """The county lets the school use a body for one course."""
    request = perform(
        ask_use,
        actor=world[Role.SCHOOL_PLAN],
        now=LISTED,
        place=world.place,
        term_id=world.term.id,
        provider_id=provider.id,
        course_count=1,
        need_statement="五十名学生想学舞蹈，本校无人会教",
    )
    perform(decide_use, actor=office.approver, now=LISTED, request_id=request.id, approved=True)
    return request.id


def draft(world: World, *, number: str = "合同2026-1", course_key: str = "dance", **terms: Any) -> Contract:
    """A contract for a course at the price listed for dance."""
    with scoped(Scope(areas=frozenset({COUNTY.code}))):
        entry = ListEntry.objects.latest("id")
    paper = ContractTerms(
        price=Fen(800),
        minutes=40,
        places=30,
        first=world.term.first_date,
        last=world.term.last_date,
        acceptance="每次课由本校监管教师签字验收",
        exit_rule="移出名单即终止",
    )
    return perform(
        draft_contract,
        actor=world[Role.SCHOOL_PLAN],
        now=LISTED,
        place=world.place,
        term_id=world.term.id,
        entry_id=entry.id,
        number=number,
        course_key=course_key,
        terms=replace(paper, **terms),
    )


def a_contract_in_force(world: World, office: Office, *, course_key: str = "dance") -> Contract:
    """A listed provider, used with leave, with a contract and one cleared coach."""
    set_caps()
    provider = list_a_provider(office)
    allow_use(world, office, provider)
    contract = draft(world, course_key=course_key)
    coach = outsider(
        world, kind="third_party", outside_kind="", provider_id=provider.id, name="教练甲", now=LISTED
    )
    drafter = world[Role.SCHOOL_PLAN]
    perform(name_staff, actor=drafter, now=LISTED, contract_id=contract.id, file_ids=[coach.id])
    perform(approve_contract, actor=world[Role.SCHOOL_HEAD], now=LISTED, contract_id=contract.id)
    return contract
