"""On what ground a pupil may pay less, as the roll says. It leaves this house as an amount only (A3.4)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.platform.database.questions import question
from kehou.platform.sealed.keyring import keys_of, open_all
from kehou.registry.models import Pupil

GENERAL_AID = "aid"
"""On an aid list whose category the roll does not say."""
_GROUNDS = {"orphan": "orphan", "disabled": "disabled", "aid": GENERAL_AID}


def aid_grounds(pupils: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """For each of some pupils the categories of aid that the roll gives; those without one are left out.

    A fixed number of queries. Whoever asks shows what follows from it as money, never the ground (A9.39).
    """
    rows = _needs(pupils=list(pupils)).answer
    sealed = {pupil: bytes(needs) for pupil, needs in rows if needs}
    opened = open_all(sealed, keys=keys_of(sealed) if sealed else {}, column="needs")
    found = {pupil: _grounds(text) for pupil, text in opened.items()}
    return {pupil: grounds for pupil, grounds in found.items() if grounds}


@question
def _needs(pupils: list[UUID]) -> QuerySet[Pupil, Any]:
    return Pupil.objects.filter(id__among=pupils).values_list("id", "needs")


def _grounds(text: str) -> frozenset[str]:
    said = json.loads(text)
    return frozenset(ground for name, ground in _GROUNDS.items() if said.get(name))
