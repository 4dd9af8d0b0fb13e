"""What later steps may ask about agreements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from kehou.agreements.facts import Terms
from kehou.agreements.models import Agreement, DataConsent, Decline
from kehou.agreements.offering import Offer, offer_for, why_not
from kehou.agreements.rules import State, state_of
from kehou.agreements.services import signing, withdrawing
from kehou.agreements.services.signing import PURPOSE, UnableToSign
from kehou.agreements.services.withdrawing import UnableToWithdraw
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.plans.public import approved_plan

__all__ = [
    "PURPOSE",
    "AgreementInfo",
    "FamilyStand",
    "Offer",
    "State",
    "Terms",
    "UnableToSign",
    "UnableToWithdraw",
    "active_agreements",
    "agreement_of",
    "answer_data_notice",
    "decline",
    "offer_for",
    "sign_agreement",
    "stands_of",
    "why_not",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class AgreementInfo:
    """A signed agreement; ``days`` are weekdays, ``ends_date`` the day from which a withdrawal holds."""

    id: UUID
    pupil_id: UUID
    term_id: UUID
    version_id: UUID
    days: tuple[int, ...]
    signed_by: UUID
    signed_at: datetime
    ends_date: date | None


@dataclass(frozen=True, slots=True)
class FamilyStand:
    """Where one family stands with the offer of a term."""

    state: State
    agreement: AgreementInfo | None
    data_consent: bool | None


def sign_agreement(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    pupil_id: UUID,
    term_id: UUID,
    version_id: UUID,
    days: tuple[int, ...],
    phone: str,
    code: str,
) -> AgreementInfo:
    """Sign for one pupil; see ``services.signing``. Raises UnableToSign."""
    return _info(
        signing.sign_agreement(
            actor=actor,
            now=now,
            place=place,
            pupil_id=pupil_id,
            term_id=term_id,
            version_id=version_id,
            days=days,
            phone=phone,
            code=code,
        )
    )


def decline(*, actor: Actor, now: datetime, place: Place, pupil_id: UUID, term_id: UUID) -> None:
    """Say no for one pupil; it costs nothing (A2.1)."""
    signing.decline(actor=actor, now=now, place=place, pupil_id=pupil_id, term_id=term_id)


def answer_data_notice(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    pupil_id: UUID,
    term_id: UUID,
    given: bool,
    notes: tuple[str, ...],
) -> None:
    """Answer the child-data notice, apart from the agreement (DP2)."""
    signing.answer_data_notice(
        actor=actor, now=now, place=place, pupil_id=pupil_id, term_id=term_id, given=given, notes=notes
    )


def withdraw(*, actor: Actor, now: datetime, place: Place, pupil_id: UUID, term_id: UUID) -> date:
    """Leave; the day from which it holds. Raises UnableToWithdraw."""
    return withdrawing.withdraw(
        actor=actor, now=now, place=place, pupil_id=pupil_id, term_id=term_id
    ).effect_date


def agreement_of(pupil_id: UUID, term_id: UUID) -> AgreementInfo | None:
    """The latest agreement of a pupil for a term, withdrawn or not."""
    row = _signed().filter(pupil_id=pupil_id, term_id=term_id).order_by("signed_at").last()
    return _info(row) if row else None


def active_agreements(school_id: UUID, term_id: UUID, *, on: date) -> list[AgreementInfo]:
    """The agreements of a school's term that hold on a day, one a pupil."""
    rows = (
        _signed()
        .filter(school_id=school_id, term_id=term_id)
        .filter(Q(withdrawal=None) | Q(withdrawal__effect_date__gt=on))
        .order_by("signed_at")
    )
    return list({row.pupil_id: _info(row) for row in rows}.values())


def stands_of(school_id: UUID, term_id: UUID, pupils: Iterable[UUID]) -> dict[UUID, FamilyStand]:
    """Where each of some families stands, with a fixed number of queries."""
    wanted = list(pupils)
    here = {"school_id": school_id, "term_id": term_id, "pupil_id__in": wanted}
    signed = {row.pupil_id: _info(row) for row in _signed().filter(**here).order_by("signed_at")}
    declined = set(Decline.objects.filter(**here).values_list("pupil_id", flat=True))
    consents = dict(
        DataConsent.objects.filter(**here).order_by("answered_at").values_list("pupil_id", "given")
    )
    plan = approved_plan(school_id, term_id)
    current = plan.version_id if plan else None
    return {
        pupil: _stand(signed.get(pupil), current, pupil in declined, consents.get(pupil)) for pupil in wanted
    }


def _stand(
    agreement: AgreementInfo | None, current: UUID | None, declined: bool, consent: bool | None
) -> FamilyStand:
    state = state_of(
        signed=agreement is not None,
        withdrawn=bool(agreement and agreement.ends_date),
        current_version=bool(agreement and agreement.version_id == current),
        declined=declined,
    )
    return FamilyStand(state, agreement, consent)


def _signed() -> QuerySet[Agreement]:
    return Agreement.objects.select_related("withdrawal")


def _info(row: Agreement) -> AgreementInfo:
    withdrawal = getattr(row, "withdrawal", None)
    return AgreementInfo(
        id=row.id,
        pupil_id=row.pupil_id,
        term_id=row.term_id,
        version_id=row.version_id,
        days=tuple(row.days),
        signed_by=row.signed_by,
        signed_at=row.signed_at,
        ends_date=withdrawal.effect_date if withdrawal else None,
    )
