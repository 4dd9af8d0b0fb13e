"""Destroying the keys of pupils whose records were kept long enough (A7.10, DP6).

The school proposes, since it knows the names; somebody at the county decides, who sees none. Books, bills,
logs and audit keep their opaque ids and hashes: only nobody can be named by them any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.oversight.access import DECIDE_ERASURE, PROPOSE_ERASURE
from kehou.oversight.models import ErasedPupil, Erasure
from kehou.oversight.queries.erasures import due_pupils, why_kept
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.duties.owing import discharge, open_subjects
from kehou.registry.public import FormerInfo, erase_former, pupils_to_name, school_info

DUTY = "erase_former_pupils"
_SAID = 20  # a refusal names so many pupils at most


class UnableToErase(UnableTo):
    """Somebody is still to be named, a reason is missing, or one person would do both steps."""


@transaction.atomic
def propose_erasure(
    *, actor: Actor, now: datetime, school_id: UUID, pupils: Iterable[UUID], reason: str
) -> Erasure:
    """Ask the county to have pupils erased who left long enough ago. Raises UnableToErase."""
    place = school_info(school_id).place
    require(PROPOSE_ERASURE, actor, place)
    chosen = _chosen(school_id, set(pupils))
    _refuse_without(reason.strip(), chosen)
    refused = why_kept(place, chosen, on=local_day(now))
    verdicts = [verdict for pupil in chosen for verdict in refused[pupil.id]]
    if verdicts:
        raise UnableToErase(verdicts[:_SAID])
    waiting = ErasedPupil.objects.filter(pupil_id__in=refused, outcome="").count()
    if waiting:
        raise UnableToErase([refusal("A7.10", "erasure_proposed_before", subject="erasure", found=waiting)])
    here = {"county_code": place.code, "school_id": school_id}
    erasure = Erasure.objects.create(**here, reason=reason.strip(), proposed_by=actor.person, proposed_at=now)
    ErasedPupil.objects.bulk_create(
        ErasedPupil(**here, erasure=erasure, pupil_id=pupil.id, left_date=pupil.left_date)
        for pupil in chosen
        if pupil.left_date  # always, since whoever is on the roll was refused
    )
    _note("erasure.proposed", erasure, actor=actor, now=now, count=len(chosen))
    return erasure


@transaction.atomic
def confirm_erasure(*, actor: Actor, now: datetime, erasure_id: UUID, reason: str) -> int:
    """Destroy the keys of those of whom nothing is open now; of how many. The others stay as they are.

    There is no way back. Raises UnableToErase, also where nobody may be erased.
    """
    erasure = _to_decide(actor, erasure_id, reason)
    lines = list(erasure.pupils.order_by("id"))
    chosen = pupils_to_name(erasure.school_id, [line.pupil_id for line in lines])
    refused = why_kept(erasure.place, chosen, on=local_day(now))
    free = {pupil for pupil, verdicts in refused.items() if not verdicts}
    if not free:
        raise UnableToErase([verdict for verdicts in refused.values() for verdict in verdicts][:_SAID])
    erase_former(erasure.school_id, free)
    for line in lines:
        erased = line.pupil_id in free
        line.outcome = ErasedPupil.Outcome.ERASED if erased else ErasedPupil.Outcome.KEPT
        if erased:
            subject = subject_of("pupil", line.pupil_id)
            record("pupil.erased", actor=actor, place=erasure.place, subject=subject, now=now)
    _decide(erasure, lines, Erasure.Outcome.CONFIRMED, actor=actor, now=now, reason=reason)
    _note("erasure.confirmed", erasure, actor=actor, now=now, count=len(free))
    _discharge(erasure, actor=actor, now=now)
    return len(free)


@transaction.atomic
def decline_erasure(*, actor: Actor, now: datetime, erasure_id: UUID, reason: str) -> None:
    """Send a proposal back; everybody can still be named. Raises UnableToErase."""
    erasure = _to_decide(actor, erasure_id, reason)
    lines = list(erasure.pupils.all())
    for line in lines:
        line.outcome = ErasedPupil.Outcome.KEPT
    _decide(erasure, lines, Erasure.Outcome.DECLINED, actor=actor, now=now, reason=reason)
    _note("erasure.declined", erasure, actor=actor, now=now, count=len(lines))


def _chosen(school_id: UUID, pupils: set[UUID]) -> list[FormerInfo]:
    """The pupils by their ids. Raises Http404 for a stranger's, and for those whom nobody can name."""
    found = pupils_to_name(school_id, pupils)
    if len(found) < len(pupils):
        raise Http404
    return found


def _refuse_without(reason: str, chosen: list[FormerInfo]) -> None:
    if not chosen:
        raise UnableToErase([refusal("A7.10", "erasure_of_nobody", subject="erasure")])
    if not reason:
        raise UnableToErase([refusal("A7.10", "erasure_without_reason", subject="erasure")])


def _to_decide(actor: Actor, erasure_id: UUID, reason: str) -> Erasure:
    erasure = Erasure.objects.select_for_update().get(pk=erasure_id)
    require(DECIDE_ERASURE, actor, Place(erasure.county_code))
    if erasure.outcome:
        raise UnableToErase([refusal("A7.10", "erasure_decided", subject="erasure")])
    if erasure.proposed_by == actor.person:
        raise UnableToErase([refusal("A7.10", "erasure_by_one_person", subject="erasure")])
    if not reason.strip():
        raise UnableToErase([refusal("A7.10", "erasure_without_reason", subject="erasure")])
    return erasure


def _decide(
    erasure: Erasure, lines: list[ErasedPupil], outcome: str, *, actor: Actor, now: datetime, reason: str
) -> None:
    ErasedPupil.objects.bulk_update(lines, ["outcome"])
    erasure.outcome, erasure.decision_reason = outcome, reason.strip()
    erasure.decided_by, erasure.decided_at = actor.person, now
    erasure.save(update_fields=["outcome", "decision_reason", "decided_by", "decided_at"])


def _discharge(erasure: Erasure, *, actor: Actor, now: datetime) -> None:
    """The school's reminder is done once nobody is left whom it could propose."""
    waits = Erasure.objects.filter(school_id=erasure.school_id, outcome="").exists()
    if waits or due_pupils(erasure.place, on=local_day(now)):
        return
    for subject in open_subjects(DUTY, place=erasure.place):
        evidence = subject_of("erasure", erasure.id)
        discharge(DUTY, subject=subject, actor=actor, now=now, evidence=evidence)


def _note(action: str, erasure: Erasure, *, actor: Actor, now: datetime, count: int) -> None:
    subject = subject_of("erasure", erasure.id)
    record(action, actor=actor, place=erasure.place, subject=subject, now=now, detail={"count": count})
