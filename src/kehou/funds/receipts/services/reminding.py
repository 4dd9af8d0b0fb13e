"""Open bills: families are reminded, and nothing else ever follows for the child (A9.15)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.funds.bills.standing import standings
from kehou.funds.models import Bill
from kehou.funds.receipts.access import REMIND_FAMILIES
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, stops
from kehou.platform.access.actions import require
from kehou.platform.access.cases import case_left
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.messages.notifying import notify
from kehou.registry.public import families_of
from kehou.rulebook.facts.receipts import ArrearsFacts, ArrearsMeasure


class UnableToCollect(UnableTo):
    """What was to follow from open bills is not allowed; the county looks into it (A9.15)."""


@transaction.atomic
def act_on_arrears(
    *, actor: Actor, now: datetime, place: Place, term_id: UUID, measure: ArrearsMeasure
) -> int:
    """Remind the families of bills that are past their day; how many. Anything else is refused.

    Raises UnableToCollect, which opens a case at the county.
    """
    require(REMIND_FAMILIES, actor, place)
    today = local_day(now)
    refused = stops(judge_at(place, ArrearsFacts(measure), on=today))
    if refused:
        left = case_left(
            place, clause=refused[0].clause, kind="charge", matter=subject_of("school", place.school)
        )
        raise UnableToCollect(refused, aftermath=[left])
    bills = list(
        Bill.objects.filter(school_id=place.school, term_id=term_id, cancelled_at=None, due_date__lt=today)
    )
    found = standings(bills)
    pupils = [bill.pupil_id for bill in bills if found[bill.id].open > ZERO]
    links = families_of(place.school, on=today, pupils=pupils) if pupils else []
    text = "课后服务费还没有缴清，方便时请缴费；孩子在校学习和生活不受任何影响。"
    people = (link.guardian_id for link in links)
    notify(people, place=place, kind="bill_reminder", text=text, now=now, link="/family/")
    record(
        "bills.reminded",
        actor=actor,
        place=place,
        subject="bills",
        now=now,
        clauses=["A9.15"],
        detail={"bills": len(pupils)},
    )
    return len(pupils)
