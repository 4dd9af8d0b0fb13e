"""Guardians and carers: confirmed by the class teacher, limited, ended, merged; never rewritten."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError
from django.http import Http404

from factories.refused import reasons_of
from factories.registry import class_teacher, pupil_named, take_in
from factories.registry import school as school
from factories.roll_files import good_row, phone
from factories.world import NOW, World
from kehou.kernel.actor import Actor, Role
from kehou.kernel.verdict import UnableTo
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.platform.files.scans import Scan
from kehou.registry.models import Guardianship
from kehou.registry.public import contacts_of, families_of, wards_of
from kehou.registry.services.families.confirming import confirm_links, correct_contact, merge_guardians
from kehou.registry.services.families.linking import (
    Limits,
    add_guardian,
    end_link,
    entrust_carer,
    limit_link,
)

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LETTER = Scan(b"%PDF-1.7 letter", "委托书.pdf")
COLLECTS = Limits(may_sign=False, may_collect=True)


@pytest.fixture
def teacher(school: World) -> Actor:
    take_in(school, good_row(31), good_row(33, 姓名="向豆苗", 班号="202401", 入学年月="202409"))
    return class_teacher(school, "202302")


def _link(school: World, pupil: str, relation: str = "father") -> Guardianship:
    with school.inside():
        return Guardianship.objects.get(
            pupil_id=pupil_named(school, pupil).id, relation=relation, until_date=None
        )


def _entrust(actor: Actor, pupil_id: UUID, **changes: object) -> Guardianship:
    said: dict[str, object] = {
        "name": "彭婆婆",
        "phone": phone(7),
        "relation": "maternal_grandmother",
        "limits": COLLECTS,
        "until": TODAY + timedelta(days=90),
        "proof": LETTER,
    }
    return perform(entrust_carer, actor=actor, now=NOW, pupil_id=pupil_id, **(said | changes))


@pytest.mark.clause("A2.1")
def test_the_class_teacher_confirms_guardians_of_the_own_class_only(school: World, teacher: Actor) -> None:
    own, other = _link(school, "向禾苗"), _link(school, "向豆苗")
    assert perform(confirm_links, actor=teacher, now=NOW, links=[own.id]) == 1
    assert perform(confirm_links, actor=teacher, now=NOW, links=[own.id]) == 0
    with pytest.raises(Http404):
        perform(confirm_links, actor=teacher, now=NOW, links=[other.id])
    with pytest.raises(Http404):
        perform(confirm_links, actor=school[Role.CLASS_TEACHER], now=NOW, links=[own.id])


@pytest.mark.clause("A7.6")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"proof": None}, "carer_without_proof"),
        ({"proof": Scan(b"<html>", "x.pdf")}, "proof_not_a_scan"),
        ({"until": TODAY}, "carer_without_time"),
        ({"limits": Limits(may_sign=False, may_collect=False)}, "carer_for_nothing"),
    ],
)
def test_a_carer_needs_proof_time_and_purpose(
    school: World, teacher: Actor, changes: dict[str, object], reason: str
) -> None:
    child = pupil_named(school, "向禾苗")
    with pytest.raises(UnableTo) as refused:
        _entrust(teacher, child.id, **changes)
    assert reasons_of(refused) == {reason}


def test_a_carer_acts_within_the_letter_and_its_time(school: World, teacher: Actor) -> None:
    link = _entrust(teacher, pupil_named(school, "向禾苗").id)
    wards = wards_of([link.guardian_id], county=school.place.code, on=TODAY)
    assert [(ward.may_sign, ward.may_collect) for ward in wards] == [(False, True)]
    assert wards_of([link.guardian_id], county=school.place.code, on=TODAY + timedelta(days=90)) == []
    with pytest.raises(UnableTo):
        _entrust(teacher, pupil_named(school, "向禾苗").id)


@pytest.mark.clause("A10.8")
def test_limits_change_by_ending_one_link_and_opening_another(school: World, teacher: Actor) -> None:
    link = _link(school, "向禾苗")
    barred = Limits(may_sign=False, may_collect=False, must_not_collect=True)
    tomorrow = NOW + timedelta(days=1)
    fresh = perform(limit_link, actor=teacher, now=tomorrow, link_id=link.id, limits=barred)
    with school.inside():
        old = Guardianship.objects.get(pk=link.id)
        assert (old.may_sign, old.until_date) == (True, tomorrow.date())
        held = families_of(school.school.id, on=tomorrow.date(), pupils=[fresh.pupil_id])
    (father,) = (said for said in held if said.guardian_id == fresh.guardian_id)
    assert father.must_not_collect
    again = perform(
        limit_link,
        actor=teacher,
        now=tomorrow,
        link_id=fresh.id,
        limits=Limits(may_sign=True, may_collect=True),
    )
    assert again.may_sign


def test_a_link_cannot_be_rewritten_nor_overlap_even_by_hand(school: World, teacher: Actor) -> None:
    link = _link(school, "向禾苗")
    with pytest.raises(IntegrityError, match="kept as they were"), school.inside():
        Guardianship.objects.filter(pk=link.id).update(may_sign=False)
    with pytest.raises(IntegrityError, match="kept as they were"), school.inside():
        Guardianship.objects.filter(pk=link.id).delete()
    with pytest.raises(IntegrityError, match="overlap"), school.inside():
        Guardianship.objects.create(
            county_code=link.county_code,
            school_id=link.school_id,
            pupil_id=link.pupil_id,
            guardian_id=link.guardian_id,
            relation="father",
            from_date=TODAY + timedelta(days=30),
        )
    with school.inside():  # one after the other is no overlap
        Guardianship.objects.filter(pk=link.id).update(until_date=TODAY + timedelta(days=30))
        Guardianship.objects.create(
            county_code=link.county_code,
            school_id=link.school_id,
            pupil_id=link.pupil_id,
            guardian_id=link.guardian_id,
            relation="father",
            from_date=TODAY + timedelta(days=30),
        )


def test_an_ended_link_is_not_opened_again_by_the_same_roll(school: World, teacher: Actor) -> None:
    link = _link(school, "向禾苗")
    perform(end_link, actor=teacher, now=NOW, link_id=link.id)
    again = take_in(school, good_row(31), good_row(33, 姓名="向豆苗", 班号="202401", 入学年月="202409"))
    assert again.counts["changed"] == 0
    assert wards_of([link.guardian_id], county=school.place.code, on=TODAY) == []


def test_a_guardian_whom_the_roll_forgot_is_added_and_corrected(school: World, teacher: Actor) -> None:
    link = perform(
        add_guardian,
        actor=teacher,
        now=NOW,
        pupil_id=pupil_named(school, "向禾苗").id,
        name="向爷爷",
        phone=phone(8),
        relation="grandfather",
    )
    assert link.confirmed_by == teacher.person
    perform(correct_contact, actor=teacher, now=NOW, link_id=link.id, name="向远帆", phone=phone(9))
    with school.inside():
        assert contacts_of([link.guardian_id])[link.guardian_id].phone == phone(9)


def test_siblings_guardians_become_one_person_when_someone_says_so(school: World, teacher: Actor) -> None:
    own, other = _link(school, "向禾苗"), _link(school, "向豆苗")
    assert own.guardian_id != other.guardian_id
    office = school[Role.SCHOOL_TEACHING]
    assert perform(merge_guardians, actor=office, now=NOW, link_id=other.id, into=own.guardian_id) == 1
    wards = wards_of([own.guardian_id], county=school.place.code, on=TODAY)
    assert len(wards) == 2
    assert wards_of([other.guardian_id], county=school.place.code, on=TODAY) == []
    with pytest.raises(UnableTo):
        perform(merge_guardians, actor=office, now=NOW, link_id=own.id, into=own.guardian_id)


def test_what_is_recorded_names_nobody(school: World, teacher: Actor) -> None:
    _entrust(teacher, pupil_named(school, "向禾苗").id)
    with school.inside():
        written = str(list(AuditEvent.objects.values()))
    assert "carer.entrusted" in written
    for secret in ("彭婆婆", phone(7), "向禾苗"):
        assert secret not in written
