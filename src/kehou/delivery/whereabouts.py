"""Where every child of a school is, folding only the marks of those with whom something was amiss.

Most children of an afternoon are handed over, called and let go: where they are, their last mark says, and
the database finds that one. Whoever has a mark of another kind is folded, as ``folding`` does for all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When

from kehou.delivery.facts import ChildDay, Custody, MarkKind
from kehou.delivery.folding import in_order, places_of
from kehou.delivery.models import StoredMark
from kehou.delivery.rolls import asked_marks
from kehou.platform.database.questions import question, together

# What each plain mark says by itself, whatever came before it; being handed over counts before any other one.
_SAYS = {
    MarkKind.HANDED_OVER.value: Custody.CLASS,
    MarkKind.PRESENT.value: Custody.COURSE,
    MarkKind.FOUND.value: Custody.COURSE,
    MarkKind.AT_GATE.value: Custody.GATE,
    MarkKind.RELEASED.value: Custody.HOME,
}
_WEIGHT = {kind.value: place for place, kind in enumerate(MarkKind)}


class Spot(NamedTuple):
    """Where a child is and, until it goes home, the session in which it was seen last."""

    custody: Custody
    session_id: UUID | None = None


IN_CLASS = Spot(Custody.CLASS)
WAITING = frozenset({Custody.COURSE, Custody.GATE})


class Whereabouts(NamedTuple):
    """Where all children are who were expected or marked; ``folded`` says more of some of them."""

    spots: Mapping[UUID, Spot]
    folded: Mapping[UUID, ChildDay]


def whereabouts(school_id: UUID, on: date, *, expected: Collection[UUID] = ()) -> Whereabouts:
    """Where the children are who are ``expected`` or have a mark, just as ``places_of`` finds them."""
    last, odd = _last(school_id=school_id, on=on), _odd(school_id=school_id, on=on)
    together(last, odd)
    spots = dict.fromkeys(expected, IN_CLASS)
    unplain = {pupil for (pupil,) in odd.answer}
    for pupil, kind, session in last.answer:
        custody = _SAYS[kind]
        if custody is Custody.GATE or (custody is Custody.COURSE and session is None):
            unplain.add(pupil)  # the session is that of an earlier mark
        elif pupil not in unplain:
            spots[pupil] = Spot(custody, session if custody is Custody.COURSE else None)
    folded = places_of(unplain & spots.keys(), in_order(asked_marks(school_id, on, unplain).answer))
    spots.update((pupil, _spot(child)) for pupil, child in folded.items())
    return Whereabouts(spots, folded)


def handed_over_on(school_id: UUID, on: date) -> frozenset[UUID]:
    """Those whom their class teachers handed over, but for marks that were taken back."""
    handed, void = _handed(school_id=school_id, on=on), _void(school_id=school_id, on=on)
    together(handed, void)
    taken_back = [pupil for (pupil,) in void.answer]
    marks = in_order(asked_marks(school_id, on, taken_back).answer)
    still = {mark.pupil_id for mark in marks if mark.kind is MarkKind.HANDED_OVER}
    return frozenset(pupil for (pupil,) in handed.answer).difference(taken_back) | still


def _spot(child: ChildDay) -> Spot:
    return Spot(child.custody, child.session_id if child.custody in WAITING else None)


@question
def _last(school_id: UUID, on: date) -> QuerySet[StoredMark, Any]:
    """The plain mark of each child that decides: its last one, and its handing over only without others."""
    rows = StoredMark.objects.filter(school_id=school_id, day_date=on, kind__in=list(_SAYS))
    handed = Case(When(kind=MarkKind.HANDED_OVER, then=Value(1)), default=Value(0))
    weights = [When(kind=kind, then=Value(_WEIGHT[kind])) for kind in _SAYS]
    weight = Case(*weights, default=Value(0), output_field=IntegerField())
    ordered = rows.order_by("pupil_id", handed, "-device_at", weight.desc(), "-client_id")
    return ordered.distinct("pupil_id").values_list("pupil_id", "kind", "session_id")


@question
def _odd(school_id: UUID, on: date) -> QuerySet[StoredMark, Any]:
    rows = StoredMark.objects.filter(school_id=school_id, day_date=on)
    return rows.exclude(kind__in=list(_SAYS)).values_list("pupil_id").distinct()


@question
def _handed(school_id: UUID, on: date) -> QuerySet[StoredMark, Any]:
    rows = StoredMark.objects.filter(school_id=school_id, day_date=on, kind=MarkKind.HANDED_OVER)
    return rows.values_list("pupil_id").distinct()


@question
def _void(school_id: UUID, on: date) -> QuerySet[StoredMark, Any]:
    rows = StoredMark.objects.filter(school_id=school_id, day_date=on, kind=MarkKind.VOID)
    return rows.values_list("pupil_id").distinct()
