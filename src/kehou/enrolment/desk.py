"""Reading for the school's desk: how far choosing is, what was drawn, which groups came of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404

from kehou.agreements.public import State, states_of, why_not
from kehou.allocation import TierMode, record
from kehou.allocation.canonical import canonical
from kehou.enrolment.access import SEE_CHOICE
from kehou.enrolment.checking import GroupJudge
from kehou.enrolment.drawing import GivenUp, history_of, result_of
from kehou.enrolment.lists import group_time
from kehou.enrolment.models import ChoiceWindow, Claim, Closing, Regrouping, Run, Seat, WishList
from kehou.enrolment.offering import offering_at
from kehou.enrolment.paper.lists import group_title
from kehou.enrolment.public import GroupInfo, groups_of
from kehou.enrolment.weekdays import one_day
from kehou.enrolment.windows import windows
from kehou.kernel.actor import Actor
from kehou.kernel.verdict import Verdict
from kehou.plans.public import approved_plan
from kehou.platform.database.questions import question, together
from kehou.platform.ui.pieces import Link
from kehou.registry.public import SchoolInfo, TermInfo, school_info, term_info
from kehou.rulebook.facts.enrolment import GroupBasis


@dataclass(frozen=True, slots=True)
class Progress:
    """How many families answered and chose; never who said no (practice.md 2)."""

    pupils: int
    answered: int
    signed: int
    wished: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with what the rulebook warns of."""

    group: GroupInfo
    title: str
    when: str
    size: int
    warnings: tuple[Verdict, ...]


def schools_of(actor: Actor) -> list[SchoolInfo]:
    """The schools whose choice the actor works on."""
    return [school_info(place.school) for place in actor.places(SEE_CHOICE.roles) if place.school_id]


def visible_windows(actor: Actor) -> QuerySet[ChoiceWindow]:
    """The choices in sight, newest first."""
    return windows().filter(SEE_CHOICE.rows_for(actor)).order_by("-opened_at")


def may_open(school: SchoolInfo, term: TermInfo) -> tuple[Verdict, ...]:
    """What still keeps a school from opening the choice."""
    return why_not(approved_plan(school.id, term.id))


def progress(window: ChoiceWindow, roll: Collection[UUID]) -> Progress:
    """How far choosing is."""
    states = states_of(window.school_id, window.term_id)
    answers = [states.get(pupil, State.OFFERED) for pupil in roll]
    chosen = _claimed if hasattr(window, "rush") else _wished
    wished = next((count for (count,) in chosen(window_id=window.id).answer), 0)
    return Progress(
        pupils=len(answers),
        answered=sum(state is not State.OFFERED for state in answers),
        signed=sum(state is State.ACTIVE for state in answers),
        wished=wished,
    )


@question
def _claimed(window_id: UUID) -> QuerySet[Claim, Any]:
    rows = Claim.objects.filter(rush__window_id=window_id, ended_at=None).values("rush__window_id")
    return rows.annotate(pupils=Count("pupil_id", distinct=True)).order_by().values_list("pupils")


@question
def _wished(window_id: UUID) -> QuerySet[WishList, Any]:
    rows = WishList.objects.filter(window_id=window_id).values("window_id")
    return rows.annotate(pupils=Count("pupil_id", distinct=True)).order_by().values_list("pupils")


def group_rows(
    window: ChoiceWindow, grades: Mapping[UUID, int], *, now: datetime, day: str = ""
) -> tuple[list[GroupRow], list[Link]]:
    """The groups of a drawn choice with their warnings, in a large school those of one weekday."""
    offering, judge = offering_at(window.version_id), GroupJudge.at(window.place, now=now)
    shown, days = one_day(groups_of(window.school_id, window.term_id, among=(), offering=offering), day)
    asked, anew = _inside(groups=[group.id for group in shown]), _regrouped(window_id=window.id)
    together(asked, anew)
    members = {group: pupils.split() for group, pupils in asked.answer}
    bases = {group: GroupBasis(basis) for group, basis in anew.answer}
    options, rows = {option.key: option for option in offering.options}, []
    grade_of = {str(pupil): grade for pupil, grade in grades.items()}
    for group in shown:
        option = options[group.option_key]
        inside = set(members.get(group.id, ()))
        of_grades = [grade_of[pupil] for pupil in inside if pupil in grade_of]
        found = judge.verdicts(option, str(group.number), of_grades, basis=bases.get(group.id))
        warnings = tuple(verdict for verdict in found if verdict.met is False)
        rows.append(GroupRow(group, group_title(group), group_time(group), len(inside), warnings))
    return rows, days


@question
def _inside(groups: list[UUID]) -> QuerySet[Seat, Any]:
    """Who is in each group, as one text: only their grades are counted."""
    rows = Seat.objects.filter(group_id__among=groups, ended_at=None).order_by().values_list("group_id")
    return rows.annotate(pupils=StringAgg(Cast("pupil_id", TextField()), " "))


@question
def _regrouped(window_id: UUID) -> QuerySet[Regrouping, Any]:
    rows = Regrouping.objects.filter(group__run__closing__window_id=window_id)
    return rows.order_by("regrouped_at").values_list("group_id", "basis")


def run_of(window: ChoiceWindow) -> Run | None:
    """The draw of a choice, or None before it."""
    run: Run | None = getattr(getattr(window, "closing", None), "run", None)
    return run


def may_publish_list(window: ChoiceWindow) -> bool:
    """Whether the closed list shows nobody's status: only where all draw alike (practice.md 8)."""
    closing = getattr(window, "closing", None)
    return closing is not None and _draws_alike(closing.id)


@lru_cache(maxsize=64)
def _draws_alike(closing_id: UUID) -> bool:
    """What was closed never changes."""
    alike = {"content__policy__tier_mode": TierMode.SERVICE_PLACE.value}
    return Closing.objects.filter(pk=closing_id, **alike).exists()


def published(window: ChoiceWindow) -> bytes:
    """The closed list, and once drawn the record with which anyone can repeat the draw: codes, no names."""
    closing, run = getattr(window, "closing", None), run_of(window)
    if closing is None or not may_publish_list(window):
        raise Http404
    return _record(run.id, tuple(history_of(run))) if run else canonical(closing.content) + b"\n"


@lru_cache(maxsize=8)
def _record(run_id: UUID, history: tuple[GivenUp, ...]) -> bytes:
    """The record as it stood after all that was given up; it never changes, and takes a second to make."""
    return record(result_of(Run.objects.select_related("closing").get(pk=run_id), history))


def term_of(window: ChoiceWindow) -> TermInfo:
    """The term of a choice."""
    return term_info(window.term_id)


def code_of(window: ChoiceWindow, pupil_id: UUID) -> str:
    """A pupil's own code on the closed list; empty for one who is not on it."""
    closing = getattr(window, "closing", None)
    return str(closing.codes.get(str(pupil_id), "")) if closing else ""
