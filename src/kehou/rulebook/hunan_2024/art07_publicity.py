"""Article 7, fourth step: the approved plan is shown to parents and the public (A7.5, A7.11)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Parameters, Verdict, cites
from kehou.rulebook.facts.publicity import Audience, NoticeFacts, Objection, PublicityClosing
from kehou.rulebook.hunan_2024.plan_parts import each_fault
from kehou.rulebook.hunan_2024.register import verdict


@cites("A7.5")
def both_audiences_are_told(notice: NoticeFacts, _: Parameters) -> Iterator[Verdict]:
    """The notice is shown to parents and to the public alike (A7.5)."""
    for audience in Audience:
        yield verdict(
            "A7.5",
            "notice_hidden_from",
            audience in notice.audiences,
            subject=f"audience/{audience}",
            audience=audience,
        )


@cites("A7.5")
def notice_spares_pupils(notice: NoticeFacts, _: Parameters) -> Iterator[Verdict]:
    """A public page carries no data of pupils, neither names nor numbers nor small groups (A7.5)."""
    traces = ((f"trace/{trace}", {"trace": trace}) for trace in sorted(notice.private_traces))
    yield from each_fault("A7.5", "notice_shows_pupils", traces)


@cites("A7.5")
def publicity_lasts(closing: PublicityClosing, parameters: Parameters) -> Iterator[Verdict]:
    """A notice stands for the least number of working days, counted from the day after it opens (A7.5).

    Past the known calendars the number is undetermined, and the verdict says so.
    """
    required = parameters.count("publicity_min_wd")
    found = closing.calendar.working_days_between(closing.opened_date, closing.closing_date)
    yield verdict("A7.5", "publicity_too_short", found >= required, found=found, required=required)


@cites("A7.5")
def objections_are_answered(closing: PublicityClosing, _: Parameters) -> Iterator[Verdict]:
    """A publicity period is closed only when every objection has its answer (A7.5)."""
    open_ones = (
        (f"objection/{row.number}", {"number": row.number})
        for row in closing.objections
        if not _is_answered(row, closing)
    )
    yield from each_fault("A7.5", "objection_unanswered", open_ones)


@cites("A7.11")
def published_page_stays(closing: PublicityClosing, _: Parameters) -> Iterator[Verdict]:
    """What was published stays as it was; a change needs a new version (A7.11)."""
    yield verdict("A7.11", "notice_altered", closing.opened_digest == closing.content_digest)


def _is_answered(objection: Objection, closing: PublicityClosing) -> bool:
    answered = objection.answered_date
    return answered is not None and objection.received_date <= answered <= closing.closing_date
