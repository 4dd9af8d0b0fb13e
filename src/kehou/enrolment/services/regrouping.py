"""Putting pupils of one course together anew, within the limits of size and span (process 6.4, A7.8)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import edition_at, judge_at
from kehou.enrolment.access import DRAW
from kehou.enrolment.checking import GroupJudge, seats_facts
from kehou.enrolment.drawing import latest_lists
from kehou.enrolment.facts import Offering, Option
from kehou.enrolment.models import Group, Regrouping, Seat, WishList
from kehou.enrolment.offering import offering_at
from kehou.enrolment.services.seating import open_group
from kehou.enrolment.storing import verdicts_to_json
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.duties.owing import owe
from kehou.registry.public import pupils_of
from kehou.rulebook.facts.enrolment import GroupBasis


class UnableToRegroup(UnableTo):
    """The group would be too large or span too many grades, or a pupil has its place elsewhere."""


@transaction.atomic
def regroup(
    *,
    actor: Actor,
    now: datetime,
    group_id: UUID,
    pupil_ids: Collection[UUID],
    basis: GroupBasis,
    as_new: bool = False,
) -> Regrouping:
    """Add pupils of the same course to a group, or make them a group of their own beside it.

    Raises UnableToRegroup. A subject group put together by marks is accepted with a task for the school.
    """
    group = Group.objects.select_related("run__closing__window").get(pk=group_id)
    require(DRAW, actor, group.place)
    offering = offering_at(group.run.closing.window.version_id)
    option = offering.option(group.option_key)
    assert option is not None, "a group's course stands in the plan it was drawn from"
    verdicts = (
        *_judge_places(group, option, offering, pupil_ids, now),
        *_judge_group(group, option, pupil_ids, basis, now, as_new=as_new),
    )
    if stops(verdicts):
        raise UnableToRegroup(stops(verdicts))
    into = _beside(group) if as_new else group
    _move(into, pupil_ids, now)
    row = Regrouping.objects.create(
        county_code=group.county_code,
        school_id=group.school_id,
        group=into,
        basis=basis.value,
        pupil_count=len(pupil_ids),
        verdicts=verdicts_to_json(verdicts),
        edition=edition_at(local_day(now)).id,
        regrouped_by=actor.person,
        regrouped_at=now,
    )
    subject = subject_of("group", into.id)
    record("group.regrouped", actor=actor, place=group.place, subject=subject, now=now)
    if any(verdict.warns for verdict in verdicts):
        owe(
            "regroup_by_choice",
            place=group.place,
            clause="A7.8",
            owner=Role.SCHOOL_TEACHING,
            subject=subject,
            due=None,
            now=now,
        )
    return row


def _judge_places(
    group: Group, option: Option, offering: Offering, pupil_ids: Collection[UUID], now: datetime
) -> tuple[Verdict, ...]:
    """Whether everyone has a place in this course, and nobody would be in two at once (A7.8, A2.2, A2.4)."""
    window = group.run.closing.window
    held = Seat.objects.filter(run=group.run, pupil_id__in=pupil_ids, ended_at=None)
    seats = {(row.pupil_id, row.band, row.option_key) for row in held}
    here = {pupil for pupil, _, key in seats if key == option.key}
    wanted = {(pupil, band, option.key) for pupil in pupil_ids for band in option.bands}
    rows = WishList.objects.filter(window=window, pupil_id__in=pupil_ids)
    facts = seats_facts(latest_lists(rows), sorted(seats | wanted, key=str), offering)
    outside = len(set(pupil_ids) - here)
    found = judge_at(group.place, facts, on=local_day(now))
    if not outside:
        return found
    return (*found, refusal("A7.8", "not_in_course", subject=f"option/{option.key}", found=outside))


def _judge_group(
    group: Group,
    option: Option,
    pupil_ids: Collection[UUID],
    basis: GroupBasis,
    now: datetime,
    *,
    as_new: bool,
) -> tuple[Verdict, ...]:
    present = set() if as_new else set(group.seats.filter(ended_at=None).values_list("pupil_id", flat=True))
    members = pupils_of(group.school_id, pupils=present | set(pupil_ids))
    judge = GroupJudge.at(group.place, now=now)
    return judge.verdicts(option, str(group.number), [pupil.grade for pupil in members], basis=basis)


def _beside(group: Group) -> Group:
    last = Group.objects.filter(run=group.run, option_key=group.option_key).order_by("number").last()
    return open_group(group.run, group.option_key, (last or group).number + 1)


def _move(into: Group, pupil_ids: Collection[UUID], now: datetime) -> None:
    """End the seats in other groups of the course and open the same ones in this group."""
    others = Seat.objects.select_for_update().filter(
        run=into.run, option_key=into.option_key, pupil_id__in=pupil_ids, ended_at=None
    )
    moving = [row for row in others if row.group_id != into.id]
    Seat.objects.filter(pk__in=[row.id for row in moving]).update(ended_at=now)
    Seat.objects.bulk_create(
        Seat(
            county_code=row.county_code,
            school_id=row.school_id,
            run=into.run,
            group=into,
            pupil_id=row.pupil_id,
            term_id=row.term_id,
            band=row.band,
            option_key=row.option_key,
            via=row.via,
            since_at=now,
        )
        for row in moving
    )
