"""A small county with one school in it, for tests against the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zlib import crc32

from kehou.kernel.actor import Actor, Grant, Role, Ward
from kehou.kernel.moments import SHANGHAI
from kehou.kernel.places import Place
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import Scope, at, scoped
from kehou.platform.sealed.keyring import make_keys
from kehou.providers.models import CheckEntry, PersonFile
from kehou.registry.models import Guardianship, Identity, PhoneDirectory, Pupil, Term
from kehou.registry.public import SchoolInfo, TermInfo, enter_person, phone_token, school_info, term_info
from kehou.registry.public.names import seal_identity
from kehou.registry.services.organising import hire, open_class, open_school, open_term

COUNTY = Place("430181")
NOW = datetime(2026, 1, 12, 9, tzinfo=SHANGHAI)


@dataclass
class Child:
    """A pupil with one guardian, by id, and the guardian as an actor."""

    pupil_id: UUID
    guardian: Actor


@dataclass
class World:
    """Ids and actors of the small county; of each grade its first class."""

    school: SchoolInfo
    term: TermInfo
    actors: dict[Role, Actor] = field(default_factory=dict)
    class_ids: dict[int, UUID] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)

    def __getitem__(self, role: Role) -> Actor:
        return self.actors[role]

    @property
    def place(self) -> Place:
        return self.school.place

    def inside(self):  # type: ignore[no-untyped-def]
        """The scope of the whole county."""
        return scoped(at(COUNTY))


SCHOOL_ROLES = (
    Role.SCHOOL_HEAD,
    Role.SCHOOL_PLAN,
    Role.SCHOOL_TEACHING,
    Role.SCHOOL_SAFETY,
    Role.SCHOOL_CASHIER,
    Role.SCHOOL_ACCOUNTANT,
    Role.CLASS_TEACHER,
    Role.TEACHER,
)
LEADING = (Role.TEACHER, Role.CLASS_TEACHER)
PLANNED = ("t1", "t2")
CHECKED = date(2025, 9, 1)
COUNTY_ROLES = (Role.COUNTY_OFFICER, Role.COUNTY_APPROVER)


def a_world(
    *,
    grades: tuple[int, ...] = (1, 2, 3, 4, 5, 6),
    classes: int = 1,
    per_class: int = 3,
    urban_rural_code: str = "111",
    short_code: str = "yx",
) -> World:
    """A county, a term, a school with staff, and some children in each grade."""
    with scoped(Scope(areas=frozenset({"43"}))):
        row = open_school(
            county_code=COUNTY.code,
            name="演习小学",
            short_code=short_code,
            official_code=f"2143{crc32(short_code.encode()) % 10**6:06d}",
            grades=grades,
            urban_rural_code=urban_rural_code,
        )
        term = the_term()
        world = World(school_info(row.id), term_info(term.id))
        for role in SCHOOL_ROLES:
            world.actors[role] = _staff(role, world.place)
        for role in COUNTY_ROLES:
            world.actors[role] = _staff(role, COUNTY)
        for grade in grades:
            for number in range(1, classes + 1):
                _fill_class(world, grade, number, per_class)
        clear_people(world.place, dict.fromkeys(PLANNED))
        clear_people(world.place, {str(world[role].person): world[role].person for role in LEADING})
    return world


def clear_people(place: Place, people: dict[str, UUID | None]) -> None:
    """Files with all checks passed, by the keys that a plan uses; someone without an id is made up."""
    files = [
        PersonFile(
            county_code=place.code,
            school_id=place.school,
            person_id=person or enter_person(place, name=f"教师{key}"),
            leader_key=key,
            kind=PersonFile.Kind.OWN,
            filed_by=new_id(),
            filed_at=NOW,
        )
        for key, person in people.items()
    ]
    PersonFile.objects.bulk_create(files)
    CheckEntry.objects.bulk_create(
        CheckEntry(
            county_code=place.code,
            school_id=place.school,
            file=file,
            check_item=item,
            passed=True,
            reference="演教人〔2025〕30号",
            checked_date=CHECKED,
            entered_by=new_id(),
            entered_at=NOW,
        )
        for file in files
        for item in CheckEntry.Item
    )


def the_term() -> Term:
    """The term of the county, which schools share."""
    spring = {"county_code": COUNTY.code, "year": 2026, "half": "spring"}
    return Term.objects.filter(**spring).first() or open_term(
        **spring, first=date(2026, 3, 2), last=date(2026, 7, 3)
    )


def _staff(role: Role, place: Place) -> Actor:
    person = hire(place, name=f"职员{role.value}", roles=[(role, place, "")], since=date(2025, 9, 1))
    return Actor(person, (Grant(role, place),))


def _fill_class(world: World, grade: int, number: int, count: int) -> None:
    place, code = world.place, f"{grade:02d}{number:02d}"
    row = open_class(place, code=code, grade=grade, entry_year=2026 - grade, name=f"{grade}年级{number}班")
    world.class_ids.setdefault(grade, row.id)
    for seat in range(1, count + 1):
        phone = f"199{number - 1:02d}{grade:02d}{seat:04d}"
        world.children.append(_child(place, row.id, grade, seat, phone=phone))


def _child(place: Place, class_id: UUID, grade: int, seat: int, *, phone: str) -> Child:
    pupil_id, guardian_id = new_id(), new_id()
    keys = make_keys([pupil_id, guardian_id], place=place)
    Identity.objects.bulk_create(
        [
            seal_identity(pupil_id, place=place, key=keys[pupil_id], name=f"学生{grade}{seat:02d}"),
            seal_identity(
                guardian_id, place=place, key=keys[guardian_id], name=f"家长{grade}{seat:02d}", phone=phone
            ),
        ]
    )
    PhoneDirectory.objects.get_or_create(phone_token=phone_token(phone), county_code=place.code)
    Pupil.objects.create(
        id=pupil_id,
        county_code=place.code,
        school_id=place.school_id,
        school_class_id=class_id,
        seat_number=seat,
        sex="1",
        birth_date=date(2019 - grade, 9, 1),
        since_date=date(2025, 9, 1),
    )
    Guardianship.objects.create(
        county_code=place.code,
        school_id=place.school_id,
        pupil_id=pupil_id,
        guardian_id=guardian_id,
        relation="父母",
        from_date=date(2025, 9, 1),
    )
    return Child(pupil_id, Actor(guardian_id, (), (Ward(pupil_id, guardian_id, place),)))
