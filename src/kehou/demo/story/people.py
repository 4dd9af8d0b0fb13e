"""The chapter of people: who may stand before children, and one provider with an enrichment course."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from kehou.authority.services.parameters import set_parameter
from kehou.demo.county import DemoCounty
from kehou.demo.plans import Hired
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.listing import ITEM, LISTED, MINUTES, office_of, tell_listing
from kehou.demo.story.teller import Teller
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.providers.models import CheckEntry, ListEntry, PersonFile, Provider
from kehou.providers.services.asking import ask_approval, decide_person
from kehou.providers.services.checking import CheckInput, record_checks, record_screening
from kehou.providers.services.contracting import ContractTerms, approve_contract, draft_contract, name_staff
from kehou.providers.services.filing import Outsider, file_outsider
from kehou.providers.services.using import ask_use, decide_use

COURSE, COACH_KEY = "dance", "coach-dance"
PRICE, PLACES = Fen(800), 30
_CAPS = {"tp_cap_schools": 3, "tp_cap_per_school": 1, "tp_cap_courses": 2}


def tell_people(teller: Teller, county: DemoCounty, school: DemoSchool, now: datetime) -> Hired:
    """Screen staff, engage a craftsman, list a provider and contract it; whom the plan may name of it."""
    teller.chapter("谁能站到孩子面前")
    _tell_staff(teller, county, school, now)
    _tell_craftsman(teller, county, school, now)
    provider = tell_listing(teller, county, now)
    return _tell_contract(teller, county, school, provider, now + LISTED)


def checks(on: date, *, but: str = "") -> list[CheckInput]:
    """All checks passed on a day; ``but`` names one that was not."""
    return [CheckInput(item, item != but, "示公核〔2026〕12号", on) for item in CheckEntry.Item]


def _tell_staff(teller: Teller, county: DemoCounty, school: DemoSchool, now: datetime) -> None:
    safety = county.actor(f"{school.key}-safety")
    place = county.schools[school.key].place

    def screen(*keys: str) -> None:
        people = [county.actor(f"{school.key}-{key}").person for key in keys]
        perform(
            record_screening,
            actor=safety,
            now=now,
            place=place,
            people=people,
            reference="示教人〔2025〕30号",
            checked_date=date(2025, 9, 1),
        )

    teller.refusal("给自己登记核查通过", "A10.6", lambda: screen("safety"))
    teller.step("登记本校人员年度核查", lambda: screen("head", "plan", "teacher", "accountant", "cashier"))


def _tell_craftsman(teller: Teller, county: DemoCounty, school: DemoSchool, now: datetime) -> None:
    safety, head = county.actor(f"{school.key}-safety"), county.actor(f"{school.key}-head")

    def enter(consented: date | None) -> PersonFile:
        return perform(
            file_outsider,
            actor=safety,
            now=now,
            place=county.schools[school.key].place,
            outsider=Outsider(
                name="彭师傅",
                kind=PersonFile.Kind.OUTSIDE,
                outside_kind="heritage_bearer",
                need="学生想学剪纸，本校教师只能教基础",
                consented=consented,
            ),
        )

    teller.refusal("没有本人同意就核查", "A6.13", lambda: enter(None))
    file = teller.step("为剪纸传承人建立档案", lambda: enter(now.date()))

    def check(but: str = "") -> None:
        perform(record_checks, actor=safety, now=now, file_id=file.id, checks=checks(now.date(), but=but))

    def ask() -> UUID:
        return perform(ask_approval, actor=head, now=now, file_id=file.id, term_id=county.term.id).id

    teller.refusal("没有核查就报批", "A10.6", ask)
    teller.step("一项核查没有通过", lambda: check(CheckEntry.Item.OFFENCE_QUERY))
    teller.refusal("带着查询记录报批", "A10.6", ask)
    teller.step("核实后重新登记，全部通过", check)
    request = teller.step("校长报县教育局批准", ask)
    teller.step(
        "县教育局按人、按学期批准",
        lambda: perform(
            decide_person,
            actor=county.actor("county-approver"),
            now=now,
            request_id=request,
            approved=True,
            document_number="示教人〔2026〕3号",
        ),
    )


def _tell_contract(
    teller: Teller, county: DemoCounty, school: DemoSchool, provider: Provider, now: datetime
) -> Hired:
    planner, head = county.actor(f"{school.key}-plan"), county.actor(f"{school.key}-head")
    place, approver = county.schools[school.key].place, county.actor("county-approver")
    request = teller.step(
        "学校说明需要，申请引进",
        lambda: perform(
            ask_use,
            actor=planner,
            now=now,
            place=place,
            term_id=county.term.id,
            provider_id=provider.id,
            course_count=1,
            need_statement="征求意见时六十名学生想学舞蹈，本校没有会教舞蹈的教师",
        ),
    )

    def decide() -> None:
        perform(decide_use, actor=approver, now=now, request_id=request.id, approved=True)

    teller.refusal("县里没有定引进数量就批准", "A6.16", decide)
    teller.step("县教育局定下引进数量", lambda: _cap(county, now))
    teller.step("县教育局批准学校引进", decide)
    teller.refusal("合同约定预付三成", "A9.30", lambda: _draft(county, school, now, prepaid=Fraction(3, 10)))
    teller.refusal("合同把点名也交给机构", "A6.17", lambda: _draft(county, school, now, covers="roll_call"))
    teller.refusal("合同约定给学校返利", "A2.7", lambda: _draft(county, school, now, benefits=Fen(100_000)))
    contract = teller.step("按名单价签订合同", lambda: _draft(county, school, now))

    def approve() -> None:
        perform(approve_contract, actor=head, now=now, contract_id=contract)

    coach = teller.step("为机构教练建立档案", lambda: _coach(county, school, provider, now))
    naming: dict[str, Any] = {"actor": planner, "now": now, "contract_id": contract, "file_ids": [coach.id]}
    teller.step("合同写明派出的教练", lambda: perform(name_staff, **naming))
    teller.refusal("教练没有核查就批准合同", "A6.14", approve)
    safety = county.actor(f"{school.key}-safety")
    checked: dict[str, Any] = {"actor": safety, "now": now, "file_id": coach.id, "checks": checks(now.date())}
    teller.step("教练核查全部通过", lambda: perform(record_checks, **checked))
    teller.step("校长批准合同", approve)
    return Hired(provider.id, COACH_KEY, COURSE, ITEM)


def _cap(county: DemoCounty, now: datetime) -> None:
    for name, value in _CAPS.items():
        perform(
            set_parameter,
            actor=county.actor("county-approver"),
            now=now,
            place=office_of(county),
            name=name,
            value=value,
            source="示教发〔2026〕1号",
            from_date=now.date(),
        )


def _draft(
    county: DemoCounty,
    school: DemoSchool,
    now: datetime,
    *,
    covers: str = "",
    benefits: Fen = Fen(0),  # noqa: B008  (frozen)
    prepaid: Fraction = Fraction(0),
) -> UUID:
    place = county.schools[school.key].place
    with scoped(at(office_of(county))):
        entry = ListEntry.objects.get(county_code=office_of(county).code, item=ITEM)
    terms = ContractTerms(
        price=PRICE,
        minutes=MINUTES,
        places=PLACES,
        first=county.term.first_date,
        last=county.term.last_date,
        acceptance="每次课由本校监管教师当场签字验收",
        exit_rule="移出名单即终止，学校改由本校教师承担或退费",
        covers=frozenset({covers} - {""}),
        benefits=benefits,
        prepaid=prepaid,
    )
    return perform(
        draft_contract,
        actor=county.actor(f"{school.key}-plan"),
        now=now,
        place=place,
        term_id=county.term.id,
        entry_id=entry.id,
        number="合同〔2026〕1号",
        course_key=COURSE,
        terms=terms,
    ).id


def _coach(county: DemoCounty, school: DemoSchool, provider: Provider, now: datetime) -> PersonFile:
    return perform(
        file_outsider,
        actor=county.actor(f"{school.key}-safety"),
        now=now,
        place=county.schools[school.key].place,
        outsider=Outsider(
            name="柳教练",
            kind=PersonFile.Kind.THIRD_PARTY,
            need="",
            consented=now.date(),
            provider_id=provider.id,
            leader_key=COACH_KEY,
        ),
    )
