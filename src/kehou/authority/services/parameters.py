"""A place sets a parameter from a day on; nothing looser than what holds above it (A13.3)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.access import SET_PARAMETER
from kehou.authority.models import ParameterSetting
from kehou.authority.public.judging import edition_at, parameters_for
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.engine.definitions import BadValue


class UnableToSetParameter(UnableTo):
    """The rulebook has no such parameter, it is for information only, or the value does not fit its kind."""


@transaction.atomic
def set_parameter(
    *, actor: Actor, now: datetime, place: Place, name: str, value: object, source: str, from_date: date
) -> UUID:
    """Set a parameter of a place, ``name`` or ``name/key``, as written in TOML.

    Raises UnableToSetParameter, and UnableToFold where the value is looser than the one above it or the place
    may not set it: the folding that every later judgement does is tried at once.
    """
    require(SET_PARAMETER, actor, place)
    _check(name, value, from_date)
    setting = ParameterSetting.objects.create(
        place_code=place.code,
        school_id=place.school_id,
        name=name,
        value=value,
        source=source,
        from_date=from_date,
        entered_by=actor.person,
        entered_at=now,
    )
    parameters_for(place, on=from_date)
    record("parameter.set", actor=actor, place=place, subject=subject_of("parameter", setting.id), now=now)
    return setting.id


def _check(name: str, value: object, on: date) -> None:
    title, _, key = name.partition("/")
    definition = edition_at(on).definitions.get(title)
    if definition is None or key not in (definition.keys or ("",)):
        raise UnableToSetParameter([refusal("A8.2", "parameter_unknown", subject="parameter", found=name)])
    if definition.unread:
        raise UnableToSetParameter(
            [refusal("A8.2", "parameter_is_information", subject="parameter", found=definition.unread)]
        )
    try:
        definition.read(value)
    except BadValue:
        wrong = refusal(
            "A8.2", "parameter_value_wrong", subject="parameter", found=value, required=definition.kind
        )
        raise UnableToSetParameter([wrong]) from None
