"""Asking the rulebook about applicants, wishes, placements and groups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from kehou.agreements.public import agreement_of
from kehou.authority.public import judge_at
from kehou.consultation.public import open_to
from kehou.enrolment.facts import Offering, Wishes
from kehou.enrolment.models import ChoiceWindow
from kehou.enrolment.rules import judge_wishes
from kehou.kernel.ids import CourseId, PlanVersionId, PupilId, SchoolId, SlotId
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import Verdict
from kehou.registry.public import PupilInfo, pupils_of
from kehou.rulebook.facts.agreement import AgreementInUse
from kehou.rulebook.facts.enrolment import ApplicantFacts, Chooser, Presence
from kehou.rulebook.facts.enrolment import Wish as WishFacts

_KEYS = UUID("6b2f5a52-0f0e-4d43-9a53-3a9ad2f7c6de")  # a name space of our own


def slot_id(key: str) -> SlotId:
    """The rulebook's id for a band, always the same for the same key."""
    return SlotId(uuid5(_KEYS, f"band/{key}"))


def course_id(key: str) -> CourseId:
    """The rulebook's id for an option, always the same for the same key."""
    return CourseId(uuid5(_KEYS, f"option/{key}"))


def pupil_at(school_id: UUID, pupil_id: UUID) -> PupilInfo | None:
    """A pupil on the roll of a school, or None."""
    return next(iter(pupils_of(school_id, pupils=[pupil_id])), None)


def judge_applicant(window: ChoiceWindow, pupil: PupilInfo | None, pupil_id: UUID) -> tuple[Verdict, ...]:
    """Whether this pupil may take part here at all (A3.3, A4.1, A7.12)."""
    allowed = open_to(window.school_id, window.term_id)
    facts = ApplicantFacts(
        school_id=SchoolId(window.school_id),
        plan_school_id=SchoolId(window.school_id),
        presence=Presence.ON_ROLL if pupil else Presence.ELSEWHERE,
        grade=pupil.grade if pupil else 1,
        applicants_only=allowed is not None,
        own_application=allowed is None or pupil_id in allowed,
    )
    return judge_at(window.place, facts, on=local_day(window.opened_at))


def judge_agreement(window: ChoiceWindow, pupil_id: UUID, *, now: datetime) -> tuple[Verdict, ...]:
    """Whether an agreement in force stands behind the wishes (A7.6, A9.15)."""
    agreement = agreement_of(pupil_id, window.term_id)
    left = bool(agreement and agreement.ends_date)
    facts = AgreementInUse(
        signed_at=agreement.signed_at if agreement else None,
        withdrawn_at=now if left else None,
        plan_version_id=PlanVersionId(agreement.version_id) if agreement else None,
        version_to_sign_id=PlanVersionId(window.version_id),
        used_at=now,
    )
    return judge_at(window.place, facts, on=local_day(now))


def judge_choice(
    window: ChoiceWindow,
    wishes: Wishes,
    offering: Offering,
    *,
    pupil: PupilInfo,
    chooser: Chooser,
    now: datetime,
) -> tuple[Verdict, ...]:
    """Who chose (A2.4), and whether what was chosen can be had together (A7.8)."""
    agreement = agreement_of(pupil.id, window.term_id)
    days = frozenset(agreement.days) if agreement else frozenset()
    own = judge_wishes(wishes, offering, grade=pupil.grade, days=days)
    facts = wish_facts(pupil.id, wishes, chooser=chooser)
    by_whom = [verdict for fact in facts for verdict in judge_at(window.place, fact, on=local_day(now))]
    return (*own, *by_whom[:1])


def wish_facts(pupil_id: UUID, wishes: Wishes, *, chooser: Chooser) -> Iterable[WishFacts]:
    """One pupil's wishes as the rulebook knows them, a band each."""
    return [
        WishFacts(
            PupilId(pupil_id), slot_id(band), tuple(course_id(key) for key in wishes.ranked[band]), chooser
        )
        for band in wishes.asked
    ]
