"""Phones of a school's own staff: one that stands on a child is a question for the class teacher."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.kernel.places import Place
from kehou.platform.database.questions import question
from kehou.registry.models import Identity, StaffMember


def staff_phone_tokens(place: Place) -> frozenset[str]:
    """The tokens of the phones of everyone who works at a school."""
    return frozenset(token for (token,) in _tokens(school_id=place.school).answer)


@question
def _tokens(school_id: UUID) -> QuerySet[Identity, Any]:
    staff = StaffMember.objects.filter(school_id=school_id, left_date=None).values("id")
    return Identity.objects.filter(pk__in=staff).exclude(phone_token="").values_list("phone_token")
