"""From rows to the input of the draw and back. Pupils and families go in by codes only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet

from kehou.allocation import (
    ORDINARY,
    PRIORITY,
    Lottery,
    Policy,
    Pupil,
    Result,
    Section,
    TierMode,
    UnusableInput,
    Withdrawal,
    allocate,
    withdraw,
)
from kehou.allocation.reading import closed_list
from kehou.allocation.running import replay
from kehou.authority.public import parameters_for
from kehou.enrolment.content import wishes_from_json
from kehou.enrolment.facts import Offering, Option, Otherwise, Wishes
from kehou.enrolment.models import ChoiceWindow, CourseChange, Departure, Run, WishList
from kehou.kernel.moments import local_day
from kehou.registry.public import PupilInfo
from kehou.rulebook.engine import Parameters


@dataclass(frozen=True, slots=True)
class Applicant:
    """A pupil on the closed list, under the codes that stand for child and family."""

    pupil: PupilInfo
    code: str
    family: str
    wishes: Wishes


def sections_of(offering: Offering) -> tuple[Section, ...]:
    """Every option as a section; a room for all has no limit (A3.4)."""
    return tuple(_section(option) for option in offering.options)


def paid_cap(parameters: Parameters) -> int | None:
    """The most courses of outside bodies that the county lets one pupil get; None is no limit."""
    value = parameters.choice("paid_courses_max")
    return int(value) if value.isdecimal() else None


def policy_of(parameters: Parameters) -> Policy:
    """The county's choices for the draw, before a school opens one."""
    return Policy(
        max_paid=paid_cap(parameters),
        tier_mode=TierMode(parameters.choice("priority_mode")),
        reserves=parameters.ratio("priority_reserves"),
    )


def policy_in(window: ChoiceWindow) -> Policy:
    """By what is drawn in a choice: as it was when it was opened and families were told."""
    parameters = parameters_for(window.place, on=local_day(window.opened_at))
    return replace(policy_of(parameters), max_paid=window.max_paid)


def pupils_to_draw(applicants: Iterable[Applicant], policy: Policy) -> tuple[Pupil, ...]:
    """The applicants by codes. Where all draw alike nobody's tier goes in, so that no list can tell it.

    The room for all keeps the guarantee of A3.4 in that case; the check after the draw confirms it.
    """
    by_tier = policy.tier_mode is not TierMode.SERVICE_PLACE
    return tuple(_pupil(each, by_tier=by_tier) for each in applicants)


def latest_lists(rows: QuerySet[WishList]) -> dict[UUID, Wishes]:
    """The latest wishes of each pupil among some lists."""
    latest = rows.order_by("pupil_id", "-number").distinct("pupil_id").values_list("pupil_id", "content")
    return {pupil: wishes_from_json(content) for pupil, content in latest}


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What one pupil, by code, gave up after the draw: the bands of a departure or of a change."""

    code: str
    bands: tuple[str, ...]


def result_of(run: Run, history: Sequence[GivenUp] = ()) -> Result:
    """The draw of a run again, with what was given up since, in its order."""
    closing = run.closing
    listed = closed_list(closing.content)
    lottery = Lottery(closing.input_root, closing.nonce, run.public_number, closing.code_hash)
    result = allocate(listed.sections, listed.pupils, listed.policy, lottery)
    batches = tuple((Withdrawal(each.code, band),) for each in history for band in each.bands)
    return replay(result.instance, lottery, batches) if batches else result


def history_of(run: Run) -> list[GivenUp]:
    """All that was given up after a draw, in its order: by leaving, and by changing to another course."""
    rows: list[Departure | CourseChange] = [*run.departures.all(), *run.changes.all()]
    rows.sort(key=lambda row: row.turn)
    codes = run.closing.codes
    return [
        GivenUp(codes[str(row.pupil_id)], tuple(row.given_up)) for row in rows if str(row.pupil_id) in codes
    ]


def next_turn(run: Run) -> int:
    """The number of the next departure or change."""
    return run.departures.count() + run.changes.count() + 1


def give_up(result: Result, code: str, bands: Iterable[str] | None = None) -> tuple[Result, GivenUp]:
    """The result after one pupil gave up some bands (None: every one); the waiting lists move up."""
    gone: list[str] = []
    for band in sorted(result.instance.pupils[code].asked if bands is None else bands):
        try:
            result = withdraw(result, [Withdrawal(code, band)])
        except UnusableInput:  # never asked for, or a course over several bands went with the first of them
            continue
        gone.append(band)
    return result, GivenUp(code, tuple(gone))


def by_code(codes: Mapping[str, str]) -> dict[str, UUID]:
    """Code to pupil, from the closing's own list."""
    return {code: UUID(pupil) for pupil, code in codes.items()}


def _section(option: Option) -> Section:
    return Section(
        id=option.key,
        slots=option.bands,
        capacity=None if option.fallback else option.capacity,
        min_size=0 if option.fallback else min(option.minimum, option.capacity),
        paid=option.is_limited_paid,
        is_x=not option.is_subject,
        grades=option.grades,
        fallback=option.fallback,
    )


def _pupil(applicant: Applicant, *, by_tier: bool) -> Pupil:
    wishes, asked = applicant.wishes, frozenset(applicant.wishes.asked)
    stays = wishes.otherwise is not Otherwise.HOME
    first = by_tier and applicant.pupil.has_priority
    return Pupil(
        id=applicant.code,
        family=applicant.family,
        grade=applicant.pupil.grade,
        wishes={band: wishes.ranked[band] for band in wishes.asked},
        tier=PRIORITY if first else ORDINARY,
        attends=asked if stays else frozenset(),
        any_suitable=asked if wishes.otherwise is Otherwise.ANY else frozenset(),
    )
