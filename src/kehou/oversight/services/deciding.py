"""Deciding a case, answering the reporter, handing over, and closing (A11.13, A11.15, A11.16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import due_in, judge_at
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.ids import PersonId
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.oversight.access import CONCLUDE_TRANSFER, DECIDE_CASE, WORK_CASE
from kehou.oversight.models import CaseStep
from kehou.oversight.rules import MARKET, VIOLATIONS, CaseState, Outcome
from kehou.oversight.services.correcting import standing_of_orders
from kehou.oversight.services.investigating import handling_verdicts
from kehou.oversight.services.moving import locked, move
from kehou.platform.audit.trail import subject_of
from kehou.platform.duties.owing import discharge
from kehou.rulebook.facts.cases import CaseClosing, CaseDecider, CaseKind, CaseTransfer


class UnableToDecide(UnableTo):
    """The person may not decide the case, or nothing was found that would carry a decision."""


class UnableToTransfer(UnableTo):
    """The body does not take such cases, or the files are missing."""


class UnableToCloseCase(UnableTo):
    """The reporter has no answer yet, or a violation is not put right."""


@transaction.atomic
def decide_case(*, actor: Actor, now: datetime, case_id: UUID, outcome: Outcome, findings: str) -> CaseStep:
    """Decide what was so, by someone who did not look into it (A11.15). Raises UnableToDecide."""
    case = locked(case_id, actor=actor, action=CONCLUDE_TRANSFER)
    today, place = local_day(now), Place(case.county_code)
    refused = list(stops(handling_verdicts(case, actor.person, on=today)))
    if case.state == CaseState.TRANSFERRED:
        if not actor.holds_any(MARKET, place) or case.transferred_to != "market":
            refused.append(refusal("A9.9", "result_of_other_body", subject="case"))
    else:
        handler = PersonId(case.handler_id) if case.handler_id else None
        refused += stops(judge_at(place, CaseDecider(PersonId(actor.person), handler), on=today))
    if not findings.strip():
        refused.append(refusal("A11.15", "decision_without_findings", subject="case"))
    if refused:
        raise UnableToDecide(refused)
    due = due_in("case_reply_wd", place=place, start=today) if case.receipt_token else None
    discharge("decide_case", subject=subject_of("case", case.id), actor=actor, now=now)
    return move(case, "decide", actor=actor, now=now, note=findings.strip(), outcome=outcome, due=due)


@transaction.atomic
def reply_to_reporter(*, actor: Actor, now: datetime, case_id: UUID, text: str) -> CaseStep:
    """Write what the reporter reads under the receipt (A11.15). Raises UnableToDecide."""
    case = locked(case_id, actor=actor, action=WORK_CASE)
    if not text.strip():
        raise UnableToDecide([refusal("A11.15", "reply_empty", subject="case")])
    return move(case, "reply", actor=actor, now=now, note=text.strip())


@transaction.atomic
def transfer_case(
    *, actor: Actor, now: datetime, case_id: UUID, to: str, files: Sequence[str], reason: str
) -> CaseStep:
    """Hand a case to market supervision or the discipline body with its files (A9.9, A11.13).

    Raises UnableToTransfer.
    """
    case = locked(case_id, actor=actor, action=DECIDE_CASE)
    listed = tuple(name.strip() for name in files if name.strip())
    facts = CaseTransfer(to, CaseKind(case.kind), listed)
    refused = stops(judge_at(Place(case.county_code), facts, on=local_day(now)))
    if refused:
        raise UnableToTransfer(refused)
    case.transferred_to = to
    discharge("decide_case", subject=subject_of("case", case.id), actor=actor, now=now, evidence="transfer")
    return move(case, "transfer", actor=actor, now=now, note=reason.strip(), files=listed)


@transaction.atomic
def close_case(*, actor: Actor, now: datetime, case_id: UUID) -> CaseStep:
    """Close a case that is answered and corrected (A11.15, A11.16). Raises UnableToCloseCase."""
    case = locked(case_id, actor=actor, action=WORK_CASE)
    orders = standing_of_orders(subject_of("case", case.id))
    # A reopened case is answered again: what was said before it does not count.
    latest: dict[str, CaseStep] = {step.event: step for step in case.steps.order_by("place")}
    decision, reply = latest.get("decide"), latest.get("reply")
    closing = CaseClosing(
        has_reporter=case.receipt_token is not None,
        is_replied=bool(reply and decision and reply.place > decision.place),
        is_violation=bool(decision and decision.outcome in VIOLATIONS),
        is_corrected=orders.is_corrected,
        money_ordered=Fen(orders.money_fen),
        money_returned=Fen(orders.returned_fen),
    )
    refused = stops(judge_at(Place(case.county_code), closing, on=local_day(now)))
    if refused:
        raise UnableToCloseCase(refused)
    return move(case, "close", actor=actor, now=now)
