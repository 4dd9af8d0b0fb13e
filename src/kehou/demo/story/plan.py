"""The chapters of the plan: written, judged, submitted, returned, approved, publicised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from kehou.demo.county import DemoCounty
from kehou.demo.leading import clear_leaders
from kehou.demo.plans import Hired, demo_content, with_hired
from kehou.demo.rolls import DemoSchool
from kehou.demo.story.teller import Teller
from kehou.kernel.fen import Fen
from kehou.kernel.ids import PersonId
from kehou.notices.services.objecting import answer_objection, raise_objection, tell_families
from kehou.notices.services.publishing import close_notice, open_notice
from kehou.plans.models import Decision, PlanVersion
from kehou.plans.public import PlanContent
from kehou.plans.services.deciding import decide_plan, take_plan
from kehou.plans.services.drafting import change_draft, open_plan
from kehou.plans.services.replying import approve_together
from kehou.plans.services.submitting import DutyHolders, submit_plan
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import Scope, scoped
from kehou.rulebook.facts.approval import DutyArea
from kehou.rulebook.facts.courses import LeaderKind, Mode

Change = Callable[[PlanContent], PlanContent]
CITY_PRICE, TOWN_PRICE = Fen(330), Fen(250)


def _price_of(school: DemoSchool) -> Fen:
    """What a period costs a family: within the city's ceiling of city and town."""
    return CITY_PRICE if school.urban_rural_code.startswith("11") else TOWN_PRICE


def _joining(school: DemoSchool) -> int:
    return school.pupils * 9 // 10


def _waived(school: DemoSchool) -> int:
    return school.pupils * school.shares.aid // 100 // 2


def duty_holders(county: DemoCounty, school: DemoSchool) -> DutyHolders:
    """Who answers for what at a school of the demo (A3.2)."""
    keys = {
        DutyArea.TEACHING: "plan",
        DutyArea.SAFETY: "safety",
        DutyArea.MONEY: "accountant",
        DutyArea.CASHIER: "cashier",
        DutyArea.PAYMENT_APPROVER: "head",
    }
    return tuple((area, PersonId(county.actor(f"{school.key}-{key}").person)) for area, key in keys.items())


def lawful_content(county: DemoCounty, school: DemoSchool, hired: Hired | None = None) -> PlanContent:
    """A school's lawful plan, with a provider's course where one is hired."""
    content = demo_content(
        school, county.term, price=_price_of(school), joining=_joining(school), waived=_waived(school)
    )
    return with_hired(content, hired) if hired else content


def write_plan(
    county: DemoCounty, school: DemoSchool, now: datetime, *, hired: Hired | None = None
) -> PlanVersion:
    """The planner opens the term's plan with lawful content; the people whom it names are screened."""
    content = lawful_content(county, school, hired)
    clear_leaders(county, school, content, now)
    return perform(
        open_plan,
        actor=county.actor(f"{school.key}-plan"),
        now=now,
        school=county.schools[school.key],
        term_id=county.term.id,
        content=content,
    )


def submit(county: DemoCounty, school: DemoSchool, version_id: UUID, now: datetime) -> None:
    """The head signs and submits."""
    perform(
        submit_plan,
        actor=county.actor(f"{school.key}-head"),
        now=now,
        version_id=version_id,
        duty_holders=duty_holders(county, school),
    )


def decide(county: DemoCounty, version_id: UUID, now: datetime, kind: str, reasons: str = "") -> None:
    """The approver decides."""
    perform(
        decide_plan,
        actor=county.actor("county-approver"),
        now=now,
        version_id=version_id,
        kind=kind,
        reasons=reasons,
    )


def take(county: DemoCounty, version_id: UUID, now: datetime) -> None:
    """The officer takes a submitted version into review."""
    perform(take_plan, actor=county.actor("county-officer"), now=now, version_id=version_id)


def approve(county: DemoCounty, version_id: UUID, now: datetime, *, number: str) -> None:
    """The approver approves with a numbered reply."""
    approver = county.actor("county-approver")
    perform(approve_together, actor=approver, now=now, version_ids=[version_id], number=number)


def open_publicity(county: DemoCounty, school: DemoSchool, version_id: UUID, now: datetime) -> UUID:
    """The school publishes and tells families."""
    planner = county.actor(f"{school.key}-plan")
    notice = perform(open_notice, actor=planner, now=now, version_id=version_id)
    perform(tell_families, actor=planner, now=now, notice_id=notice.id, channel="letter")
    return notice.id


def close_publicity(county: DemoCounty, school: DemoSchool, notice_id: UUID, now: datetime) -> None:
    """The school closes a notice whose days are over."""
    perform(close_notice, actor=county.actor(f"{school.key}-plan"), now=now, notice_id=notice_id)


def tell_plan(
    teller: Teller, county: DemoCounty, school: DemoSchool, now: datetime, *, hired: Hired | None = None
) -> UUID:
    """Write, spoil in many ways, mend, submit, return, submit again, approve; the approved version."""
    teller.chapter("实施方案与批复")
    version = teller.step("起草一校一案", lambda: write_plan(county, school, now, hired=hired))
    lawful = lawful_content(county, school, hired)
    for title, clause, spoil in _SPOILED:
        _rewrite(county, school, version, spoil(lawful), now)
        teller.refusal(f"报批：{title}", clause, lambda: submit(county, school, version.id, now))
    _rewrite(county, school, version, lawful, now)
    teller.step("改好后由校长签署报批", lambda: submit(county, school, version.id, now))
    return _tell_decision(teller, county, school, version, now)


def _tell_decision(
    teller: Teller, county: DemoCounty, school: DemoSchool, version: PlanVersion, now: datetime
) -> UUID:
    teller.refusal("没有审核就批准", "A7.1", lambda: decide(county, version.id, now, Decision.Kind.APPROVE))
    officer = county.actor("county-officer")
    teller.step("县教育局受理", lambda: perform(take_plan, actor=officer, now=now, version_id=version.id))
    teller.refusal("退回却不写理由", "A7.4", lambda: decide(county, version.id, now, Decision.Kind.RETURN))
    reason = "请写明低年级阅读的场地"
    teller.step("退回修改，写明理由", lambda: decide(county, version.id, now, Decision.Kind.RETURN, reason))
    second = _latest(county, version)
    teller.step("修改后再次报批", lambda: submit(county, school, second.id, now))
    teller.step("再次受理", lambda: perform(take_plan, actor=officer, now=now, version_id=second.id))
    teller.step("批复同意", lambda: decide(county, second.id, now, Decision.Kind.APPROVE))
    return second.id


def tell_publicity(
    teller: Teller, county: DemoCounty, school: DemoSchool, version_id: UUID, now: datetime
) -> datetime:
    """Publicise, object, answer, close; the moment at which families may sign."""
    teller.chapter("公示")
    planner = county.actor(f"{school.key}-plan")
    notice = teller.step(
        "公示批复的方案", lambda: perform(open_notice, actor=planner, now=now, version_id=version_id)
    )

    def close(at: datetime) -> None:
        perform(close_notice, actor=planner, now=at, notice_id=notice.id)

    over = now + timedelta(days=8)
    teller.step(
        "发出致家长的一封信",
        lambda: perform(tell_families, actor=planner, now=now, notice_id=notice.id, channel="letter"),
    )
    objection = teller.step(
        "一位家长提出疑问",
        lambda: perform(
            raise_objection,
            actor=county.actor(f"{school.key}-teacher"),
            now=now,
            notice_id=notice.id,
            text="雨天篮球在哪里上",
        ),
    )
    teller.refusal("公示不满五个工作日就结束", "A7.5", lambda: close(now + timedelta(days=2)))
    teller.refusal("疑问没有答复就结束", "A7.5", lambda: close(over))
    teller.step(
        "学校答复",
        lambda: perform(
            answer_objection, actor=planner, now=now, objection_id=objection.id, text="雨天在风雨操场上"
        ),
    )
    teller.step("公示期满", lambda: close(over))
    return over


def _latest(county: DemoCounty, version: PlanVersion) -> PlanVersion:
    with scoped(Scope.of_actor(county.actor("county-officer"))):
        return PlanVersion.objects.filter(plan_id=version.plan_id).latest("number")


def _rewrite(
    county: DemoCounty, school: DemoSchool, version: PlanVersion, content: PlanContent, now: datetime
) -> None:
    changed = perform(
        change_draft,
        actor=county.actor(f"{school.key}-plan"),
        now=now,
        version_id=version.id,
        revision=version.revision,
        change=lambda _: content,
    )
    version.revision = changed.revision


def _slot(plan: PlanContent, **changes: Any) -> PlanContent:
    first, *rest = plan.slots
    return replace(plan, slots=(replace(first, **changes), *rest))


def _course(plan: PlanContent, key: str, **changes: Any) -> PlanContent:
    courses = tuple(replace(row, **changes) if row.key == key else row for row in plan.courses)
    return replace(plan, courses=courses)


def _price(plan: PlanContent, price: Fen) -> PlanContent:
    prices = tuple(replace(row, price=price) for row in plan.fees.prices)
    return replace(plan, fees=replace(plan.fees, prices=prices))


def _only_homework(plan: PlanContent) -> PlanContent:
    return replace(
        plan,
        courses=tuple(row for row in plan.courses if row.key == "homework"),
        slots=tuple(row for row in plan.slots if row.course_key == "homework"),
    )


_SPOILED: tuple[tuple[str, str, Change], ...] = (
    (
        "课后服务在末节课结束前开始",
        "A4.3",
        lambda plan: _slot(plan, starts=time(15, 50), ends=time(16, 30)),
    ),
    ("服务拖到晚上", "A4.7", lambda plan: _slot(plan, starts=time(18, 15), ends=time(18, 55))),
    (
        "小学一次服务60分钟按课时收费",
        "A4.15",
        lambda plan: _slot(plan, starts=time(16, 15), ends=time(17, 15)),
    ),
    (
        "作业辅导改为集体讲授",
        "A5.6",
        lambda plan: _course(plan, "homework", mode=Mode.LECTURE, by_class=True),
    ),
    ("课程说明里写刷题备考", "A5.4", lambda plan: _course(plan, "homework", outline="期末刷题备考")),
    (
        "第三方机构进入作业辅导",
        "A6.18",
        lambda plan: _course(
            plan, "homework", leader_kind=LeaderKind.THIRD_PARTY, provider_key="some-provider"
        ),
    ),
    ("价格超过成本", "A9.4", lambda plan: _price(plan, Fen(300))),
    ("只有作业辅导，没有素质拓展", "A5.7", _only_homework),
)
