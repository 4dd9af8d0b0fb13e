"""A school's people: who is cleared until when, and what is missing (A10.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404

from kehou.authority.public import parameters_for
from kehou.kernel.actor import Actor
from kehou.kernel.names import name_order
from kehou.kernel.places import Place
from kehou.kernel.verdict import stops
from kehou.platform.access.actions import require
from kehou.platform.ui.pieces import Tone
from kehou.providers.access import SEE_PEOPLE, SEE_REQUESTS
from kehou.providers.clearing import NEED_LEAVE, Cleared, clear_files
from kehou.providers.models import CheckEntry, Hold, PersonFile, PersonRequest
from kehou.providers.rules import FileStanding, PersonState, state_of
from kehou.providers.wording import PERSON_STATES, PERSON_TONES, lacking_words
from kehou.registry.public import current_term, names_of, schools_by_id, staff_of


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person on a desk. ``file_id`` is None for staff whose file was not opened yet."""

    person_id: UUID
    name: str
    kind: str
    file_id: UUID | None
    state: PersonState
    cleared_until: date | None
    lacking: tuple[str, ...]
    provider: str = ""
    due_soon: bool = False

    @property
    def state_name(self) -> str:
        """The state in words."""
        return PERSON_STATES[self.state]

    @property
    def tone(self) -> Tone:
        """The state's meaning."""
        return Tone(PERSON_TONES[self.state])


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One file with all that was entered and decided."""

    file: PersonFile
    row: PersonRow
    checks: tuple[CheckEntry, ...]
    requests: tuple[PersonRequest, ...]
    holds: tuple[Hold, ...]
    needs_leave: bool


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One person whom a school asks for, as the county sees it: no phone, no number."""

    request: PersonRequest
    school: str
    row: PersonRow


def people_at(place: Place, *, on: date) -> list[PersonRow]:
    """The staff of a school and everyone from outside with a file: the gravest first, then by name."""
    files = list(PersonFile.objects.filter(school_id=place.school).select_related("provider"))
    staff = staff_of(place.school)
    on_staff = {row.id: row.name for row in staff}
    names = on_staff | names_of(file.person_id for file in files if file.person_id not in on_staff)
    rows = rows_of(files, place, names, on=on)
    filed = {row.person_id for row in rows}
    kind = str(PersonFile.Kind.OWN.label)
    rows += [
        PersonRow(person, name, kind, None, PersonState.APPLIED, None, ("没有核查记录",))
        for person, name in on_staff.items()
        if person not in filed
    ]
    return sorted(rows, key=lambda row: (row.tone in (Tone.DONE, Tone.INFO), name_order(row.name)))


def rows_of(
    files: Iterable[PersonFile], place: Place, names: dict[UUID, str], *, on: date
) -> list[PersonRow]:
    """Some files of one school as rows; ``names`` are by person."""
    cleared = clear_files(files, place, on=on)
    warned = parameters_for(place, on=on).count("bg_notice_days")
    term = current_term(place.code, on=on)
    began = term is not None and term.first_date <= on
    return [
        _row(row, names.get(person, ""), on=on, warned=warned, began=began) for person, row in cleared.items()
    ]


def person_page(file_id: UUID, *, viewer: Actor, on: date) -> PersonPage:
    """One file. Raises Http404 for a file that the viewer may not see."""
    file = PersonFile.objects.filter(pk=file_id).select_related("provider").first()
    if file is None:
        raise Http404
    require(SEE_PEOPLE, viewer, file.place)
    (row,) = rows_of([file], file.place, names_of([file.person_id]), on=on)
    return PersonPage(
        file=file,
        row=row,
        checks=tuple(file.checks.order_by("-checked_date", "-id")),
        requests=tuple(file.requests.select_related("decision").order_by("-asked_at")),
        holds=tuple(file.holds.order_by("-held_at")),
        needs_leave=file.kind in NEED_LEAVE,
    )


def open_requests(viewer: Actor, *, on: date) -> list[RequestRow]:
    """The people of the viewer's schools who wait for a decision, the most pressing first."""
    rows = PersonRequest.objects.filter(SEE_REQUESTS.rows_for(viewer), decision=None)
    requests = list(rows.select_related("file__provider").order_by("decide_by_date", "asked_at")[:200])
    return _with_people(requests, on=on)


def request_at(request_id: UUID, *, viewer: Actor, on: date) -> RequestRow:
    """One request. Raises Http404."""
    rows = PersonRequest.objects.filter(SEE_REQUESTS.rows_for(viewer), pk=request_id)
    found = _with_people(list(rows.select_related("file__provider")), on=on)
    if not found:
        raise Http404
    return found[0]


def _with_people(requests: list[PersonRequest], *, on: date) -> list[RequestRow]:
    names = names_of(row.file.person_id for row in requests)
    schools = schools_by_id(row.school_id for row in requests)
    rows: dict[UUID, PersonRow] = {}
    for school in schools.values():
        files = [row.file for row in requests if row.school_id == school.id]
        rows |= {row.file_id: row for row in rows_of(files, school.place, names, on=on) if row.file_id}
    return [RequestRow(row, schools[row.school_id].name, rows[row.file_id]) for row in requests]


def _row(cleared: Cleared, name: str, *, on: date, warned: int, began: bool) -> PersonRow:
    file = cleared.file
    standing = FileStanding(
        entries=cleared.entries,
        cleared_until=cleared.cleared_until,
        needs_approval=file.kind in NEED_LEAVE,
        is_approved=cleared.facts.county_approved,
        term_began=began,
        hold=cleared.hold,
    )
    until = cleared.cleared_until
    return PersonRow(
        person_id=file.person_id,
        name=name,
        kind=str(PersonFile.Kind(file.kind).label),
        file_id=file.id,
        state=state_of(standing, on=on, warned_days=warned),
        cleared_until=until,
        lacking=lacking_words(stops(cleared.verdicts), is_listed=cleared.is_listed),
        provider=file.provider.name if file.provider else "",
        due_soon=until is not None and on <= until <= on + timedelta(days=warned),
    )
