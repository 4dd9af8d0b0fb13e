"""One file against one school: read, checked, compared with the roll that is known. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from kehou.kernel.places import Place
from kehou.registry.models import School
from kehou.registry.rolls import (
    Families,
    IncomingRow,
    KnownPupil,
    RollCheck,
    RollKind,
    RollProposal,
    RollRow,
    check_roll,
    gather_families,
    propose_changes,
    read_roll,
)
from kehou.registry.rolls.context import RollContext
from kehou.registry.services.rolls.classes import class_code
from kehou.registry.services.rolls.elsewhere import tokens_elsewhere
from kehou.registry.services.rolls.known import KnownRoll, known_roll
from kehou.registry.services.rolls.tokens import token_of, who_token_of
from kehou.registry.services.staff_phones import staff_phone_tokens


@dataclass(frozen=True, slots=True)
class Examination:
    """What a file holds and what accepting it would do. ``rows`` are the accepted rows as they stand."""

    check: RollCheck
    proposal: RollProposal
    families: Families
    known: KnownRoll
    rows: Mapping[int, RollRow]
    school_year: int


def check_file(place: Place, content: bytes, *, kind: RollKind, term_first_date: date) -> RollCheck:
    """Read and check a file for a school, without comparing it. Raises UnableToReadRoll."""
    school = School.objects.get(pk=place.school)
    return check_roll(
        read_roll(content, kind=kind),
        school_code=school.official_code,
        term_first_day=term_first_date,
        grades=frozenset(school.grades),
        extra_regions=frozenset(code for code in settings.KEHOU_EXTRA_DIVISIONS if len(code) == 6),
    )


def examine(place: Place, content: bytes, *, kind: RollKind, term_first_date: date) -> Examination:
    """Check a file and compare it with the school's roll (A3.3). Raises UnableToReadRoll."""
    check = check_file(place, content, kind=kind, term_first_date=term_first_date)
    known = known_roll(place, kind=kind)
    year = RollContext(kind, "", term_first_date).school_year
    arrivals = _arrivals(check, known, year)
    proposal = propose_changes(
        list(known.contents.values()),
        arrivals,
        elsewhere=tokens_elsewhere(place, arrivals),
        also_named=frozenset(map(token_of, check.refused_keys)),
        whole_roll=kind is RollKind.ROLL and not check.missing,
    )
    families = gather_families(
        check.accepted,
        staff_phone_tokens=staff_phone_tokens(place),
        token_of=lambda phone: token_of(f"phone:{phone}"),
    )
    return Examination(check, proposal, families, known, {row.row: row for row in check.accepted}, year)


def _arrivals(check: RollCheck, known: KnownRoll, school_year: int) -> list[IncomingRow]:
    """The accepted rows with their tokens, each said as the known roll would say it."""
    by_token = {token: pupil for pupil in known.contents.values() for token in pupil.tokens}
    nameless = {
        token for pupil in known.contents.values() if not _has_number(known, pupil) for token in pupil.tokens
    }
    arrivals = []
    for row in check.accepted:
        tokens = frozenset(map(token_of, row.match_keys())) | ({who_token_of(row)} & nameless)
        found = next((by_token[token] for token in tokens if token in by_token), None)
        arrivals.append(IncomingRow(_as_known(row, found, school_year), tokens))
    return arrivals


def _has_number(known: KnownRoll, pupil: KnownPupil) -> bool:
    identity = known.identities[pupil.pupil_id]
    return bool(identity.id_token or identity.roll_token)


def _as_known(row: RollRow, known: KnownPupil | None, school_year: int) -> RollRow:
    """A row whose class bears its code, and whose family is unsaid unless it names someone new."""
    schooling = replace(
        row.pupil.schooling,
        class_number=None,
        class_label=class_code(row.pupil.schooling, school_year),
        entry_month="",
    )
    guardians = row.pupil.guardians
    if known:
        met = {(person.name, person.phone) for person in known.content.guardians}
        fresh = tuple(person for person in guardians if (person.name, person.phone) not in met)
        guardians = (*known.content.guardians, *fresh) if fresh else ()
    return replace(row, pupil=replace(row.pupil, schooling=schooling, guardians=guardians))
