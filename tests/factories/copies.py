"""Rows like one that a service made, for other children: where a school of a thousand is wanted."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from factories.world import Child
from kehou.platform.database.rows import new_id


def repeat(row: Model, children: Iterable[Child], *, guardian_in: str) -> None:
    """The same row for each of some children; ``guardian_in`` names the column of who gave it."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    type(row)._default_manager.bulk_create(
        type(row)(**kept | {"id": new_id(), "pupil_id": child.pupil_id, guardian_in: child.guardian.person})
        for child in children
    )
