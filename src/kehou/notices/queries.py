"""Reading notices: the public by address, the school and the county by what they may see."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from kehou.kernel.actor import Actor
from kehou.notices.access import PUBLISH_NOTICE, SEE_NOTICES
from kehou.notices.models import Notice, Objection
from kehou.notices.public import publicity_of
from kehou.plans.public import ApprovedPlan, approved_plan
from kehou.platform.database.scope import Scope, at
from kehou.registry.public import current_term


def scope_of_code(code: str, **_: object) -> Scope:
    """The scope of the one school whose notice an address names; a notice itself is public."""
    return at(notice_by_code(code).place)


def notice_by_code(code: str) -> Notice:
    """A notice by its public code. Raises Http404."""
    notice = Notice.objects.filter(code=code.upper()).first()
    if notice is None:
        raise Http404
    return notice


def visible_notices(viewer: Actor) -> QuerySet[Notice]:
    """The notices that a school or county works on, newest first."""
    return Notice.objects.filter(SEE_NOTICES.rows_for(viewer)).order_by("-opened_at")


def unpublished(viewer: Actor, *, on: date) -> list[ApprovedPlan]:
    """Approved plans of the viewer's own schools that are in force and were not publicised yet."""
    found = []
    for place in viewer.places(PUBLISH_NOTICE.roles):
        term = current_term(place.code, on=on) if place.school_id else None
        plan = approved_plan(place.school, term.id) if term else None
        if plan and plan.in_force and publicity_of(plan.version_id) is None:
            found.append(plan)
    return found


def objections_of(notice: Notice) -> list[Objection]:
    """Objections with their answers, in order of number."""
    return list(notice.objections.select_related("reply").order_by("number"))


def earlier_notices(notice: Notice) -> QuerySet[Notice]:
    """The school's earlier notices of the same plan: earlier versions stay readable."""
    return Notice.objects.filter(plan_id=notice.plan_id, opened_at__lt=notice.opened_at).order_by(
        "-opened_at"
    )
