"""Writing accepted rows: classes, new pupils, changed and returned ones, and their families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db.models import Max

from kehou.kernel.places import Place
from kehou.platform.database.rows import new_id
from kehou.platform.sealed.cipher import seal
from kehou.platform.sealed.keyring import make_keys
from kehou.registry.models import Identity, Pupil, SchoolClass
from kehou.registry.public.names import seal_identity
from kehou.registry.rolls import Change, PupilContent, RollRow, taken_over
from kehou.registry.services.rolls.classes import class_code, open_classes
from kehou.registry.services.rolls.examining import Examination
from kehou.registry.services.rolls.households import Households
from kehou.registry.services.rolls.tokens import (
    SEX_CODES,
    has_priority,
    needs_text,
    sealed_id_number,
)

AT_ONCE = 2_000
_PUPIL_COLUMNS = (
    "school_class",
    "seat_number",
    "sex",
    "birth_date",
    "status",
    "lodging",
    "rides_bus",
    "has_priority",
    "needs",
    "left_date",
)
_NUMBER_COLUMNS = ("name", "name_token", "id_number", "id_token", "roll_number", "roll_token")
_Thing = TypeVar("_Thing")


def write_rows(place: Place, found: Examination, *, is_new_list: bool, today: date) -> None:
    """Write what an examination proposes, in parts of bounded size."""
    proposal = found.proposal
    arrivals = [found.rows[arrival.row.row] for arrival in proposal.new]
    changes = [*proposal.changed, *proposal.returned]
    moved = [found.rows[change.incoming.row.row].pupil.schooling for change in changes]
    classes = open_classes(place, [row.pupil.schooling for row in arrivals] + moved, found.school_year)
    writer = _Writer(place, found, classes, Pupil.Status.NEW if is_new_list else Pupil.Status.ON_ROLL, today)
    for part in _parts(arrivals):
        writer.add(part)
    for some in _parts(changes):
        writer.change(some)
    for some in _parts([*proposal.same, *changes]):
        writer.complete_identities(some)


def _parts(things: Iterable[_Thing]) -> Iterator[list[_Thing]]:
    rest = iter(things)
    while part := list(islice(rest, AT_ONCE)):
        yield part


class _Writer:
    """Writes one file's rows to one school."""

    def __init__(
        self,
        place: Place,
        found: Examination,
        classes: Mapping[str, SchoolClass],
        status: Pupil.Status,
        today: date,
    ) -> None:
        self._place, self._found, self._classes = place, found, classes
        self._status, self._today = status, today
        self._households = Households(place, found.known.guardians, today)
        self._seats = _last_seats(place)

    def add(self, rows: Sequence[RollRow]) -> None:
        """Enter new pupils with their identities and families."""
        people = {new_id(): row for row in rows}
        keys = make_keys(people, place=self._place)
        Identity.objects.bulk_create(
            self._identity(person, row, keys[person]) for person, row in people.items()
        )
        Pupil.objects.bulk_create(self._pupil(person, row, keys[person]) for person, row in people.items())
        self._households.link({person: row.pupil.guardians for person, row in people.items()})

    def change(self, changes: Sequence[Change]) -> None:
        """Take over what the file says of pupils who are known; what it leaves out stays."""
        known = self._found.known
        for change in changes:
            row = known.pupils[change.pupil_id]
            content = taken_over(known.contents[row.id].content, change.incoming.row.pupil)
            self._fill(row, content, known.keys[row.id])
            self._seat(row, self._classes[content.schooling.class_label])
            if row.status != Pupil.Status.ON_ROLL:
                row.status, row.left_date = self._status, None
        Pupil.objects.bulk_update((known.pupils[change.pupil_id] for change in changes), _PUPIL_COLUMNS)
        self._households.link(
            {
                change.pupil_id: self._found.rows[change.incoming.row.row].pupil.guardians
                for change in changes
                if "guardians" in change.fields
            },
            known={
                change.pupil_id: {
                    (person.phone, person.name)
                    for person in known.contents[change.pupil_id].content.guardians
                }
                for change in changes
            },
        )

    def complete_identities(self, changes: Sequence[Change]) -> None:
        """Write corrected names and numbers, and numbers that were not known before."""
        known = self._found.known
        altered = []
        for change in changes:
            row, identity = self._found.rows[change.incoming.row.row], known.identities[change.pupil_id]
            said = self._identity(identity.id, row, known.keys[identity.id])
            fresh = [
                column
                for column in ("name", "id", "roll")
                if (token := getattr(said, f"{column}_token"))
                and token != getattr(identity, f"{column}_token")
            ]
            for column in fresh:
                sealed = column if column == "name" else f"{column}_number"
                setattr(identity, sealed, getattr(said, sealed))
                setattr(identity, f"{column}_token", getattr(said, f"{column}_token"))
            if fresh:
                altered.append(identity)
        Identity.objects.bulk_update(altered, _NUMBER_COLUMNS)

    def _identity(self, person: UUID, row: RollRow, key: bytes) -> Identity:
        return seal_identity(
            person,
            place=self._place,
            key=key,
            name=row.pupil.name,
            id_number=sealed_id_number(row.identity),
            roll_number=row.identity.roll_number,
        )

    def _pupil(self, person: UUID, row: RollRow, key: bytes) -> Pupil:
        pupil = Pupil(
            id=person,
            county_code=self._place.code,
            school_id=self._place.school,
            status=self._status,
            since_date=self._today,
        )
        self._seat(pupil, self._classes[class_code(row.pupil.schooling, self._found.school_year)])
        self._fill(pupil, row.pupil, key)
        return pupil

    def _seat(self, pupil: Pupil, school_class: SchoolClass) -> None:
        """Seat a pupil in a class behind the others; who stays in their class keeps the seat."""
        if pupil.school_class_id != school_class.id:
            pupil.school_class = school_class
            pupil.seat_number = self._seats[school_class.id] = self._seats.get(school_class.id, 0) + 1

    def _fill(self, row: Pupil, content: PupilContent, key: bytes) -> None:
        said = content.circumstances
        row.sex, row.birth_date = SEX_CODES[content.sex], content.birth_date
        row.lodging = Pupil.Lodging.BOARDER if said.boarding else Pupil.Lodging.DAY
        row.rides_bus = bool(said.bus)
        row.has_priority = has_priority(said)
        row.needs = seal(needs_text(said), key=key, bound_to=f"needs:{row.id}")


def _last_seats(place: Place) -> dict[UUID, int]:
    rows = Pupil.objects.filter(school_id=place.school, seat_number__isnull=False)
    return dict(rows.values_list("school_class_id").annotate(last=Max("seat_number")).order_by())
