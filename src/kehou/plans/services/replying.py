"""One numbered reply (批复) that approves the plans of one or many schools (practice.md 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import county_policy, parameters_for
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal
from kehou.plans.content import from_json
from kehou.plans.models import Decision, PlanVersion
from kehou.plans.services.deciding import decide_plan
from kehou.platform.audit.trail import subject_of
from kehou.platform.documents.freezing import freeze
from kehou.platform.documents.models import FrozenDocument
from kehou.platform.ui.wording import grades_text
from kehou.registry.public import division_name, school_info, term_info

KIND = "plan_reply"


class UnableToReply(UnableTo):
    """The reply has no number or bears one that was given before, or it approves nothing."""


@transaction.atomic
def approve_together(
    *, actor: Actor, now: datetime, version_ids: Sequence[UUID], number: str, conditions: Sequence[str] = ()
) -> int:
    """Approve several versions under review with one numbered reply; how many.

    All or none: where one of them may not be approved, UnableToDecide names its verdicts and nothing is
    changed. The number is the office's own, entered by hand. Raises UnableToReply.
    """
    versions = list(
        PlanVersion.objects.filter(pk__in=version_ids)
        .select_related("plan", "submission")
        .order_by("school_id")
    )
    _refuse_where_not_ready(versions, number)
    content = _content(versions, number=number, conditions=conditions, now=now)
    for version in versions:
        document = freeze(
            place=version.place,
            kind=KIND,
            title=f"关于{content['term']}课后服务实施方案和收费方案的批复",
            subject=subject_of("plan_version", version.id),
            content=content,
            actor=actor,
            now=now,
            number=number,
        )
        decide_plan(
            actor=actor, now=now, version_id=version.id, kind=Decision.Kind.APPROVE, reply_id=document.id
        )
    return len(versions)


def _refuse_where_not_ready(versions: Sequence[PlanVersion], number: str) -> None:
    if not versions:
        raise UnableToReply([refusal("A7.4", "reply_approves_nothing", subject="reply")])
    if not number.strip():
        raise UnableToReply([refusal("A7.4", "reply_without_number", subject="reply")])
    given = FrozenDocument.objects.filter(kind=KIND, number=number, county_code=versions[0].county_code)
    if given.exists():
        raise UnableToReply([refusal("A7.4", "reply_number_taken", subject="reply", found=number)])


def _content(
    versions: Sequence[PlanVersion], *, number: str, conditions: Sequence[str], now: datetime
) -> dict[str, object]:
    first = versions[0]
    today = local_day(now)
    policy = county_policy(first.county_code, on=today)
    schools = [school_info(version.school_id) for version in versions]
    return {
        "issuer": f"{division_name(first.county_code)}教育局",
        "number": number,
        "term": term_info(first.plan.term_id).label,
        "addressees": [school.name for school in schools],
        "basis": [
            "《湖南省义务教育课后服务工作实施办法》",
            *([f"《{policy.title}》"] if policy else []),
        ],
        "submitted": max(local_day(version.submission.submitted_at) for version in versions).isoformat(),
        "schools": [_row(version, school.name) for version, school in zip(versions, schools, strict=True)],
        "publicity_working_days": parameters_for(first.place, on=today).count("publicity_min_wd"),
        "conditions": list(conditions),
        "date": today.isoformat(),
    }


def _row(version: PlanVersion, name: str) -> dict[str, object]:
    content = from_json(version.content)
    prices = content.fees.prices
    return {
        "name": name,
        "grades": grades_text(grade.grade for grade in content.grades),
        "plan_number": f"第{version.number}版",
        "price_fen": max((price.price.amount for price in prices), default=0),
        "max_periods": max((price.planned_units for price in prices), default=0),
        "ceiling_fen": max((price.per_pupil.amount for price in prices), default=0),
    }
