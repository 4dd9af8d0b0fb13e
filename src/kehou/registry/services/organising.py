"""Setting up schools, classes, terms and staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from kehou.kernel.actor import Role
from kehou.kernel.places import Place
from kehou.platform.access.holding import give_role
from kehou.platform.access.models import Account
from kehou.platform.database.rows import new_id
from kehou.platform.sealed.keyring import make_keys
from kehou.registry.models import School, SchoolClass, StaffMember, Term
from kehou.registry.public.names import seal_identity


def open_school(
    *,
    county_code: str,
    name: str,
    short_code: str,
    official_code: str,
    grades: Iterable[int],
    urban_rural_code: str,
    is_public: bool = True,
    has_boarders: bool = False,
    authority_code: str = "",
    legal_person_id: UUID | None = None,
) -> School:
    """Enter a school, or a teaching point under its central school."""
    return School.objects.create(
        county_code=county_code,
        name=name,
        short_code=short_code,
        official_code=official_code,
        grades=sorted(grades),
        urban_rural_code=urban_rural_code,
        ownership=School.Ownership.PUBLIC if is_public else School.Ownership.PRIVATE,
        has_boarders=has_boarders,
        authority_code=authority_code or county_code,
        legal_person_id=legal_person_id,
    )


def open_term(*, county_code: str, year: int, half: str, first: date, last: date) -> Term:
    """Enter a term of a county."""
    return Term.objects.create(
        county_code=county_code, year=year, half=half, first_date=first, last_date=last
    )


def open_class(place: Place, *, code: str, grade: int, entry_year: int, name: str) -> SchoolClass:
    """Enter an administrative class of a school."""
    return SchoolClass.objects.create(
        county_code=place.code,
        school_id=place.school,
        code=code,
        grade=grade,
        entry_year=entry_year,
        name=name,
    )


def hire(
    place: Place,
    *,
    name: str,
    roles: Iterable[tuple[Role, Place, str]],
    since: date,
    login: str = "",
    password: str | None = None,
    phone: str = "",
    kind: str = StaffMember.Kind.TEACHER,
) -> UUID:
    """Enter someone who works at a school or office, with roles and, given a login, an account."""
    person = new_id()
    keys = make_keys([person], place=place)
    seal_identity(person, place=place, key=keys[person], name=name, phone=phone).save(force_insert=True)
    if place.school_id:
        StaffMember.objects.create(
            id=person, county_code=place.code, school_id=place.school_id, kind=kind, since_date=since
        )
    for role, where, detail in roles:
        give_role(person, role, where, from_date=since, detail=detail)
    if login:
        Account.objects.create_account(login=login, person_id=person, password=password)
    return person
