"""Tokens under which a pupil is found again, and how numbers and needs are written into sealed columns."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from kehou.platform.sealed.keyring import lookup_token
from kehou.registry.models import Pupil
from kehou.registry.rolls import Circumstances, PupilIdentity, RollRow, Sex, Travel

NO_TRAVEL = Circumstances(None, None, None, None, None, None, None, None)
_PRIORITY = ("left_behind", "migrant", "disabled", "orphan", "aid")
SEX_CODES = {Sex.MALE: "1", Sex.FEMALE: "2"}
SEX_OF_CODE = {code: sex for sex, code in SEX_CODES.items()}


def token_of(match_key: str) -> str:
    """The stored token of one of a row's ``match_keys``."""
    kind, _, value = match_key.partition(":")
    return lookup_token(value, kind=kind)


def who_token(name: str, birth_date: date, sex: Sex) -> str:
    """The token of someone without any number."""
    return token_of(f"who:{name}:{birth_date}:{sex.value}")


def who_token_of(row: RollRow) -> str:
    """The token of a row's pupil as if the file gave no number."""
    return who_token(row.pupil.name, row.pupil.birth_date, row.pupil.sex)


def sealed_id_number(identity: PupilIdentity) -> str:
    """An identity number with its kind in front, as it is sealed and hashed."""
    return f"{identity.id_kind.value}:{identity.id_number}" if identity.id_number else ""


def has_priority(said: Circumstances) -> bool:
    """Whether a pupil belongs to one of the groups that go first (A3.4)."""
    return any(getattr(said, name) for name in _PRIORITY)


def needs_text(said: Circumstances) -> str:
    """What the sealed column of needs holds."""
    return json.dumps(asdict(said))


def read_needs(text: str, pupil: Pupil) -> Circumstances:
    """What is known of a pupil's circumstances; lodging and bus from their own columns."""
    said = json.loads(text) if text else asdict(NO_TRAVEL)
    said["travel"] = Travel(said["travel"]) if said["travel"] else None
    said["boarding"] = pupil.lodging == Pupil.Lodging.BOARDER
    said["bus"] = pupil.rides_bus
    return Circumstances(**said)
