"""The family chooses, in writing, what becomes of its share; without a word it gets the money (A9.11).

It chooses once it knows its share. Neither the agreement nor a bill asks for it, and none depends on it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kehou.authority.public import judge_at
from kehou.funds.access import ENTER_CHOICE
from kehou.funds.book.keys import pupil_key, pupil_keys
from kehou.funds.book.posting import within
from kehou.funds.closing.reach import share_in_reach
from kehou.funds.closing.returns import awaits_choice
from kehou.funds.models import SetOff, ShareChoice, SurplusShare
from kehou.funds.setting_off.chosen import staying
from kehou.funds.setting_off.releasing import release
from kehou.kernel.actor import Actor, system_actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.public import school_pupil_ids
from kehou.rulebook.facts.closing import SetOff as SetOffFacts


class UnableToChoose(UnableTo):
    """The share is not to be had any more, or may not stand against a bill."""


@transaction.atomic
def choose_for_share(
    *, actor: Actor, now: datetime, share_id: UUID, pupil_id: UUID, sets_off: bool
) -> ShareChoice:
    """A guardian chooses money or the next bill for the child's share. Raises UnableToChoose, Http404.

    Who chose the next bill may ask for the money as long as no bill took it.
    """
    ward = actor.ward(pupil_id)
    share = SurplusShare.objects.select_related("ledger").filter(pk=share_id).first()
    if ward is None or not ward.may_sign or share is None:
        raise Http404
    if share.pupil_key != pupil_key(share.ledger_id, pupil_id):
        raise Http404
    return _choose(share, pupil_id, sets_off=sets_off, person=ward.guardian_id, actor=actor, now=now)


@transaction.atomic
def enter_choice(
    *, actor: Actor, now: datetime, share_id: UUID, paper_number: str, sets_off: bool
) -> ShareChoice:
    """The office enters what a family chose on paper, with the sheet's number. Raises UnableToChoose."""
    share = share_in_reach(share_id, actor=actor)
    require(ENTER_CHOICE, actor, share.ledger.place)
    if not paper_number.strip():
        raise UnableToChoose([refusal("A9.11", "set_off_unchosen", subject="share")])
    with within(share.ledger):
        pupil = _pupil_of(share)
        sheet = paper_number.strip()
        return _choose(
            share, pupil, sets_off=sets_off, person=actor.person, actor=actor, now=now, sheet=sheet
        )


def _choose(
    share: SurplusShare,
    pupil_id: UUID,
    *,
    sets_off: bool,
    person: UUID,
    actor: Actor,
    now: datetime,
    sheet: str = "",
) -> ShareChoice:
    carried = SetOff.objects.select_for_update(of=("self",)).filter(share=share, undone_fen=0).first()
    if carried and not sets_off and carried.waiting:
        paper = subject_of("set_off", carried.id)
        release([carried], paper=paper, actor=system_actor(share.county_code[:2]), now=now)
    elif carried or not awaits_choice(share):
        raise UnableToChoose([refusal("A9.11", "share_settled", subject="share")])
    elif sets_off:
        _judge(share, pupil_id, now)
    row = ShareChoice.objects.create(
        county_code=share.county_code,
        school_id=share.school_id,
        share=share,
        pupil_id=pupil_id,
        sets_off=sets_off,
        paper_number=sheet,
        chosen_by=person,
        chosen_at=now,
    )
    subject = subject_of("share", share.id)
    record("surplus.chosen", actor=actor, place=share.place, subject=subject, now=now, clauses=["A9.11"])
    return row


def _judge(share: SurplusShare, pupil_id: UUID, now: datetime) -> None:
    """May this family choose so? Whether the next book is open is asked when the share is carried."""
    on = local_day(now)
    stays = pupil_id in staying(share.ledger, [share.school_id], on=on).get(share.school_id, set())
    facts = SetOffFacts(in_writing=True, stays=stays, is_next_term=True)
    if refused := stops(judge_at(share.ledger.place, facts, on=on)):
        raise UnableToChoose(refused)


def _pupil_of(share: SurplusShare) -> UUID:
    keys = pupil_keys(share.ledger_id, school_pupil_ids(share.school_id))
    return next(pupil for pupil, key in keys.items() if key == share.pupil_key)
