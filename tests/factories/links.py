"""Links of children and guardians as a test needs them: ended and opened anew, as none is rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from kehou.kernel.places import Place
from kehou.platform.database.rows import new_id
from kehou.registry.models import Guardianship

CARER = {"kind": Guardianship.Kind.CARER, "proof_id": new_id(), "until_date": date(2027, 9, 1)}


def tie(place: Place, pupil_id: UUID, guardian_id: UUID) -> None:
    """Let the roll have one more guardian of a child."""
    Guardianship.objects.create(
        county_code=place.code,
        school_id=place.school,
        pupil_id=pupil_id,
        guardian_id=guardian_id,
        relation="father",
        from_date=date(2026, 1, 1),
    )


def relink(pupils: Iterable[UUID], **changes: Any) -> None:
    """Replace every link of some pupils, as if each had always been so."""
    for row in Guardianship.objects.filter(pupil_id__in=list(pupils)):
        values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        row.until_date = row.from_date
        row.save(update_fields=["until_date"])
        Guardianship.objects.create(**(values | {"id": new_id()} | changes))
