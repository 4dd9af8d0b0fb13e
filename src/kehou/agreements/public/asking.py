"""What stands: agreements, who answered what, and the text that was signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kehou.agreements.content import from_json
from kehou.agreements.facts import Terms
from kehou.agreements.models import Agreement, DataConsent, Decline, PaperEntry
from kehou.agreements.rules import State, state_of
from kehou.plans.public import approved_version_id
from kehou.platform.database.questions import Asked, Rows, question, together

_COLUMNS = (
    "id",
    "pupil_id",
    "term_id",
    "version_id",
    "days",
    "signed_by",
    "signed_at",
    "withdrawal__effect_date",
)


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


@dataclass(frozen=True, slots=True)
class SignedText:
    """The terms as they were signed, and in which form."""

    agreement_id: UUID
    pupil_id: UUID
    school_id: UUID
    signed_by: UUID
    signed_at: datetime
    is_paper: bool
    data_consent: bool | None
    terms: Terms


@dataclass(frozen=True, slots=True)
class KeyedSheet:
    """A paper agreement that was keyed in; ``is_checked`` once another person has confirmed it."""

    id: UUID
    pupil_id: UUID
    signed_date: date
    days: tuple[int, ...]
    data_consent: bool | None
    scan_id: UUID
    keyed_by: UUID
    is_checked: bool


def agreement_of(pupil_id: UUID, term_id: UUID) -> AgreementInfo | None:
    """The latest agreement of a pupil for a term, withdrawn or not."""
    found = _latest(pupil_id=pupil_id, term_id=term_id).answer
    return _row_info(*found[0]) if found else None


@question
def _latest(pupil_id: UUID, term_id: UUID) -> QuerySet[Agreement, Any]:
    rows = Agreement.objects.filter(pupil_id=pupil_id, term_id=term_id)
    return rows.order_by("-signed_at").values_list(*_COLUMNS)[:1]


def active_agreements(school_id: UUID, term_id: UUID, *, on: date) -> list[AgreementInfo]:
    """The agreements of a school's term that hold on a day, one a pupil."""
    rows = (
        Agreement.objects.filter(school_id=school_id, term_id=term_id)
        .filter(Q(withdrawal=None) | Q(withdrawal__effect_date__gt=on))
        .order_by("signed_at")
    )
    return list({info.pupil_id: info for info in _infos(rows)}.values())


def stands_of(school_id: UUID, term_id: UUID, pupils: Iterable[UUID]) -> dict[UUID, FamilyStand]:
    """Where each of some families stands, with a fixed number of queries."""
    asked = AskedStands.of(school_id, term_id, pupils)
    together(*asked.questions)
    return asked.under(approved_version_id(school_id, term_id))


@dataclass(frozen=True, slots=True)
class AskedStands:
    """The questions from which ``stands_of`` comes, to be asked together with others."""

    pupils: tuple[UUID, ...]
    signed: Asked[list[AgreementInfo]]
    declined: Asked[Rows]

    @classmethod
    def of(cls, school_id: UUID, term_id: UUID, pupils: Iterable[UUID]) -> AskedStands:
        """The questions about some families of a school's term."""
        wanted = tuple(pupils)
        here = {"school_id": school_id, "term_id": term_id, "pupils": list(wanted)}
        signed = _signed(**here).then(lambda rows: [_row_info(*row) for row in rows])
        return cls(wanted, signed, _declined(**here))

    @property
    def questions(self) -> tuple[Asked[Any], ...]:
        """All of them."""
        return self.signed, self.declined

    def under(self, current: UUID | None) -> dict[UUID, FamilyStand]:
        """Where each family stands when ``current`` is the approved version."""
        signed = {info.pupil_id: info for info in self.signed.answer}
        declined = {pupil for (pupil,) in self.declined.answer}
        return {pupil: _stand(signed.get(pupil), current, pupil in declined) for pupil in self.pupils}


@question
def _signed(school_id: UUID, term_id: UUID, pupils: list[UUID]) -> QuerySet[Agreement, Any]:
    rows = Agreement.objects.filter(school_id=school_id, term_id=term_id, pupil_id__among=pupils)
    return rows.order_by("signed_at").values_list(*_COLUMNS)


@question
def _declined(school_id: UUID, term_id: UUID, pupils: list[UUID]) -> QuerySet[Decline, Any]:
    rows = Decline.objects.filter(school_id=school_id, term_id=term_id, pupil_id__among=pupils)
    return rows.values_list("pupil_id")


def states_of(school_id: UUID, term_id: UUID) -> dict[UUID, State]:
    """What each family of a school's term has answered; one that is missing has not."""
    here = {"school_id": school_id, "term_id": term_id}
    declined, signed = _all_declined(**here), _all_signed(**here)
    together(declined, signed)
    current = approved_version_id(school_id, term_id)
    states = {pupil: State.DECLINED for (pupil,) in declined.answer}
    stands = {
        (is_current, is_over): state_of(
            signed=True, withdrawn=is_over, current_version=is_current, declined=False
        )
        for is_current in (False, True)
        for is_over in (False, True)
    }
    for pupil, version, ends in signed.answer:
        states[pupil] = stands[version == current, ends is not None]
    return states


@question
def _all_declined(school_id: UUID, term_id: UUID) -> QuerySet[Decline, Any]:
    return Decline.objects.filter(school_id=school_id, term_id=term_id).values_list("pupil_id")


@question
def _all_signed(school_id: UUID, term_id: UUID) -> QuerySet[Agreement, Any]:
    rows = Agreement.objects.filter(school_id=school_id, term_id=term_id).order_by("signed_at")
    return rows.values_list("pupil_id", "version_id", "withdrawal__effect_date")


def signed_text(agreement_id: UUID) -> SignedText | None:
    """What one agreement says, as it was signed; None for none in sight."""
    row = Agreement.objects.filter(pk=agreement_id).first()
    if row is None:
        return None
    consent = DataConsent.objects.filter(pupil_id=row.pupil_id, term_id=row.term_id).order_by("answered_at")
    latest = consent.last()
    return SignedText(
        agreement_id=row.id,
        pupil_id=row.pupil_id,
        school_id=row.school_id,
        signed_by=row.signed_by,
        signed_at=row.signed_at,
        is_paper=row.form == Agreement.Form.PAPER,
        data_consent=latest.given if latest else None,
        terms=from_json(row.terms),
    )


def keyed_sheets(school_id: UUID, term_id: UUID) -> list[KeyedSheet]:
    """The paper agreements of a school's term as they were keyed in, newest first."""
    rows = PaperEntry.objects.filter(school_id=school_id, term_id=term_id).order_by("-keyed_at", "-id")
    return [
        KeyedSheet(
            id=row.id,
            pupil_id=row.pupil_id,
            signed_date=row.signed_date,
            days=tuple(row.days),
            data_consent=row.data_consent,
            scan_id=row.scan_id,
            keyed_by=row.keyed_by,
            is_checked=row.agreement_id is not None,
        )
        for row in rows
    ]


def _stand(agreement: AgreementInfo | None, current: UUID | None, declined: bool) -> FamilyStand:
    state = state_of(
        signed=agreement is not None,
        withdrawn=bool(agreement and agreement.ends_date),
        current_version=bool(agreement and agreement.version_id == current),
        declined=declined,
    )
    return FamilyStand(state, agreement)


def _infos(rows: QuerySet[Agreement]) -> list[AgreementInfo]:
    """Agreements without their text, which is long and read one at a time (``signed_text``)."""
    return [_row_info(*row) for row in rows.values_list(*_COLUMNS)]


def _row_info(
    key: UUID,
    pupil: UUID,
    term: UUID,
    version: UUID,
    days: list[int],
    signed_by: UUID,
    signed_at: datetime,
    ends: date | None,
) -> AgreementInfo:
    return AgreementInfo(key, pupil, term, version, tuple(days), signed_by, signed_at, ends)


def info_of(row: Agreement) -> AgreementInfo:
    """A signed agreement as others know it; its withdrawal is to be fetched along."""
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
