"""Shares of the last term that stand against this one's bills, for the money desk."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F

from kehou.funds.models import SetOff
from kehou.registry.public import grades_of, names_of

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One share that waits: whose, and what it waits for."""

    set_off: SetOff
    name: str
    why: str


def waiting_rows(school_id: UUID, term_id: UUID) -> list[WaitingRow]:
    """What waits at a school in a term, with a fixed number of queries."""
    rows = SetOff.objects.filter(school_id=school_id, term_id=term_id)
    rows = rows.filter(amount_fen__gt=F("applied_fen") + F("released_fen") + F("undone_fen"))
    found = list(rows.order_by("carried_at", "id"))
    names, here = (names_of(row.pupil_id for row in found), grades_of(school_id)) if found else ({}, {})
    return [
        WaitingRow(
            row, names.get(row.pupil_id, "已离校学生"), "等账单" if row.pupil_id in here else "已离校，应退钱"
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """One share that crossed: whose, and whether somebody asked to take it back."""

    set_off: SetOff
    name: str
    is_asked: bool


def any_carried(school_id: UUID, term_id: UUID) -> bool:
    """Whether a school has any share of the last term in this one's book, or had."""
    return SetOff.objects.filter(school_id=school_id, term_id=term_id).exists()


def carried_rows(school_id: UUID, term_id: UUID, page: str | None) -> tuple[Page[SetOff], list[CarriedRow]]:
    """One page of what crossed into a term, those to be taken back first, with a fixed number of queries."""
    rows = SetOff.objects.filter(school_id=school_id, term_id=term_id)
    asked = rows.filter(corrections__isnull=False, undone_fen=0)
    ordered = rows.prefetch_related("corrections").order_by("carried_at", "id")
    found = Paginator(ordered, A_PAGE).get_page(page)
    shown = list(dict.fromkeys([*asked.prefetch_related("corrections"), *found]))
    names = names_of(row.pupil_id for row in shown) if shown else {}
    return found, [
        CarriedRow(
            row, names.get(row.pupil_id, "已离校学生"), not row.undone_fen and bool(row.corrections.all())
        )
        for row in shown
    ]
