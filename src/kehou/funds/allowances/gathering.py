"""What a sheet is judged by: its lines against the sessions, duties and clearances of the month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kehou.delivery.public import SessionInfo, duty_facts, session_facts
from kehou.funds.allowances.months import past_month
from kehou.funds.models import AllowanceLine, AllowanceRun, PaidSlot
from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI
from kehou.providers.public import cleared_days
from kehou.registry.public import person_tokens, staff_of
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.payments import Capacity, MonthPay, PaidSession, PayLine

OWN_SHEET = frozenset({LeaderKind.OWN, LeaderKind.SECONDED})
ADMINISTRATION = frozenset({"administrator", "logistics"})


@dataclass(frozen=True, slots=True)
class Month:
    """The sessions of a school's month by id, who was cleared when, days of duty, who administers."""

    sessions: Mapping[UUID, SessionInfo]
    cleared: frozenset[tuple[UUID, date]]
    duties: Mapping[UUID, int]
    administrators: frozenset[UUID]
    paid: frozenset[UUID]

    def is_paid_by_sheet(self, row: SessionInfo) -> bool:
        """Whether a session's leader is paid by the school: not a provider's coach."""
        return row.leader_id is not None and row.leader_kind is not LeaderKind.THIRD_PARTY


def month_at(school_id: UUID, term_id: UUID, first: date) -> Month:
    """All that a month's sheet is made of and judged by."""
    past = past_month(first)
    rows = session_facts(school_id, term_id, first=first, past=past)
    pairs = {(row.leader_id, row.date) for row in rows if row.leader_id}
    days: dict[UUID, int] = {}
    for duty in duty_facts(school_id, first=first, past=past):
        days[duty.person_id] = days.get(duty.person_id, 0) + 1
    ids = {row.id for row in rows}
    return Month(
        sessions={row.id: row for row in rows},
        cleared=frozenset(cleared_days(school_id, pairs)),
        duties=days,
        administrators=frozenset(row.id for row in staff_of(school_id) if row.kind in ADMINISTRATION),
        paid=frozenset(PaidSlot.objects.filter(session_id__in=ids).values_list("session_id", flat=True)),
    )


def pay_of(run: AllowanceRun, month: Month) -> MonthPay:
    """A stored sheet as facts. A session that the school does not have is one without record."""
    lines = AllowanceLine.objects.filter(run=run).order_by("id")
    return MonthPay(Fen(run.rate_fen), tuple(_line(row, month) for row in lines))


def slots_of(run: AllowanceRun, month: Month) -> list[PaidSlot]:
    """The sessions that a sheet pays for, with what tells their leaders apart in the county."""
    lines = list(AllowanceLine.objects.filter(run=run))
    tokens = person_tokens(row.person_id for row in lines)
    return [
        PaidSlot(
            county_code=run.county_code,
            school_id=run.school_id,
            run=run,
            session_id=session.id,
            payee_token=tokens[row.person_id],
            starts_at=datetime.combine(session.date, session.starts, tzinfo=SHANGHAI),
        )
        for row in lines
        for session in _sessions(row, month)
    ]


def _line(row: AllowanceLine, month: Month) -> PayLine:
    known = list(_sessions(row, month))
    missing = len(row.session_ids) - len(known)
    sessions = [_paid(session, row.person_id, month) for session in known]
    if missing:
        sessions.append(_nothing(missing))
    return PayLine(
        person=str(row.person_id),
        capacity=Capacity(row.capacity),
        amount=Fen(row.amount_fen),
        sessions=tuple(sessions),
        duty_days=month.duties.get(row.person_id, 0),
        tax=None if row.tax_fen is None else Fen(row.tax_fen),
        is_administrator=row.person_id in month.administrators,
    )


def _sessions(row: AllowanceLine, month: Month) -> Iterable[SessionInfo]:
    wanted = (UUID(text) for text in row.session_ids)
    return [month.sessions[key] for key in wanted if key in month.sessions]


def _paid(row: SessionInfo, person: UUID, month: Month) -> PaidSession:
    led = row.leader_id == person
    return PaidSession(
        key=str(row.id),
        date=row.date,
        starts=row.starts,
        ends=row.ends,
        units=row.units,
        is_payable=row.is_payable and led,
        is_cleared=(person, row.date) in month.cleared,
        paid_before=row.id in month.paid,
    )


def _nothing(units: int) -> PaidSession:
    midnight = datetime.min.time()
    return PaidSession("", date.min, midnight, midnight, units, is_payable=False, is_cleared=True)
