"""The one sitting: answers kept as they are given, then one signature for all children (practice.md 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from kehou.agreements.public import ChildSigning, answer_data_notice, offer_for, sign_for_children
from kehou.enrolment.answers import Answers, answers_from_json, answers_to_json
from kehou.enrolment.models import SittingDraft
from kehou.enrolment.services.wishing import enter_wishes
from kehou.kernel.actor import Actor, Ward
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import ward_of
from kehou.platform.database.questions import Asked, question


class UnableToSignTogether(UnableTo):
    """No child is filled in completely."""


@dataclass(frozen=True, slots=True)
class FilledIn:
    """A child whose answers are complete."""

    ward: Ward
    term_id: UUID
    answers: Answers
    choosing: bool


@dataclass(frozen=True, slots=True)
class Drafts:
    """What some guardians have filled in for their pupils, by guardian, pupil and term."""

    contents: Mapping[tuple[UUID, UUID, UUID], Mapping[str, Any]]

    def of(self, ward: Ward, term_id: UUID) -> Answers:
        """What this guardian has filled in for a pupil so far."""
        found = self.contents.get((ward.guardian_id, ward.pupil_id, term_id))
        return answers_from_json(found) if found else Answers()


def asked_drafts(wards: Iterable[Ward]) -> Asked[Drafts]:
    """The drafts of a family, to be asked together with other things."""
    pairs = [(ward.guardian_id, ward.pupil_id) for ward in wards]
    asked = _contents(guardians=[one for one, _ in pairs], pupils=[one for _, one in pairs])
    return asked.then(lambda rows: Drafts({(row[0], row[1], row[2]): row[3] for row in rows}))


@question
def _contents(guardians: list[UUID], pupils: list[UUID]) -> QuerySet[SittingDraft, Any]:
    rows = SittingDraft.objects.filter(guardian_id__among=guardians, pupil_id__among=pupils)
    return rows.values_list("guardian_id", "pupil_id", "term_id", "content")


@transaction.atomic
def keep_answers(*, actor: Actor, now: datetime, pupil_id: UUID, term_id: UUID, answers: Answers) -> None:
    """Keep what was filled in, so that going back or another day loses nothing."""
    ward = ward_of(actor, pupil_id)
    SittingDraft.objects.update_or_create(
        guardian_id=ward.guardian_id,
        pupil_id=pupil_id,
        term_id=term_id,
        defaults={
            "county_code": ward.place.code,
            "school_id": ward.place.school,
            "content": answers_to_json(answers),
            "changed_at": now,
        },
    )


def forget_answers(*, ward: Ward, term_id: UUID) -> None:
    """Drop a draft whose answers have been entered."""
    _draft(ward, term_id).delete()


@transaction.atomic
def sign_together(
    *, actor: Actor, now: datetime, children: tuple[FilledIn, ...], proven: bool
) -> tuple[UUID, ...]:
    """Sign once for all children that are filled in, with consents and wishes; the agreements' ids.

    All or none. Raises UnableToSignTogether where nothing is filled in, and what signing and wishing raise.
    """
    if not children:
        raise UnableToSignTogether([refusal("A7.6", "nothing_filled_in", subject="agreement")])
    signed = sign_for_children(actor=actor, now=now, children=tuple(map(_signing, children)), proven=proven)
    for child in children:
        _consent(child, actor, now)
        if child.choosing:
            enter_wishes(
                actor=actor,
                now=now,
                place=child.ward.place,
                pupil_id=child.ward.pupil_id,
                term_id=child.term_id,
                wishes=child.answers.wishes(),
            )
        _draft(child.ward, child.term_id).delete()
    return tuple(agreement.id for agreement in signed)


def _signing(child: FilledIn) -> ChildSigning:
    return ChildSigning(
        place=child.ward.place,
        pupil_id=child.ward.pupil_id,
        term_id=child.term_id,
        version_id=UUID(child.answers.version_id),
        days=child.answers.days,
    )


def _consent(child: FilledIn, actor: Actor, now: datetime) -> None:
    ward = child.ward
    offer = offer_for(ward.place.school, ward.pupil_id, child.term_id, on=local_day(now))
    assert offer is not None, "signed a moment ago"
    answer_data_notice(
        actor=actor,
        now=now,
        place=ward.place,
        pupil_id=ward.pupil_id,
        term_id=child.term_id,
        given=bool(child.answers.consent),
        notes=offer.terms.data_notes,
    )


def _draft(ward: Ward, term_id: UUID) -> QuerySet[SittingDraft]:
    return SittingDraft.objects.filter(guardian_id=ward.guardian_id, pupil_id=ward.pupil_id, term_id=term_id)
