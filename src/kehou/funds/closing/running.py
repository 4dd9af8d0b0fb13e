"""Running the steps of a closing, one transaction a step, from wherever it stands."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kehou.funds.closing.failing import RESUME, keep_failure
from kehou.funds.closing.steps import STEPS, Step
from kehou.funds.models import ClosingStep, TermClosing
from kehou.kernel.actor import system_actor
from kehou.kernel.places import Place
from kehou.platform.audit.trail import subject_of
from kehou.platform.database.scope import at, scoped
from kehou.platform.duties.owing import discharge


def run_closing(closing_id: UUID, *, county_code: str, now: datetime) -> int:
    """Do every step that is left; how many were done. Whatever was killed in between is done over.

    Raises UnableTo where a step cannot be done; those before it stay done, and the failure is kept.
    """
    done = 0
    try:
        while run_next_step(closing_id, county_code=county_code, now=now):
            done += 1
    except Exception as error:
        step = step_ahead(closing_id, county_code=county_code)
        if step:
            keep_failure(closing_id, step.name, error, county_code=county_code, now=now)
        raise
    with scoped(at(Place(county_code))):
        subject = subject_of("closing", closing_id)
        discharge(RESUME, subject=subject, actor=system_actor(), now=now, evidence=subject)
    return done


def run_next_step(closing_id: UUID, *, county_code: str, now: datetime) -> bool:
    """Do the first step that is left, with its record, in one transaction; whether there was one.

    The closing's row is locked first: two workers never do one step together.
    """
    with scoped(at(Place(county_code))):
        closing = (
            TermClosing.objects.select_for_update(of=("self",)).select_related("ledger").get(pk=closing_id)
        )
        step = next_step(closing)
        if closing.confirmed_at is None or step is None:
            return False
        outcome = step.run(closing, now)
        ClosingStep.objects.create(
            county_code=closing.county_code,
            school_id=closing.school_id,
            closing=closing,
            name=step.name,
            outcome=dict(outcome),
            done_at=now,
        )
        return True


def step_ahead(closing_id: UUID, *, county_code: str) -> Step | None:
    """The step at which a closing stands."""
    with scoped(at(Place(county_code))):
        return next_step(TermClosing.objects.get(pk=closing_id))


def next_step(closing: TermClosing) -> Step | None:
    """The first step that is not done."""
    done = set(closing.steps.values_list("name", flat=True))
    return next((step for step in STEPS if step.name not in done), None)
