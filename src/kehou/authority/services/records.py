"""A county keeps what its departments did for the service (A8.6 to A8.8, A9.1, A12.3)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.access import KEEP_RECORD
from kehou.authority.models import CountyRecord
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, Verdict, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of

_CLAUSES = {
    CountyRecord.Kind.SUBSIDY_BUDGET: "A8.6",
    CountyRecord.Kind.SUBSIDY_PAYMENT: "A9.1",
    CountyRecord.Kind.PERFORMANCE_PAY: "A8.7",
    CountyRecord.Kind.MEETING: "A8.8",
    CountyRecord.Kind.PUBLICITY: "A12.3",
}
OF_MONEY = frozenset({CountyRecord.Kind.SUBSIDY_BUDGET, CountyRecord.Kind.SUBSIDY_PAYMENT})


class UnableToKeepRecord(UnableTo):
    """A subsidy without an amount, a rural part above the whole, or something that has not happened yet."""


@transaction.atomic
def keep_record(
    *,
    actor: Actor,
    now: datetime,
    county_code: str,
    kind: str,
    title: str,
    taken: date,
    document_number: str = "",
    amount: Fen | None = None,
    rural: Fen | None = None,
) -> UUID:
    """Keep one paper or event. Raises UnableToKeepRecord."""
    county = Place(county_code)
    require(KEEP_RECORD, actor, county)
    refused = _faults(CountyRecord.Kind(kind), amount, rural, taken, local_day(now))
    if refused:
        raise UnableToKeepRecord(refused)
    row = CountyRecord.objects.create(
        county_code=county_code,
        kind=kind,
        title=title,
        document_number=document_number,
        taken_date=taken,
        amount_fen=amount.amount if amount else None,
        rural_fen=rural.amount if rural is not None and amount else None,
        entered_by=actor.person,
        entered_at=now,
    )
    record(
        "county_record.kept", actor=actor, place=county, subject=subject_of("county_record", row.id), now=now
    )
    return row.id


def _faults(
    kind: CountyRecord.Kind, amount: Fen | None, rural: Fen | None, taken: date, today: date
) -> list[Verdict]:
    clause, faults = _CLAUSES[kind], []
    if kind in OF_MONEY and not amount:
        faults.append(refusal(clause, "subsidy_without_amount", subject="record"))
    if rural is not None and amount is not None and rural > amount:
        faults.append(
            refusal("A9.38", "rural_part_above_whole", subject="record", found=rural, required=amount)
        )
    if taken > today:
        faults.append(
            refusal(clause, "record_of_a_day_to_come", subject="record", found=taken, required=today)
        )
    return faults
