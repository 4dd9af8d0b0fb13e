"""Article 11, reports: handled by hands they do not concern, in time, to their end (A11.11 to A11.16)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.cases import (
    REPORTED,
    CaseBriefing,
    CaseClock,
    CaseClosing,
    CaseDecider,
    CaseExtension,
    CaseHandling,
    CaseKind,
    CaseOpening,
    CaseReopening,
    CaseTransfer,
)
from kehou.rulebook.hunan_2024.register import verdict


@cites("A11.11")
def tutoring_is_only_reported(opening: CaseOpening, _: Parameters) -> Iterator[Verdict]:
    """Paid tutoring is looked into on a report, never guessed from the records of the service (A11.11)."""
    met = opening.kind is not CaseKind.PAID_TUTORING or opening.origin in REPORTED
    yield verdict("A11.11", "tutoring_without_report", met, subject="case")


@cites("A11.15")
def case_is_in_other_hands(handling: CaseHandling, _: Parameters) -> Iterator[Verdict]:
    """Neither the school nor a person complained of looks into or decides the case (A11.15)."""
    works_there = handling.concerned_school in handling.handler_schools
    yield verdict("A11.15", "case_at_school_concerned", not works_there, subject="case")
    concerned = handling.handler_id in handling.concerned_people
    yield verdict("A11.15", "case_at_person_concerned", not concerned, subject="case")


@cites("A11.15")
def somebody_else_decides(decider: CaseDecider, _: Parameters) -> Iterator[Verdict]:
    """Whoever looked into a case does not decide it (A11.15)."""
    met = decider.handled_by is not None and decider.decided_by != decider.handled_by
    yield verdict("A11.15", "case_decided_by_handler", met, subject="case")


@cites("A11.15")
def time_is_extended_once(extension: CaseExtension, _: Parameters) -> Iterator[Verdict]:
    """More time is a step of its own: once, in time, with a reason, within the outer limit (A11.15)."""
    yield verdict("A11.15", "case_extended_before", not extension.extended_before, subject="case")
    in_time = extension.asked_date <= extension.due_date
    yield verdict(
        "A11.15",
        "case_extended_late",
        in_time,
        subject="case",
        found=extension.asked_date,
        required=extension.due_date,
    )
    yield verdict("A11.15", "case_extension_without_reason", bool(extension.reason.strip()), subject="case")
    yield verdict(
        "A11.15",
        "case_past_outer_limit",
        extension.new_due_date <= extension.outer_date,
        subject="case",
        found=extension.new_due_date,
        required=extension.outer_date,
    )


@cites("A11.15")
def step_is_in_time(clock: CaseClock, _: Parameters) -> Iterator[Verdict]:
    """A step of a case is done by its day, the last day included; lateness is shown (A11.15)."""
    met = (clock.done_date or clock.today) <= clock.due_date
    yield verdict(
        "A11.15",
        "case_step_late",
        met,
        effect=Effect.WARN,
        subject="case",
        found=clock.done_date or clock.today,
        required=clock.due_date,
    )


@cites("A2.14")
def reporter_stays_unknown(briefing: CaseBriefing, _: Parameters) -> Iterator[Verdict]:
    """A school reads rewritten words in which nothing tells who reported (A2.14)."""
    yield verdict("A2.14", "case_brief_empty", bool(briefing.text.strip()), subject="brief")
    traces = tuple(sorted(briefing.private_traces))
    yield verdict("A2.14", "case_brief_unmasks", not traces, subject="brief", found=traces)


@cites("A11.15", "A11.16")
def case_is_done(closing: CaseClosing, _: Parameters) -> Iterator[Verdict]:
    """A case closes when the reporter has an answer and every violation is corrected (A11.15, A11.16)."""
    replied = closing.is_replied or not closing.has_reporter
    yield verdict("A11.15", "case_without_reply", replied, subject="case")
    ordered = not closing.is_violation or closing.is_corrected is not None
    yield verdict("A11.16", "violation_without_order", ordered, subject="case")
    yield verdict("A11.16", "correction_not_rechecked", closing.is_corrected is not False, subject="case")
    yield verdict(
        "A11.16",
        "money_not_returned",
        closing.money_returned.amount >= closing.money_ordered.amount,
        subject="case",
        found=closing.money_returned,
        required=closing.money_ordered,
    )


@cites("A11.15")
def case_reopens_once(reopening: CaseReopening, _: Parameters) -> Iterator[Verdict]:
    """A reporter who is not content has a closed case taken up again, once and in time (A11.15)."""
    yield verdict("A11.15", "case_reopened_before", not reopening.reopened_before, subject="case")
    yield verdict(
        "A11.15",
        "case_reopened_late",
        reopening.asked_date <= reopening.last_date,
        subject="case",
        found=reopening.asked_date,
        required=reopening.last_date,
    )


@cites("A9.9", "A11.13")
def transfer_is_whole(transfer: CaseTransfer, _: Parameters) -> Iterator[Verdict]:
    """Charges go to market supervision, neglect to the discipline body, with their files (A9.9, A11.13)."""
    met = transfer.to != "market" or transfer.kind is CaseKind.CHARGE
    yield verdict("A9.9", "market_takes_charges_only", met, subject="case")
    yield verdict("A11.13", "transfer_without_files", bool(transfer.files), subject="case")
