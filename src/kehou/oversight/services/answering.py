"""What a reporter does under the receipt: say whether the answer will do, and ask once for another look."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from kehou.authority.public import due_in, judge_at, parameters_for
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.oversight.models import Case, CaseRating, CaseStep, FurtherWords
from kehou.oversight.receipts import token_of
from kehou.oversight.sealing import seal_for_county
from kehou.oversight.services.moving import move
from kehou.rulebook.facts.cases import CaseReopening


class UnableToAnswer(UnableTo):
    """There is nothing to be content with yet, or it was said before."""


class UnableToReopen(UnableTo):
    """The case was looked into twice, or the days for asking are over."""


@transaction.atomic
def rate_answer(*, actor: Actor, now: datetime, receipt: str, is_content: bool) -> CaseRating:  # noqa: ARG001  (as all acts are called)
    """Say once whether the answer will do. It is kept without a name and without a time.

    Raises UnableToAnswer.
    """
    case = _case(receipt)
    if not case.steps.filter(event="reply").exists():
        raise UnableToAnswer([refusal("A11.15", "case_without_reply", subject="case")])
    if CaseRating.objects.filter(case=case).exists():
        raise UnableToAnswer([refusal("A11.15", "answer_rated_before", subject="case")])
    return CaseRating.objects.create(county_code=case.county_code, case=case, is_content=is_content)


@transaction.atomic
def reopen_case(*, actor: Actor, now: datetime, receipt: str, reason: str) -> CaseStep:
    """Ask for another look at a closed case, once (A11.15). Raises UnableToReopen."""
    case = _case(receipt)
    today, place = local_day(now), Place(case.county_code)
    closed = case.steps.filter(event="close").order_by("-place").first()
    if closed is None or not reason.strip():
        raise UnableToReopen([refusal("A11.15", "nothing_to_reopen", subject="case")])
    days = parameters_for(place, on=today).count("case_reopen_days")
    wish = CaseReopening(
        asked_date=today,
        last_date=closed.taken_date + timedelta(days=days),
        reopened_before=case.steps.filter(event="reopen").exists(),
    )
    refused = stops(judge_at(place, wish, on=today))
    if refused:
        raise UnableToReopen(refused)
    words = FurtherWords(county_code=case.county_code, case=case)
    words.text = seal_for_county(reason.strip(), county_code=case.county_code, column="further", row=words.id)
    words.save()
    due = due_in("case_decide_wd", place=place, start=today)
    return move(case, "reopen", actor=actor, now=now, due=due)


def _case(receipt: str) -> Case:
    return Case.objects.select_for_update().get(receipt_token=token_of(receipt))
