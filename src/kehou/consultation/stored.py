"""From stored answers to what a family said: for counting and for the family itself, never as a list."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from kehou.consultation.facts import FamilyAnswer
from kehou.consultation.models import Consultation, StoredAnswer
from kehou.rulebook.facts.consultation import Answer


def answers_of(consultation: Consultation) -> Iterator[tuple[UUID, FamilyAnswer]]:
    """Every answer with its pupil, for counting."""
    return ((row.pupil_id, family_answer(row)) for row in consultation.answers.all())


def family_answer(row: StoredAnswer) -> FamilyAnswer:
    """One answer as the family gave it."""
    return FamilyAnswer(
        choice=Answer(row.choice),
        days=tuple(row.days),
        courses=tuple(row.courses),
        price_view=row.price_view,
        transport=row.transport,
        pupil_needs=tuple(row.pupil_needs),
    )
