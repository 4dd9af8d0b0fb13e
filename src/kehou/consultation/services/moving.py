"""Moving a consultation or a petition along its states, and nothing else."""

from __future__ import annotations

from datetime import datetime

from kehou.consultation.models import Consultation, Petition
from kehou.consultation.rules import CONSULTATION_STEPS, PETITION_STEPS
from kehou.kernel.actor import Actor
from kehou.kernel.transitions import NoSuchTransition, TransitionTable
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.audit.trail import record, subject_of


class UnableToMoveConsultation(UnableTo):
    """The step does not follow from where the consultation stands, or is not this person's to take."""


class UnableToMovePetition(UnableTo):
    """The step does not follow from where the petition stands, or is not this person's to take."""


def move_consultation(row: Consultation, event: str, *, actor: Actor, now: datetime) -> None:
    """Take one step and record it. Raises UnableToMoveConsultation."""
    row.state = _target(
        row,
        event,
        actor=actor,
        table=CONSULTATION_STEPS,
        raises=UnableToMoveConsultation,
        reason="consultation_out_of_order",
    )
    row.save(update_fields=["state"])
    subject = subject_of("consultation", row.id)
    record(f"consultation.{event}", actor=actor, place=row.place, subject=subject, now=now)


def move_petition(row: Petition, event: str, *, actor: Actor, now: datetime) -> None:
    """Take one step and record it. Raises UnableToMovePetition."""
    row.state = _target(
        row,
        event,
        actor=actor,
        table=PETITION_STEPS,
        raises=UnableToMovePetition,
        reason="petition_out_of_order",
    )
    row.save(update_fields=["state"])
    subject = subject_of("petition", row.id)
    record(f"petition.{event}", actor=actor, place=row.place, subject=subject, now=now)


def _target(
    row: Consultation | Petition,
    event: str,
    *,
    actor: Actor,
    table: TransitionTable,
    raises: type[UnableTo],
    reason: str,
) -> str:
    try:
        arrow = table.arrow(row.state, event)
    except NoSuchTransition:
        raise raises([refusal("A7.1", reason, found=row.state, event=event)]) from None
    if not actor.holds_any(arrow.roles, row.place):
        raise raises([refusal("A7.2", "not_an_organiser", event=event)])
    return arrow.target
