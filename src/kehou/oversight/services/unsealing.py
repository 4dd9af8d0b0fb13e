"""Opening what a reporter gave, within the county, and leaving a trace of who looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.oversight.access import WORK_CASE
from kehou.oversight.models import Case, FurtherWords, Report
from kehou.oversight.sealing import open_for_county
from kehou.oversight.services.moving import locked
from kehou.platform.audit.trail import record, subject_of


@dataclass(frozen=True, slots=True)
class ReportContents:
    """What was reported, and by whom where that was given."""

    text: str
    name: str
    phone: str
    further: str = ""


def contents_of(case: Case) -> ReportContents | None:
    """What was reported, in clear; None for a case without a reporter. It never leaves the county."""
    report = Report.objects.filter(case=case).first()
    if report is None:
        return None

    def opened(column: str, value: bytes | memoryview | None) -> str:
        return open_for_county(value, county_code=case.county_code, column=column, row=report.id)

    words = FurtherWords.objects.filter(case=case).first()
    return ReportContents(
        text=opened("text", report.text),
        name=opened("name", report.name),
        phone=opened("phone", report.phone),
        further=_further(case, words) if words else "",
    )


def _further(case: Case, words: FurtherWords) -> str:
    return open_for_county(words.text, county_code=case.county_code, column="further", row=words.id)


def read_report(*, actor: Actor, now: datetime, case_id: UUID) -> ReportContents | None:
    """Read a report as an officer; that it was read stands in the trail (A2.14)."""
    case = locked(case_id, actor=actor, action=WORK_CASE)
    contents = contents_of(case)
    if contents:
        record(
            "case.report_read",
            actor=actor,
            place=Place(case.county_code),
            subject=subject_of("case", case.id),
            now=now,
        )
    return contents
