"""From files and checks to what the rulebook judges: is this person cleared on a day, and until when?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from kehou.authority.public import edition_at, parameters_for
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import Verdict, stops
from kehou.platform.database.questions import Rows, question, together
from kehou.providers.listing import listed_ids
from kehou.providers.models import CheckEntry, Hold, PersonDecision, PersonFile
from kehou.registry.public import TermInfo, current_term, terms_of
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.provider import Check, CheckResult, Clearance, PersonFacts
from kehou.rulebook.hunan_2024.art10_clearance import cleared_through

QUERY = CheckEntry.Item.OFFENCE_QUERY
_CHECKS = {check.value: check for check in Check}
NEED_LEAVE = frozenset({PersonFile.Kind.SECONDED, PersonFile.Kind.OUTSIDE})


class Entered(NamedTuple):
    """What one entry of a file says."""

    check_item: str
    passed: bool
    checked_date: date
    expires_date: date | None


@dataclass(frozen=True, slots=True)
class Cleared:
    """One file as it stands on a day, with every verdict on it."""

    file: PersonFile
    facts: PersonFacts
    verdicts: tuple[Verdict, ...]
    cleared_until: date | None
    approved_terms: frozenset[UUID]
    entries: int
    hold: str
    is_listed: bool

    @property
    def is_cleared(self) -> bool:
        """Whether nothing stops the person from serving on the day (A6.14, A10.6)."""
        return self.is_listed and not stops(self.verdicts)


@dataclass(frozen=True, slots=True)
class Filed:
    """One file as it stands on a day, as far as its rows tell without judging it."""

    file: PersonFile
    facts: PersonFacts
    approved_terms: frozenset[UUID]
    entries: int
    hold: str
    is_listed: bool


def clear_files(files: Iterable[PersonFile], place: Place, *, on: date) -> dict[UUID, Cleared]:
    """Files of one school as they stand on a day, by person; the same number of queries for any number."""
    parameters, edition = parameters_for(place, on=on), edition_at(on)
    return {
        row.file.person_id: Cleared(
            file=row.file,
            facts=row.facts,
            verdicts=edition.judge(row.facts, parameters),
            cleared_until=cleared_through(row.facts.clearance, parameters),
            approved_terms=row.approved_terms,
            entries=row.entries,
            hold=row.hold,
            is_listed=row.is_listed,
        )
        for row in filed(files, place, on=on)
    }


def cleared_people(files: Iterable[PersonFile], place: Place, *, on: date) -> frozenset[UUID]:
    """The people of some files of one school who are cleared on a day, without what else the files tell."""
    parameters, edition = parameters_for(place, on=on), edition_at(on)
    return frozenset(
        row.file.person_id
        for row in filed(files, place, on=on)
        if row.is_listed and not stops(edition.judge(row.facts, parameters))
    )


def filed(files: Iterable[PersonFile], place: Place, *, on: date) -> list[Filed]:
    """Files of one school with what was entered by a day; the same number of queries for any number."""
    known = {file.id: file for file in files}
    entered = _entered(files=list(known), on=on).then(_entries)
    standing = _standing(files=list(known), on=on).then(_gathered)
    given = _given(files=list(known)).then(_gathered)
    together(entered, standing, given)
    checks, holds, leaves = entered.answer, standing.answer, given.answer
    term, listed = current_term(place.code, on=on), listed_ids(place.code, on=on)
    return [
        _filed(
            file,
            checks.get(file.id, []),
            holds.get(file.id, []),
            leaves.get(file.id, []),
            term=term,
            listed=listed,
            on=on,
        )
        for file in known.values()
    ]


def cleared_on_days(
    files: Iterable[PersonFile], place: Place, pairs: Iterable[tuple[UUID, date]]
) -> set[tuple[UUID, date]]:
    """Those pairs of person and day on which the person's checks held, no hold stood, and leave was given.

    What was entered on a later day does not count. The same number of queries for any number of pairs.
    """
    wanted, known = list(pairs), {file.person_id: file for file in files}
    if not wanted:
        return set()
    ids = [file.id for file in known.values()]
    entered, given = _entered(files=ids, on=date.max).then(_entries), _given(files=ids).then(_gathered)
    together(entered, given)
    checks, leaves = entered.answer, given.answer
    stretches = Hold.objects.filter(file__in=ids).values_list("file_id", "from_date", "lifted_at")
    holds = _gathered((file, (first, lifted)) for file, first, lifted in stretches)
    terms = terms_of(place.code)
    parameters = parameters_for(place, on=max(day for _, day in wanted))
    found = set()
    for person, day in wanted:
        file = known.get(person)
        if file is None:
            continue
        made = [row for row in checks.get(file.id, []) if row.checked_date <= day]
        held = any(_holds(*stretch, day) for stretch in holds.get(file.id, []))
        until = cleared_through(clearance_from(made, held=held), parameters)
        allowed = leaves.get(file.id, [])
        has_leave = any(term.first_date <= day <= term.last_date and term.id in allowed for term in terms)
        if until is not None and day <= until and (file.kind not in NEED_LEAVE or has_leave):
            found.add((person, day))
    return found


def clearance_from(checks: Iterable[Entered], *, held: bool = False) -> Clearance:
    """What the entries of a file say; of several queries the latest counts."""
    rows = list(checks)
    query = next((row for row in reversed(rows) if row.check_item == QUERY), None)
    return Clearance(
        results=tuple(
            CheckResult(_CHECKS[row.check_item], row.passed, row.checked_date, row.expires_date)
            for row in rows
            if row.check_item != QUERY
        ),
        sexual_offence_clear=query.passed if query else None,
        query_date=query.checked_date if query else None,
        held=held,
    )


def _filed(
    file: PersonFile,
    checks: list[Entered],
    holds: list[str],
    leaves: list[UUID],
    *,
    term: TermInfo | None,
    listed: frozenset[UUID],
    on: date,
) -> Filed:
    terms = frozenset(leaves)
    facts = PersonFacts(
        kind=LeaderKind(file.kind),
        on=on,
        clearance=clearance_from(checks, held=bool(holds)),
        outside_kind=file.outside_kind,
        need_stated=bool(file.need.strip()),
        county_approved=term is not None and term.id in terms,
        qualification_proved=bool(file.qualification.strip()),
        sender_agreed=file.sender_agreed,
        is_serving_teacher=file.is_serving_teacher,
    )
    return Filed(
        file=file,
        facts=facts,
        approved_terms=terms,
        entries=len(checks),
        hold=max(holds, default="", key=lambda kind: kind == Hold.Kind.BARRED),
        is_listed=file.provider_id is None or file.provider_id in listed,
    )


def _holds(first: date, lifted: datetime | None, day: date) -> bool:
    return first <= day and (lifted is None or day < local_day(lifted))


@question
def _given(files: list[UUID]) -> QuerySet[PersonDecision, Any]:
    """The terms for which the county gave leave, by file."""
    given = PersonDecision.objects.filter(request__file_id__among=files, approved=True)
    return given.values_list("request__file_id", "request__term_id")


@question
def _standing(files: list[UUID], on: date) -> QuerySet[Hold, Any]:
    rows = Hold.objects.filter(file_id__among=files, from_date__lte=on, lifted_at=None)
    return rows.order_by("from_date").values_list("file_id", "kind")


@question
def _entered(files: list[UUID], on: date) -> QuerySet[CheckEntry, Any]:
    """What was entered by a day in order of its day, as plain values: a school's people have hundreds."""
    rows = CheckEntry.objects.filter(file_id__among=files, checked_date__lte=on)
    return rows.order_by("checked_date", "id").values_list("file_id", *Entered._fields)


def _entries(rows: Rows) -> dict[UUID, list[Entered]]:
    return _gathered((file, Entered(*columns)) for file, *columns in rows)


_Told = TypeVar("_Told")


def _gathered(rows: Iterable[tuple[UUID, _Told]]) -> dict[UUID, list[_Told]]:
    found: dict[UUID, list[_Told]] = {}
    for file, told in rows:
        found.setdefault(file, []).append(told)
    return found
