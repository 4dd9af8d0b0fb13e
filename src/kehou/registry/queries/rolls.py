"""Imports of rolls and proposed leavers as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kehou.kernel.places import Place
from kehou.platform.files.storing import FileGone, content_of
from kehou.registry.models import LeaverProposal, RollImport
from kehou.registry.public.names import names_of
from kehou.registry.services.rolls import reporting
from kehou.registry.services.rolls.reporting import RollReport


@dataclass(frozen=True, slots=True)
class Leaver:
    """A pupil who is proposed as a leaver."""

    pupil_id: UUID
    name: str
    class_name: str
    proposed_at: datetime


def imports_at(place: Place) -> list[RollImport]:
    """The rolls that a school uploaded, the latest first."""
    return list(RollImport.objects.filter(school_id=place.school).order_by("-uploaded_at", "-id")[:100])


def report_on(row: RollImport, *, on: date) -> RollReport | None:
    """What the preview says; None once the report has expired."""
    try:
        return reporting.read(content_of(row.report_id, on=on))
    except FileGone:
        return None


def same_file_before(row: RollImport) -> RollImport | None:
    """An earlier upload of the very same file."""
    earlier = RollImport.objects.filter(
        school_id=row.school_id, file_hash=row.file_hash, kind=row.kind, uploaded_at__lt=row.uploaded_at
    )
    return earlier.order_by("-uploaded_at").first()


def open_leavers(place: Place) -> list[Leaver]:
    """Pupils about whom somebody must say whether they left, by class and name."""
    rows = (
        LeaverProposal.objects.filter(school_id=place.school, outcome="")
        .select_related("pupil__school_class")
        .order_by("pupil__school_class__grade", "pupil__school_class__code")
    )
    found = list(rows)
    names = names_of(row.pupil_id for row in found)
    return [
        Leaver(row.pupil_id, names.get(row.pupil_id, ""), row.pupil.school_class.name, row.proposed_at)
        for row in found
    ]


def open_leaver_count(place: Place) -> int:
    """How many proposals wait."""
    return LeaverProposal.objects.filter(school_id=place.school, outcome="").count()
