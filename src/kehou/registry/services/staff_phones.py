"""Phones of a school's own staff: one that stands on a child is a question for the class teacher."""

from __future__ import annotations

from kehou.kernel.places import Place
from kehou.registry.models import Identity, StaffMember


def staff_phone_tokens(place: Place) -> frozenset[str]:
    """The tokens of the phones of everyone who works at a school."""
    staff = StaffMember.objects.filter(school_id=place.school, left_date=None).values("id")
    phones = Identity.objects.filter(pk__in=staff).exclude(phone_token="")
    return frozenset(phones.values_list("phone_token", flat=True))
