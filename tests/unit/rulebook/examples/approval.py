"""Submitting and deciding a plan, the order of the steps (A3.2, A3.6, A7.1, A7.4, A8.4, A10.5, A13.2)."""

from __future__ import annotations

from datetime import date, datetime

from factories.authority_facts import HEAD, LAST_DAY, a_submission, an_approval
from factories.family_facts import APPROVED, OTHER, at
from factories.plan_facts import APPROVER, SUBMITTER
from kehou.rulebook.facts.approval import (
    DutyArea,
    ReturnFacts,
    SessionSource,
    Step,
    StepOrder,
    SubmissionFacts,
)
from kehou.rulebook.hunan_2024.art03_plan import head_answers_for_the_plan, one_plan_a_school
from kehou.rulebook.hunan_2024.art07_approval import (
    competent_authority_approves,
    return_gives_reasons,
    somebody_else_approves,
)
from kehou.rulebook.hunan_2024.art07_steps import session_stems_from_approval, steps_in_order
from kehou.rulebook.hunan_2024.art08_review import nothing_open_is_approved
from kehou.rulebook.hunan_2024.art10_plan import every_course_was_reviewed
from kehou.rulebook.hunan_2024.art13_validity import approved_while_in_force
from unit.rulebook.example import Example


def _without(area: DutyArea) -> SubmissionFacts:
    submission = a_submission()
    return a_submission(duties=tuple(duty for duty in submission.duties if duty[0] is not area))


def _cashier_approves() -> SubmissionFacts:
    submission = a_submission()
    return a_submission(duties=(*submission.duties, (DutyArea.CASHIER, HEAD)))


WAY = {
    Step.PETITION: at(6, 14),
    Step.CONSULTATION: at(6, 21),
    Step.SUBMISSION: at(7, 10),
    Step.APPROVAL: at(7, 28),
    Step.PUBLICITY: at(8, 31),
    Step.AGREEMENT: at(9, 4),
}


def _to_serve(changes: dict[Step, datetime | None] | None = None, *, rural: bool = True) -> StepOrder:
    """A school about to serve; a step that changes to None was not taken."""
    taken = {**WAY, **(changes or {})}
    done = tuple((step, moment) for step, moment in taken.items() if moment is not None)
    return StepOrder(done, Step.SERVICE, at(9, 7), needs_petition=rural)


MISSING = {"clause": "A7.1", "reason": "step_missing"}
EXPIRED = {"reason": "approved_past_validity"}
ENDING = {"reason": "validity_ends_soon"}

EXAMPLES = (
    Example("signed, everyone named", head_answers_for_the_plan, a_submission(), met=True),
    Example(
        "signed on the spot", head_answers_for_the_plan, a_submission(head_signed_at=at(7, 10)), met=True
    ),
    Example("unsigned", head_answers_for_the_plan, a_submission(head_signed_at=None), met=False),
    Example("signed later", head_answers_for_the_plan, a_submission(head_signed_at=at(7, 11)), met=False),
    *(
        Example(
            f"nobody for {area}", head_answers_for_the_plan, _without(area), met=False, subject=f"duty/{area}"
        )
        for area in (DutyArea.TEACHING, DutyArea.SAFETY, DutyArea.MONEY)
    ),
    Example(
        "approves what he pays out",
        head_answers_for_the_plan,
        _cashier_approves(),
        met=False,
        reason="cashier_approves",
    ),
    Example("the only plan", one_plan_a_school, an_approval(), met=True),
    Example("a second plan", one_plan_a_school, an_approval(other_plan_in_force=True), met=False),
    Example("another person approves", somebody_else_approves, an_approval(), met=True),
    Example("the submitter approves", somebody_else_approves, an_approval(decided_by=SUBMITTER), met=False),
    Example(
        "silence",
        somebody_else_approves,
        an_approval(decided_by=None),
        met=False,
        reason="approved_by_silence",
    ),
    Example("the competent bureau", competent_authority_approves, an_approval(), met=True),
    Example(
        "the county for a school of the city",
        competent_authority_approves,
        an_approval(competent_authority_code="4312"),
        met=False,
    ),
    Example(
        "returned with reasons",
        return_gives_reasons,
        ReturnFacts(APPROVER, frozenset({SUBMITTER}), "price"),
        met=True,
    ),
    Example(
        "no reasons", return_gives_reasons, ReturnFacts(APPROVER, frozenset({SUBMITTER}), " "), met=False
    ),
    Example(
        "by the author",
        return_gives_reasons,
        ReturnFacts(SUBMITTER, frozenset({SUBMITTER}), "price"),
        met=False,
    ),
    Example("nothing open", nothing_open_is_approved, an_approval(), met=True),
    Example("one stop open", nothing_open_is_approved, an_approval(unmet_stops=("A5.11",)), met=False),
    Example("every course reviewed", every_course_was_reviewed, an_approval(), met=True),
    Example("one not", every_course_was_reviewed, an_approval(unreviewed_courses=("chess",)), met=False),
    Example("the last day", approved_while_in_force, an_approval(decided_date=LAST_DAY), met=True, **EXPIRED),
    Example(
        "the day after",
        approved_while_in_force,
        an_approval(decided_date=date(2029, 3, 18)),
        met=False,
        **EXPIRED,
    ),
    Example(
        "half a year and a day",
        approved_while_in_force,
        an_approval(decided_date=date(2028, 9, 17)),
        met=True,
    ),
    Example(
        "half a year",
        approved_while_in_force,
        an_approval(decided_date=date(2028, 9, 18)),
        met=False,
        **ENDING,
    ),
    Example("all steps in order", steps_in_order, _to_serve(), met=True),
    Example("no petition needed", steps_in_order, _to_serve({Step.PETITION: None}, rural=False), met=True),
    *(
        Example(
            f"without {step}",
            steps_in_order,
            _to_serve({step: None}),
            met=False,
            subject=f"step/{step}",
            **MISSING,
        )
        for step in WAY
    ),
    Example("signed tomorrow", steps_in_order, _to_serve({Step.AGREEMENT: at(9, 8)}), met=False, **MISSING),
    Example(
        "consulted after submitting",
        steps_in_order,
        _to_serve({Step.CONSULTATION: at(7, 11)}),
        met=False,
        reason="steps_out_of_order",
        subject="step/submission",
    ),
    Example(
        "publicised before approval",
        steps_in_order,
        _to_serve({Step.PUBLICITY: at(7, 28)}),
        met=False,
        reason="steps_out_of_order",
        subject="step/publicity",
    ),
    Example(
        "approved", session_stems_from_approval, SessionSource(APPROVED, APPROVED), met=True, clause="A7.4"
    ),
    Example(
        "never approved", session_stems_from_approval, SessionSource(APPROVED, None), met=False, clause="A7.4"
    ),
    Example(
        "that version",
        session_stems_from_approval,
        SessionSource(APPROVED, APPROVED),
        met=True,
        clause="A7.1",
    ),
    Example(
        "another version",
        session_stems_from_approval,
        SessionSource(OTHER, APPROVED),
        met=False,
        clause="A7.1",
    ),
)
