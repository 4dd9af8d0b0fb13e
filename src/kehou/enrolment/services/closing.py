"""Closing the list of wishes: frozen, by codes, with the hashes that are published before the draw."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.agreements.public import active_agreements
from kehou.allocation import Policy, Pupil, code_hash, commit, input_root
from kehou.enrolment.access import DRAW
from kehou.enrolment.content import draw_to_json
from kehou.enrolment.drawing import (
    Applicant,
    latest_lists,
    policy_in,
    pupils_to_draw,
    sections_of,
)
from kehou.enrolment.kin import families
from kehou.enrolment.models import ChoiceWindow, Closing, Rush, WishList
from kehou.enrolment.offering import offering_at
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.paper.codes import short_code
from kehou.registry.public import families_of, pupils_of


class UnableToCloseChoice(UnableTo):
    """Families were told that they may still choose, or the list is closed already."""


@transaction.atomic
def close_choice(*, actor: Actor, now: datetime, window_id: UUID, number_source: str = "") -> Closing:
    """Freeze the list and commit to it. Raises UnableToCloseChoice before its time or a second time.

    Counted are the latest wishes of pupils on the roll whose agreement holds (A7.6). ``number_source`` names
    a figure that is to be published elsewhere later; without it the number is drawn in front of parents.
    """
    window = window_to_close(actor=actor, now=now, window_id=window_id)
    if Rush.objects.filter(window=window).exists():
        raise UnableToCloseChoice([refusal("A7.11", "choice_in_order", subject="choice")])
    applicants = applicants_of(window, now)
    policy = policy_in(window)
    pupils = pupils_to_draw(applicants, policy)
    return keep_closing(
        window,
        applicants,
        pupils,
        policy,
        nonce=secrets.token_hex(32),
        number_source=number_source.strip(),
        actor=actor,
        now=now,
    )


def window_to_close(*, actor: Actor, now: datetime, window_id: UUID) -> ChoiceWindow:
    """The choice, locked: whoever is entering wishes is waited for. Raises UnableToCloseChoice."""
    window = ChoiceWindow.objects.select_for_update(no_key=True).get(pk=window_id)
    require(DRAW, actor, window.place)
    if Closing.objects.filter(window=window).exists():
        raise UnableToCloseChoice([refusal("A7.11", "choice_closed_before", subject="choice")])
    if now < window.closes_at:
        raise UnableToCloseChoice([refusal("A2.4", "choice_still_open", subject="choice")])
    return window


def keep_closing(
    window: ChoiceWindow,
    applicants: Sequence[Applicant],
    pupils: tuple[Pupil, ...],
    policy: Policy,
    *,
    nonce: str,
    number_source: str = "",
    actor: Actor,
    now: datetime,
) -> Closing:
    """Write the closed list down with its hashes, and record it."""
    sections = sections_of(offering_at(window.version_id))
    closing = Closing.objects.create(
        county_code=window.county_code,
        school_id=window.school_id,
        window=window,
        content=draw_to_json(sections, pupils, policy),
        codes={str(each.pupil.id): each.code for each in applicants},
        input_root=input_root(sections, pupils, policy),
        nonce=nonce,
        commitment=commit(nonce),
        code_hash=code_hash(),
        pupil_count=len(applicants),
        number_source=number_source,
        closed_by=actor.person,
        closed_at=now,
    )
    subject = subject_of("choice", window.id)
    detail = {
        "input_root": closing.input_root,
        "commitment": closing.commitment,
        "number_source": number_source,
    }
    record("choice.closed", actor=actor, place=window.place, subject=subject, now=now, detail=detail)
    return closing


def applicants_of(window: ChoiceWindow, now: datetime) -> list[Applicant]:
    """Everyone who wished, on the roll and with an agreement that holds, under codes."""
    agreed = {
        agreement.pupil_id
        for agreement in active_agreements(window.school_id, window.term_id, on=local_day(now))
        if agreement.ends_date is None
    }
    wishes = latest_lists(WishList.objects.filter(window=window))
    pupils = pupils_of(window.school_id, pupils=agreed & wishes.keys())
    family_of = families(families_of(window.school_id, on=local_day(now)))  # a third child may tie two
    roots = {pupil.id: family_of.get(pupil.id, pupil.id) for pupil in pupils}
    codes = _codes(len(pupils) + len(set(roots.values())))
    family_codes = {root: next(codes) for root in sorted(set(roots.values()))}
    return [
        Applicant(pupil, next(codes), family_codes[roots[pupil.id]], wishes[pupil.id])
        for pupil in pupils
        if wishes[pupil.id].asked
    ]


def _codes(count: int) -> Iterator[str]:
    """So many different codes that tell nothing of whom they stand for."""
    given: set[str] = set()
    while len(given) < count:
        code = short_code(secrets.randbelow(32**7))
        if code not in given:
            given.add(code)
            yield code
