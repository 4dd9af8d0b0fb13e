"""How the demo's county watches: reports at every stage, two surveys, visits, numbers and what they raise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kehou.demo.county import DemoCounty
from kehou.demo.rolls import COUNTY_CODE, DemoSchool
from kehou.demo.story.bureau import COUNTY
from kehou.demo.story.families import Family
from kehou.kernel.actor import Actor, public_actor
from kehou.oversight.models import Inspection
from kehou.oversight.public import Outcome
from kehou.oversight.services.correcting import (
    Demand,
    order_correction,
    recheck_correction,
    report_correction,
)
from kehou.oversight.services.deciding import decide_case, reply_to_reporter
from kehou.oversight.services.hearing import Heard, record_hearing
from kehou.oversight.services.inspecting import (
    begin_inspection,
    close_inspection,
    decide_inspection,
    order_from_inspection,
    reply_to_findings,
    send_findings,
    write_finding,
)
from kehou.oversight.services.investigating import answer_brief, assign_handler, brief_school
from kehou.oversight.services.planning import plan_inspections
from kehou.oversight.services.reporting import Told, enter_order, file_report
from kehou.oversight.services.sorting import accept_case
from kehou.oversight.services.surveying import (
    Ticked,
    answer_survey,
    close_survey,
    has_answered,
    open_survey,
)
from kehou.oversight.services.watching import watch_county
from kehou.platform.access.performing import perform
from kehou.platform.database.scope import at, scoped
from kehou.rulebook.facts.cases import CaseKind, CaseOrigin

ONE_DAY = timedelta(days=1)
ANSWERS = 24
SEATS = "班主任在家长群里说，不参加课后服务的孩子下学期换座位"
MATERIALS = "学校让每个孩子另交三十元材料费，没有给票据"
LATE_BUS = "孩子说校车常常晚到二十分钟"


class Watch:
    """The people of the county's office, at a moment."""

    def __init__(self, county: DemoCounty) -> None:
        self.county = county
        self.officer, self.approver = county.actor("county-officer"), county.actor("county-approver")

    def act(self, service: Any, now: datetime, actor: Actor | None = None, /, **given: Any) -> Any:
        """Call a service, as the officer unless someone else acts."""
        return perform(service, actor=actor or self.officer, now=now, **given)


def grow_oversight(
    county: DemoCounty, running: DemoSchool, closed: DemoSchool, families: Sequence[Family], now: datetime
) -> None:
    """Everything that the county's officer has on the desk today."""
    watch = Watch(county)
    _follow_report(watch, running, now - timedelta(days=13))
    _wait_for_answers(watch, running, closed, now)
    _visit(watch, running, closed, now - timedelta(days=12))
    _survey(watch, families, now - timedelta(days=5))
    watch.act(watch_county, now, county_code=COUNTY_CODE)


def survey_last_term(county: DemoCounty, families: Sequence[Family], now: datetime) -> None:
    """A survey of a term that is over: counted, its ledger destroyed, a hearing beside it."""
    watch = Watch(county)
    survey_id = _survey(watch, families, now)
    watch.act(close_survey, now + timedelta(days=8), survey_id=survey_id)
    heard = Heard(now.date(), "枫溪小学会议室", 31, "希望放学队伍先走远路的孩子", "自下学期起按路程分批放学")
    watch.act(record_hearing, now + ONE_DAY, county_code=COUNTY_CODE, term_id=county.term.id, heard=heard)


def _follow_report(watch: Watch, school: DemoSchool, began: datetime) -> None:
    """An anonymous report, from the QR at the gate to the correction that was rechecked."""
    place, head = watch.county.schools[school.key].place, watch.county.actor(f"{school.key}-head")
    case_id = _told(CaseKind.FORCED, SEATS, place.school, began)
    about = {"case_id": case_id}
    watch.act(accept_case, began + ONE_DAY, **about)
    watch.act(assign_handler, began + ONE_DAY, handler_id=watch.officer.person, **about)
    brief = watch.act(brief_school, began + 2 * ONE_DAY, text="有反映称参加与否同座位有关", **about)
    answer = "已调取群聊记录，个别教师表述不当，学校已要求其说明并撤回"
    watch.act(answer_brief, began + 5 * ONE_DAY, head, brief_id=brief.id, text=answer)
    found = {"outcome": Outcome.UPHELD, "findings": "核实群聊记录，走访五位家长"}
    watch.act(decide_case, began + 6 * ONE_DAY, watch.approver, **about, **found)
    watch.act(reply_to_reporter, began + 7 * ONE_DAY, text="经核查属实，已责令学校改正。", **about)
    demand = Demand("把参加与换座位挂钩", "立即停止，向全体家长说明", "A2.2")
    order = watch.act(order_correction, began + 7 * ONE_DAY, watch.approver, demand=demand, **about)
    done = {"text": "已在家长会说明，涉事教师作出检讨", "proof": "家长会记录、签到表"}
    correction = watch.act(report_correction, began + 11 * ONE_DAY, head, order_id=order.id, **done)
    note = {"is_passed": True, "note": "回访五位家长，均已知晓"}
    watch.act(recheck_correction, began + 12 * ONE_DAY, correction_id=correction.id, **note)


def _wait_for_answers(watch: Watch, running: DemoSchool, closed: DemoSchool, now: datetime) -> None:
    """A hotline order that the school was asked about, and a report that came this morning."""
    schools = watch.county.schools
    order = watch.act(
        enter_order,
        now - 4 * ONE_DAY,
        county_code=COUNTY_CODE,
        origin=CaseOrigin.HOTLINE,
        told=Told(CaseKind.CHARGE, MATERIALS),
        school_id=schools[closed.key].id,
        outer_number="12345-20260321-0417",
        outer_due_date=(now + 3 * ONE_DAY).date(),
    )
    about = {"case_id": order.case_id}
    watch.act(accept_case, now - 3 * ONE_DAY, **about)
    watch.act(assign_handler, now - 2 * ONE_DAY, handler_id=watch.officer.person, **about)
    watch.act(
        brief_school, now - ONE_DAY, text="有反映称另收材料费", asked="请提供本学期收费公示和票据", **about
    )
    _told(CaseKind.SAFETY, LATE_BUS, schools[running.key].id, now.replace(hour=9))


def _told(kind: CaseKind, text: str, school_id: UUID, now: datetime) -> UUID:
    with scoped(at(COUNTY)):
        told = Told(kind, text)
        return file_report(
            actor=public_actor(), now=now, county_code=COUNTY_CODE, told=told, school_id=school_id
        ).case_id


def _visit(watch: Watch, running: DemoSchool, closed: DemoSchool, began: datetime) -> None:
    """The term's plan; one visit that is over, one whose findings the school has to answer."""
    county = watch.county
    chosen = {school.id: key != running.key for key, school in county.schools.items()}
    watch.act(plan_inspections, began, county_code=COUNTY_CODE, term_id=county.term.id, chosen=chosen)
    with scoped(at(COUNTY)):
        visits = dict(Inspection.objects.values_list("concerned_school_id", "id"))
    first = {"inspection_id": visits[county.schools[running.key].id]}
    watch.act(begin_inspection, began + ONE_DAY, **first)
    _find(watch, began + ONE_DAY, "A12.1", "公示栏内容不是现行方案", "公示栏照片2张", **first)
    sheet = watch.act(send_findings, began + ONE_DAY, **first)
    head = county.actor(f"{running.key}-head")
    watch.act(reply_to_findings, began + 4 * ONE_DAY, head, sheet_id=sheet.id, text="公示栏已更新")
    watch.act(decide_inspection, began + 5 * ONE_DAY, watch.approver, text="责令更新公示栏", **first)
    demand = Demand("公示栏内容不是现行方案", "更新公示栏", "A12.1")
    order = watch.act(order_from_inspection, began + 5 * ONE_DAY, watch.approver, demand=demand, **first)
    done = {"text": "已更新为现行方案", "proof": "更新后的公示栏照片"}
    correction = watch.act(report_correction, began + 7 * ONE_DAY, head, order_id=order.id, **done)
    note = {"is_passed": True, "note": "现场复看，已更新"}
    watch.act(recheck_correction, began + 8 * ONE_DAY, correction_id=correction.id, **note)
    watch.act(close_inspection, began + 8 * ONE_DAY, **first)
    second = {"inspection_id": visits[county.schools[closed.key].id]}
    watch.act(begin_inspection, began + 10 * ONE_DAY, **second)
    _find(
        watch,
        began + 10 * ONE_DAY,
        "A7.10",
        "抽查的三次课中，一次台账没有写实到人数",
        "台账复印件1份",
        **second,
    )
    watch.act(send_findings, began + 11 * ONE_DAY, **second)


def _find(watch: Watch, now: datetime, clause: str, text: str, evidence: str, **visit: UUID) -> None:
    watch.act(write_finding, now, clause=clause, text=text, evidence=(evidence,), **visit)


def _survey(watch: Watch, families: Sequence[Family], now: datetime) -> UUID:
    """Opened by the county and answered by some families."""
    survey_id: UUID = watch.act(
        open_survey,
        now,
        county_code=COUNTY_CODE,
        term_id=watch.county.term.id,
        closes_date=(now + timedelta(days=7)).date(),
    ).id
    for number, family in enumerate(families[:ANSWERS]):
        today, pupil = now.date(), family.pupil.id
        if has_answered(survey_id, actor=family.actor, pupil_id=pupil, on=today) is False:
            ticked = Ticked(5 - number % 3, 5 - number % 2, 5, 4 - number % 2, number % 9 > 0)
            given = {"survey_id": survey_id, "pupil_id": pupil, "ticked": ticked}
            watch.act(answer_survey, now + ONE_DAY, family.actor, **given)
    return survey_id
