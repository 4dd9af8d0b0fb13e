"""Telling families which courses are still open to them (A2.4): it is they who choose."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.enrolment.access import DRAW
from kehou.enrolment.models import Run
from kehou.enrolment.review import review_of
from kehou.enrolment.reviewing import left_out, missed
from kehou.enrolment.showing import when
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.messages.notifying import notify
from kehou.registry.public import families_of


@transaction.atomic
def tell_of_free_seats(*, actor: Actor, now: datetime, run_id: UUID) -> int:
    """Write to the families of all who have no place, or less than they wished, where seats are free.

    Gives the number of pupils. Nobody is moved: a family changes by itself, on its phone or on paper.
    """
    run = Run.objects.select_related("closing__window").get(pk=run_id)
    require(DRAW, actor, run.place)
    places = review_of(run, now=now).places
    pupils = {each.pupil_id for each in left_out(places) if each.open}
    pupils |= {each.pupil_id for each in missed(places)}
    _tell(run, pupils, "孩子有时段没有排上课程，现在有课程还有空位，可以改选。", now)
    subject = subject_of("draw", run.id)
    detail = {"pupils": len(pupils)}
    record("placement.free_seats_told", actor=actor, place=run.place, subject=subject, now=now, detail=detail)
    return len(pupils)


@transaction.atomic
def tell_of_other_courses(*, actor: Actor, now: datetime, run_id: UUID, group_id: UUID) -> int:
    """Write to the families of a group that stays too small where their children could go instead.

    Gives the number of pupils. Whoever does not answer stays where the child is. Raises Http404 for a group
    that is not too small, or for which there is no way.
    """
    run = Run.objects.select_related("closing__window").get(pk=run_id)
    require(DRAW, actor, run.place)
    small = review_of(run, now=now).too_small
    group, ways = next((row for row in small if row[0].id == group_id), (None, ()))
    if group is None or not ways:
        raise Http404
    others = "、".join(f"{way.option.title}（{when(way.option)}）" for way in ways)
    said = f"孩子的{group.option.title}报名的人少。还有空位的课程：{others}。可以改选，不改也可以。"
    _tell(run, group.pupils, said, now)
    subject, detail = subject_of("group", group_id), {"pupils": len(group.pupils)}
    record(
        "placement.other_courses_told", actor=actor, place=run.place, subject=subject, now=now, detail=detail
    )
    return len(group.pupils)


def _tell(run: Run, pupils: Collection[UUID], text: str, now: datetime) -> None:
    links = families_of(run.school_id, on=local_day(now), pupils=pupils) if pupils else []
    people = {link.guardian_id for link in links}
    notify(people, place=run.place, kind="free_seats", text=text, now=now, link="/family/")
