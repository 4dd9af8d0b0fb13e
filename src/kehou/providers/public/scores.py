"""How bodies are measured: their price beside that outside, and what families say of them (A6.10, A6.12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from kehou.authority.public import parameters_for
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.places import Place
from kehou.platform.audit.trail import record, subject_of
from kehou.providers.evidence import entry_facts
from kehou.providers.models import Contract, Provider, Score
from kehou.rulebook.hunan_2024.art06_contract import benchmark


@dataclass(frozen=True, slots=True)
class PricedContract:
    """A contract's price a pupil for so many minutes, and what a minute of the same costs outside, in fen."""

    contract_id: UUID
    price: Fen
    minutes: int
    outside: Fraction


def priced_contracts(school_id: UUID, term_id: UUID) -> tuple[PricedContract, ...]:
    """A school's approved contracts of a term with the evidence that they stand on; a school has few.

    One whose evidence is missing or too old on its first day is left out: it could not have been approved.
    """
    rows = Contract.objects.filter(school_id=school_id, term_id=term_id).exclude(approved_at=None)
    found = []
    for row in rows.select_related("entry__version").order_by("course_key", "first_date", "id"):
        facts = entry_facts(row.entry, first=row.first_date, last=row.last_date)
        outside = benchmark(facts, parameters_for(row.place, on=row.first_date))
        if outside:
            found.append(PricedContract(row.id, Fen(row.price_fen), row.minutes, outside))
    return tuple(found)


def keep_score(
    provider_id: UUID, *, term_id: UUID, content: int, asked: int, actor: Actor, now: datetime
) -> bool:
    """Keep what a survey said of a body in a term: content families of those who judged it (A6.10).

    Whether it was the first of the term: what was measured once is not measured away.
    """
    provider = Provider.objects.select_for_update().get(pk=provider_id)
    if Score.objects.filter(provider=provider, term_id=term_id).exists():
        return False
    Score.objects.create(
        county_code=provider.county_code,
        provider=provider,
        term_id=term_id,
        content_count=content,
        asked_count=asked,
        entered_by=actor.person,
        entered_at=now,
    )
    subject = subject_of("provider", provider.id)
    record("provider.scored", actor=actor, place=Place(provider.county_code), subject=subject, now=now)
    return True
