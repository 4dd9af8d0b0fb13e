"""The rows of many keyed-in sheets, judged one by one and written together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kehou.authority.public import edition_at, parameters_for
from kehou.delivery.collecting import PickUp, pick_ups
from kehou.delivery.facts import Mark, MarkKind, ReleaseWay, SessionState
from kehou.delivery.models import DayClosing, ServiceRecord, Session, SessionStep, StoredMark, Supervision
from kehou.delivery.people import Clearance, clearance_of
from kehou.delivery.rolls import Roster
from kehou.delivery.services.recording import plan_reference
from kehou.delivery.services.storing import row_of
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import Verdict, refusal, stops
from kehou.plans.public import approved_version
from kehou.platform.database.rows import new_id
from kehou.registry.public import calendar_of, term_info
from kehou.rulebook.facts.afternoon import StartFacts
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.service_log import LogEntry
from kehou.rulebook.facts.session import Homework

BATCH = 2_000
ROLL_AFTER = timedelta(minutes=3)
LOG_AFTER = timedelta(minutes=10)
STEPS = ("start", "roll_complete", "finish", "record", "accept")
STATES = (
    SessionState.OPEN,
    SessionState.RUNNING,
    SessionState.FINISHED,
    SessionState.RECORDED,
    SessionState.ACCEPTED,
)


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """What one session's sheet says. Everybody expected was there but these.

    ``present_count`` is as it was counted on the sheet.
    """

    session_id: UUID
    content: str
    form: str
    present_count: int
    on_leave: frozenset[UUID] = frozenset()
    absent: frozenset[UUID] = frozenset()


class Keyed:
    """Gathers all rows of a batch, so that they are written with a handful of statements."""

    def __init__(self, place: Place, term_id: UUID, *, actor: Actor, now: datetime) -> None:
        self.place, self.term_id, self.actor, self.now = place, term_id, actor, now
        term = term_info(term_id)
        self.roster = Roster.of_term(place.school, term_id)
        self.taught = frozenset(calendar_of(place.school, term).known_school_days())
        self.edition = edition_at(now.date(), term_began=term.first_date)
        self.parameters = parameters_for(place, on=now.date(), term_began=term.first_date)
        self.one_by_one = self.parameters.numbers("one_by_one_grades")
        self.cleared: dict[tuple[UUID, str], Clearance | None] = {}
        self.insured: dict[UUID, date | None] = {}
        self.references: dict[tuple[UUID, str], str] = {}
        self.marks: list[StoredMark] = []
        self.steps: list[SessionStep] = []
        self.records: list[ServiceRecord] = []
        self.watches: list[Supervision] = []
        self.last: dict[tuple[date, UUID], tuple[datetime, bool, Session]] = {}

    def judge(self, sheet: PaperSheet, row: Session | None) -> Iterable[Verdict]:
        """What speaks against one sheet."""
        if (
            row is None
            or row.leader_id is None
            or row.state != SessionState.PLANNED
            or row.ends_at > self.now
        ):
            return [refusal("A7.10", "sheet_unfit", subject="session")]
        expected = self.roster.of(row.group_id, row.session_date)
        present = len(expected - sheet.on_leave - sheet.absent)
        entry = LogEntry(
            plan_reference=self._reference(row),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            present_count=sheet.present_count,
            roll_count=present,
            content=sheet.content,
            form=sheet.form,
            recorded_at=row.ends_at + LOG_AFTER,
        )
        found = (
            *self.edition.judge(entry, self.parameters),
            *self.edition.judge(self._start(row), self.parameters),
        )
        return stops(found)

    def take(self, sheet: PaperSheet, row: Session) -> None:
        """Add one sheet's rows."""
        leader = row.leader_id
        assert leader is not None  # judged before
        expected = self.roster.of(row.group_id, row.session_date)
        rolled = row.starts_at + ROLL_AFTER
        for pupil in sorted(expected):
            kind = MarkKind.PRESENT
            if pupil in sheet.on_leave or pupil in sheet.absent:
                kind = MarkKind.LEAVE if pupil in sheet.on_leave else MarkKind.ABSENT
            self._mark(Mark(new_id(), pupil, kind, rolled, row.id), row, leader)
            if kind is MarkKind.ABSENT:
                explained = Mark(new_id(), pupil, MarkKind.EXPLAINED, rolled + ROLL_AFTER)
                self._mark(explained, row, leader)
            key = (row.session_date, pupil)
            if key not in self.last or self.last[key][0] < row.ends_at:
                self.last[key] = (row.ends_at, kind is MarkKind.PRESENT, row)
        self._step(row, leader)
        self.records.append(self._record(sheet, row, leader))
        if row.leader_kind == LeaderKind.THIRD_PARTY and row.supervisor_id:
            self.watches.append(
                Supervision(
                    **self._at(row), session=row, supervisor_id=row.supervisor_id, confirmed_at=row.starts_at
                )
            )

    def write(self, rows: Iterable[Session]) -> None:
        """Write everything, and close the days on which nothing is left open."""
        held = list(rows)
        latest = max((row.session_date for row in held), default=self.now.date())
        known = pick_ups(self.place.school, {pupil for _, pupil in self.last}, on=latest)
        for (_, pupil), (ends_at, came, row) in self.last.items():
            if came and row.leader_id:
                way, to = self._way_home(known[pupil]) if pupil in known else (ReleaseWay.LINE, None)
                gone = Mark(
                    new_id(), pupil, MarkKind.RELEASED, ends_at + ROLL_AFTER, row.id, way=way, to_person_id=to
                )
                self._mark(gone, row, row.leader_id)
        StoredMark.objects.bulk_create(self.marks, batch_size=BATCH)
        SessionStep.objects.bulk_create(self.steps, batch_size=BATCH)
        ServiceRecord.objects.bulk_create(self.records, batch_size=BATCH)
        Supervision.objects.bulk_create(self.watches, batch_size=BATCH)
        Session.objects.filter(pk__in=[row.id for row in held]).update(state=SessionState.ACCEPTED.value)
        self._close({row.session_date for row in held})

    def _way_home(self, known: PickUp) -> tuple[ReleaseWay, UUID | None]:
        """By bus, with the first on the list where a line will not do, else in the line (practice.md 9)."""
        if known.rides_bus:
            return ReleaseWay.BUS, None
        if known.collectors and (known.has_barred or known.grade in self.one_by_one):
            return ReleaseWay.PERSON, known.collectors[0].guardian_id
        return ReleaseWay.LINE, None

    def _close(self, days: set[date]) -> None:
        open_days = set(
            Session.objects.filter(school_id=self.place.school, session_date__in=days)
            .exclude(state__in=(SessionState.ACCEPTED, SessionState.CANCELLED))
            .values_list("session_date", flat=True)
        )
        closed = set(
            DayClosing.objects.filter(school_id=self.place.school, day_date__in=days).values_list(
                "day_date", flat=True
            )
        )
        counts: dict[date, int] = defaultdict(int)
        for day, _ in self.last:
            counts[day] += 1
        DayClosing.objects.bulk_create(
            DayClosing(
                county_code=self.place.code,
                school_id=self.place.school,
                term_id=self.term_id,
                day_date=day,
                child_count=counts[day],
                closed_by=self.actor.person,
                closed_at=self.now,
            )
            for day in sorted(days - open_days - closed)
        )

    def _start(self, row: Session) -> StartFacts:
        known = self._clearance(row)
        return StartFacts(
            on=row.session_date,
            at=row.starts_at,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            is_school_day=row.session_date in self.taught,
            is_cancelled=False,
            kind=known.kind if known else LeaderKind(row.leader_kind),
            cleared_until=known.cleared_until if known else None,
            is_listed=known is not None and known.is_listed,
            is_approved=known is not None and known.county_approved,
            has_supervisor=row.supervisor_id not in (None, row.leader_id),
            insured_until=self._insured_until(row),
        )

    def _clearance(self, row: Session) -> Clearance | None:
        """What is known of a leader, asked once a course; its last day is held against each day."""
        leader = row.leader_id
        assert leader is not None  # judged before
        key = (leader, row.course_key)
        if key not in self.cleared:
            self.cleared[key] = clearance_of(leader, session=row, on=row.session_date)
        return self.cleared[key]

    def _insured_until(self, row: Session) -> date | None:
        if row.version_id not in self.insured:
            plan = approved_version(row.version_id)
            policy = plan.content.safety.insurance if plan else None
            self.insured[row.version_id] = policy.valid_to if policy and policy.covers_after_school else None
        return self.insured[row.version_id]

    def _reference(self, row: Session) -> str:
        key = (row.version_id, row.slot_key)
        if key not in self.references:
            self.references[key] = plan_reference(row)
        return self.references[key]

    def _mark(self, mark: Mark, row: Session, leader: UUID) -> None:
        self.marks.append(
            row_of(
                mark,
                place=self.place,
                term_id=self.term_id,
                on=row.session_date,
                made_by=leader,
                now=self.now,
            )
        )

    def _step(self, row: Session, leader: UUID) -> None:
        moments = (
            row.starts_at,
            row.starts_at + ROLL_AFTER,
            row.ends_at,
            row.ends_at + LOG_AFTER,
            self.now,
        )
        for event, state, moment in zip(STEPS, STATES, moments, strict=True):
            self.steps.append(
                SessionStep(
                    **self._at(row),
                    session=row,
                    event=event,
                    state=state.value,
                    taken_by=self.actor.person if event == "accept" else leader,
                    taken_at=moment,
                    edition=self.edition.id,
                )
            )

    def _record(self, sheet: PaperSheet, row: Session, leader: UUID) -> ServiceRecord:
        return ServiceRecord(
            **self._at(row),
            session=row,
            revision=1,
            plan_reference=self._reference(row),
            began_at=row.starts_at,
            ended_at=row.ends_at,
            present_count=sheet.present_count,
            content=sheet.content,
            form=sheet.form,
            homework=Homework.NONE.value,
            is_outdoor=row.is_outdoor,
            is_late=False,
            recorded_by=leader,
            recorded_at=row.ends_at + LOG_AFTER,
        )

    def _at(self, row: Session) -> dict[str, object]:
        return {"county_code": row.county_code, "school_id": row.school_id}
