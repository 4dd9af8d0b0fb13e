"""Signals: what a missed target asks, of whom, until when, and how it ends (A11.3, A11.9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import due_in
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.oversight.access import END_SIGNAL, NOTE_SIGNAL
from kehou.oversight.indicators.catalogue import DEFINITIONS
from kehou.oversight.models import Signal, SignalEnd, SignalNote, Snapshot
from kehou.oversight.services.reporting import open_for_matter
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.duties.models import Duty
from kehou.platform.duties.owing import discharge, owe
from kehou.rulebook.facts.cases import CaseKind, CaseOrigin

KIND_OF = {
    "collective_teaching": CaseKind.TEACHING,
    "x_share_delivered": CaseKind.TEACHING,
    "x_share_low_grades": CaseKind.TEACHING,
    "free_days": CaseKind.MAKEUP,
    "hurried_classes": CaseKind.FORCED,
    "fee_burden": CaseKind.CHARGE,
    "timely_refunds": CaseKind.CHARGE,
    "surplus_returned": CaseKind.CHARGE,
    "closed_departures": CaseKind.SAFETY,
    "third_party_time": CaseKind.THIRD_PARTY,
    "provider_prices": CaseKind.THIRD_PARTY,
}


class UnableToEndSignal(UnableTo):
    """The signal has ended, or the explanation is missing."""


def settle(snapshots: Iterable[Snapshot], *, now: datetime) -> None:
    """Raise a signal for each new reading that missed its target; end those that recovered."""
    for snapshot in snapshots:
        if snapshot.is_kept:
            _recover(snapshot, now)
        else:
            _raise(snapshot, now)


def _raise(snapshot: Snapshot, now: datetime) -> None:
    place = Place(snapshot.county_code, snapshot.school_id)
    clause = DEFINITIONS[snapshot.indicator].clause
    due = due_in("signal_wd", place=Place(snapshot.county_code), start=local_day(now))
    signal, is_new = Signal.objects.get_or_create(
        county_code=snapshot.county_code,
        school_id=snapshot.school_id,
        indicator=snapshot.indicator,
        subject=snapshot.subject,
        first_date=snapshot.first_date,
        defaults={
            "term_id": snapshot.term_id,
            "clause": clause,
            "snapshot": snapshot,
            "due_date": due,
            "raised_at": now,
        },
    )
    if not is_new:
        return
    subject = subject_of("signal", signal.id)
    county = Place(snapshot.county_code)
    owe(
        "answer_signal",
        place=county,
        clause=clause,
        owner=Role.COUNTY_OFFICER,
        subject=subject,
        due=due,
        now=now,
    )
    if place.school_id:
        owe(
            "explain_signal",
            place=place,
            clause=clause,
            owner=Role.SCHOOL_HEAD,
            subject=subject,
            due=due,
            now=now,
        )


def _recover(snapshot: Snapshot, now: datetime) -> None:
    signal = Signal.objects.filter(
        county_code=snapshot.county_code,
        school_id=snapshot.school_id,
        indicator=snapshot.indicator,
        subject=snapshot.subject,
        first_date=snapshot.first_date,
        end=None,
    ).first()
    if signal:
        _end(signal, SignalEnd.Kind.RECOVERED, "", None, now)


@transaction.atomic
def note_signal(*, actor: Actor, now: datetime, signal_id: UUID, text: str) -> SignalNote:
    """The school says how the number came about. Raises UnableToEndSignal."""
    signal = Signal.objects.select_for_update(of=("self",)).get(pk=signal_id)
    require(NOTE_SIGNAL, actor, Place(signal.county_code, signal.school_id))
    if SignalEnd.objects.filter(signal=signal).exists() or not text.strip():
        raise UnableToEndSignal([refusal("A11.3", "signal_ended", subject="signal")])
    discharge("explain_signal", subject=subject_of("signal", signal.id), actor=actor, now=now)
    return SignalNote.objects.create(
        county_code=signal.county_code,
        school_id=signal.school_id,
        signal=signal,
        text=text.strip(),
        written_by=actor.person,
        written_at=now,
    )


@transaction.atomic
def end_signal(*, actor: Actor, now: datetime, signal_id: UUID, kind: str, note: str) -> UUID | None:
    """Accept an explanation, or look into it as a case; the case's id. Raises UnableToEndSignal.

    A signal is never a finding: it may lead to a case, which a person looks into and another decides (A11.9).
    """
    signal = Signal.objects.select_for_update(of=("self",)).get(pk=signal_id)
    require(END_SIGNAL, actor, Place(signal.county_code))
    if SignalEnd.objects.filter(signal=signal).exists():
        raise UnableToEndSignal([refusal("A11.3", "signal_ended", subject="signal")])
    if not note.strip():
        raise UnableToEndSignal([refusal("A11.3", "signal_without_note", subject="signal")])
    _end(signal, SignalEnd.Kind(kind), note.strip(), actor, now)
    if kind != SignalEnd.Kind.CASE:
        return None
    return open_for_matter(
        place=place_of(signal),
        clause=signal.clause,
        kind=KIND_OF.get(signal.indicator, CaseKind.OTHER),
        subject=subject_of("signal", signal.id),
        origin=CaseOrigin.SIGNAL,
        now=now,
    )


def place_of(signal: Signal) -> Place:
    """The school that a signal is about, also where only the county sees it; else the county."""
    kind, _, key = signal.subject.partition("/")
    if signal.school_id is None and kind == "school":
        return Place(signal.county_code, UUID(key))
    return Place(signal.county_code, signal.school_id)


def _end(signal: Signal, kind: SignalEnd.Kind, note: str, actor: Actor | None, now: datetime) -> None:
    SignalEnd.objects.create(
        county_code=signal.county_code,
        school_id=signal.school_id,
        signal=signal,
        kind=kind,
        note=note,
        ended_by=actor.person if actor else None,
        ended_at=now,
    )
    subject = subject_of("signal", signal.id)
    if actor:
        place = Place(signal.county_code, signal.school_id)
        record(f"signal.{kind}", actor=actor, place=place, subject=subject, now=now, clauses=[signal.clause])
    Duty.objects.filter(subject=subject, done_at=None).update(
        done_at=now, done_by=actor.person if actor else None, evidence=f"signal_end/{kind}"
    )
