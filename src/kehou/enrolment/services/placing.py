"""The draw over a closed list: once, with a number that nobody knew when it closed (A7.8, A7.11)."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.allocation import Result, seed
from kehou.authority.public import edition_at, judge_at
from kehou.enrolment.access import DRAW
from kehou.enrolment.checking import judge_placement
from kehou.enrolment.drawing import by_code, give_up, latest_lists, result_of
from kehou.enrolment.facts import Offering
from kehou.enrolment.models import Closing, Run, WishList
from kehou.enrolment.offering import offering_at
from kehou.enrolment.services.seating import keep_departures, seat_everyone
from kehou.enrolment.storing import verdicts_to_json
from kehou.kernel.actor import Actor
from kehou.kernel.ids import RunId
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.messages.notifying import notify
from kehou.platform.outbox.announcing import announce
from kehou.registry.public import PupilInfo, families_of, pupils_of
from kehou.rulebook.facts.enrolment import RerunFacts

PUBLIC_NUMBER = re.compile(r"[0-9][0-9 .-]{2,38}[0-9]")


class UnableToDraw(UnableTo):
    """The list was drawn before, the public number is missing, or the result breaks a rule."""


@transaction.atomic
def draw_places(*, actor: Actor, now: datetime, window_id: UUID, public_number: str, witnesses: str) -> Run:
    """Draw. Raises UnableToDraw; a second draw is refused, whatever its number, and so recorded (A7.11).

    ``public_number`` was drawn in front of parents, or named beforehand and published elsewhere;
    ``witnesses`` says who saw it.
    """
    closing = (
        Closing.objects.select_for_update(of=("self",)).select_related("window").get(window_id=window_id)
    )
    require(DRAW, actor, closing.place)
    refused = _refused(closing, public_number, witnesses, now)
    if refused:
        raise UnableToDraw(refused)
    return carry_out(closing, public_number.strip(), witnesses.strip(), actor=actor, now=now)


def carry_out(closing: Closing, public_number: str, witnesses: str, *, actor: Actor, now: datetime) -> Run:
    """Place by a closed list, judge what came of it and write it down. Raises UnableToDraw."""
    run = Run(closing=closing, public_number=public_number)
    pupils, offering = _pupils(closing), offering_at(closing.window.version_id)
    left = sorted(set(closing.codes.values()) - pupils.keys())
    result, departures = result_of(run), []
    for code in left:
        result, gone = give_up(result, code)
        departures.append(gone)
    verdicts = _judged(closing, result, offering, pupils, now)
    if stops(verdicts):
        raise UnableToDraw(stops(verdicts))
    run = _store(run, result, witnesses, verdicts, actor=actor, now=now)
    keep_departures(run, departures, now=now)
    seat_everyone(run, result, offering, pupils, now=now)
    _tell(run, now)
    return run


def _refused(closing: Closing, number: str, witnesses: str, now: datetime) -> list[Verdict]:
    earlier = tuple(RunId(run) for run in Run.objects.filter(closing=closing).values_list("id", flat=True))
    refused = list(stops(judge_at(closing.place, RerunFacts(earlier_runs=earlier), on=local_day(now))))
    if not PUBLIC_NUMBER.fullmatch(number.strip()):
        refused.append(refusal("A7.11", "public_number_missing", subject="draw"))
    if not witnesses.strip():
        refused.append(refusal("A7.11", "draw_without_witnesses", subject="draw"))
    return refused


def _pupils(closing: Closing) -> dict[str, PupilInfo]:
    code_of = {pupil: code for code, pupil in by_code(closing.codes).items()}
    return {code_of[pupil.id]: pupil for pupil in pupils_of(closing.school_id, pupils=code_of)}


def _judged(
    closing: Closing, result: Result, offering: Offering, pupils: dict[str, PupilInfo], now: datetime
) -> tuple[Verdict, ...]:
    rows = WishList.objects.filter(window=closing.window)
    known = {pupil.id for pupil in pupils.values()}
    wishes = {pupil: asked for pupil, asked in latest_lists(rows).items() if pupil in known}
    return judge_placement(closing.place, result, offering, wishes=wishes, pupils=pupils, now=now)


def _store(
    run: Run,
    result: Result,
    witnesses: str,
    verdicts: tuple[Verdict, ...],
    *,
    actor: Actor,
    now: datetime,
) -> Run:
    run.county_code, run.school_id = run.closing.county_code, run.closing.school_id
    run.witnesses, run.seed, run.digest = witnesses, seed(result.lottery), result.digest
    run.verdicts, run.edition = verdicts_to_json(verdicts), edition_at(local_day(now)).id
    run.drawn_by, run.drawn_at = actor.person, now
    run.save(force_insert=True)
    subject = subject_of("draw", run.id)
    detail = {"seed": run.seed, "digest": run.digest}
    record("placement.drawn", actor=actor, place=run.place, subject=subject, now=now, detail=detail)
    announce("placement.drawn", place=run.place, subject=subject, now=now)
    return run


def _tell(run: Run, now: datetime) -> None:
    links = families_of(run.school_id, on=local_day(now), pupils=[UUID(p) for p in run.closing.codes])
    notify(
        (link.guardian_id for link in links),
        place=run.place,
        kind="placement",
        text="选课结果已经公布，请查看每个志愿的结果和原因。",
        now=now,
        link="/family/",
    )
