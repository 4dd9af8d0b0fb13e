"""Reading for the school's desk: how far choosing is, what was drawn, which groups came of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from kehou.agreements.public import State, states_of, why_not
from kehou.allocation import TierMode, record
from kehou.allocation.canonical import canonical
from kehou.enrolment.access import SEE_CHOICE
from kehou.enrolment.checking import GroupJudge
from kehou.enrolment.drawing import GivenUp, history_of, result_of
from kehou.enrolment.lists import group_time
from kehou.enrolment.models import ChoiceWindow, Claim, Closing, Regrouping, Run, WishList
from kehou.enrolment.offering import offering_at
from kehou.enrolment.paper.lists import group_title
from kehou.enrolment.public import GroupInfo, groups_of, members_of
from kehou.enrolment.weekdays import one_day
from kehou.enrolment.windows import windows
from kehou.kernel.actor import Actor
from kehou.kernel.verdict import Verdict
from kehou.plans.public import approved_plan
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
    places = Claim.objects.filter(rush__window=window, ended_at=None)
    chosen = places if hasattr(window, "rush") else WishList.objects.filter(window=window)
    wished = chosen.values("pupil_id").distinct().count()
    return Progress(
        pupils=len(answers),
        answered=sum(state is not State.OFFERED for state in answers),
        signed=sum(state is State.ACTIVE for state in answers),
        wished=wished,
    )


def group_rows(
    window: ChoiceWindow, grades: Mapping[UUID, int], *, now: datetime, day: str = ""
) -> tuple[list[GroupRow], list[Link]]:
    """The groups of a drawn choice with their warnings, in a large school those of one weekday."""
    offering, judge = offering_at(window.version_id), GroupJudge.at(window.place, now=now)
    shown, days = one_day(groups_of(window.school_id, window.term_id, among=(), offering=offering), day)
    members = members_of(group.id for group in shown)
    anew = Regrouping.objects.filter(group__run__closing__window=window).order_by("regrouped_at")
    bases = {row.group_id: GroupBasis(row.basis) for row in anew}
    options, rows = {option.key: option for option in offering.options}, []
    for group in shown:
        option = options[group.option_key]
        inside = members[group.id]
        of_grades = [grades[pupil] for pupil in inside if pupil in grades]
        found = judge.verdicts(option, str(group.number), of_grades, basis=bases.get(group.id))
        warnings = tuple(verdict for verdict in found if verdict.met is False)
        rows.append(GroupRow(group, group_title(group), group_time(group), len(inside), warnings))
    return rows, days


def run_of(window: ChoiceWindow) -> Run | None:
    """The draw of a choice, or None before it."""
    run: Run | None = getattr(getattr(window, "closing", None), "run", None)
    return run


def may_publish_list(window: ChoiceWindow) -> bool:
    """Whether the closed list shows nobody's status: only where all draw alike (practice.md 8)."""
    alike = {"content__policy__tier_mode": TierMode.SERVICE_PLACE.value}
    return Closing.objects.filter(window=window, **alike).exists()


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
