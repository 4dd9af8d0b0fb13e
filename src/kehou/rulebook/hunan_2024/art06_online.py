"""Article 6, online resources: free for pupils, with a teacher in the room (A6.23, A6.24)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.kernel.fen import ZERO
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.courses import OnlineMode
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.plan_parts import course_fault, each_fault, slot_fault


@cites("A6.23")
def online_resources_are_free(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """No pupil pays for an online resource (A6.23)."""
    priced = (
        course_fault(row, found=row.resource_price) for row in plan.courses if row.resource_price > ZERO
    )
    yield from each_fault("A6.23", "online_resource_priced", priced)


@cites("A6.24")
def teacher_guides_online_lessons(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Where a platform helps a teacher, it is for listed domains, and the teacher is in the room (A6.24).

    Another domain is warned about. Who it is is asked once the plan names leaders.
    """
    listed = parameters.codes("online_domains")
    online = {row.key: row for row in plan.courses if row.online is OnlineMode.RESOURCE_WITH_TEACHER}
    other = (
        course_fault(row, found=row.domain, required=listed)
        for row in online.values()
        if row.domain not in listed
    )
    yield from each_fault("A6.24", "online_domain_not_listed", other, effect=Effect.WARN)
    alone = (
        slot_fault(timed)
        for timed in plan.timetable.timed
        if plan.leaders and timed.course.key in online and timed.slot.leader_key is None
    )
    yield from each_fault("A6.24", "online_without_teacher", alone, effect=Effect.STOP)
