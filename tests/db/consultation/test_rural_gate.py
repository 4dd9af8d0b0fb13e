"""The gate of rural schools: a petition over a frozen roll, counted strictly, or the county's leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError

from factories.consulted import (
    LASTS,
    ROUND,
    consult_families,
    count_petition,
    open_round,
    petition_school,
    sign,
    start_petition,
)
from factories.law import lay_down_the_law
from factories.links import CARER, relink
from factories.refused import reasons_of
from factories.world import NOW, World, a_world
from kehou.authority.services.departures import grant_departure
from kehou.consultation.models import (
    Consultation,
    Invitation,
    Petition,
    PetitionPupil,
    PetitionSignature,
    SignatureCheck,
)
from kehou.consultation.public import open_to
from kehou.consultation.rules import PetitionState
from kehou.consultation.services.checking import UnableToClosePetition, close_petition, verify_petition
from kehou.consultation.services.opening import UnableToOpenConsultation
from kehou.consultation.services.petitioning import UnableToOpenPetition
from kehou.consultation.services.sheets import Sheet
from kehou.consultation.services.signing import UnableToSignPetition, key_signature, sign_petition
from kehou.kernel.actor import Actor, Grant, Role
from kehou.platform.access.performing import perform
from kehou.platform.files.scans import Scan
from kehou.registry.models import Pupil
from kehou.rulebook.facts.petition import PetitionRoute

pytestmark = pytest.mark.django_db
AFTER = NOW + ROUND + timedelta(days=1)
LATER = NOW + timedelta(hours=1)
SCAN = Sheet(Scan(b"\xff\xd8\xff scan", "sheet.jpg"), by_fingerprint=True)


@pytest.fixture
def world() -> World:
    """A village school of eighteen, so that thirteen are the least that is more than two thirds."""
    lay_down_the_law()
    return a_world(urban_rural_code="220")


def _state(world: World, petition_id: object) -> str:
    with world.inside():
        return Petition.objects.get(pk=petition_id).state


@pytest.mark.clause("A7.12")
def test_a_rural_school_cannot_consult_before_its_gate_is_met(world: World) -> None:
    with pytest.raises(UnableToOpenConsultation) as refused:
        open_round(world)
    assert refused.value.clauses == ("A7.12",)
    petition_school(world, world.children[:13])
    consultation_id = open_round(world, now=AFTER)
    with world.inside():
        assert Consultation.objects.get(pk=consultation_id).basis == Consultation.Basis.PETITION
        assert open_to(world.school.id, world.term.id) is None


@pytest.mark.clause("A7.12")
def test_exactly_two_thirds_are_not_enough(world: World) -> None:
    petition_id = petition_school(world, world.children[:12])
    assert _state(world, petition_id) == PetitionState.NOT_MET
    with pytest.raises(UnableToOpenConsultation):
        open_round(world, now=AFTER)
    again = petition_school(world, world.children[:13], now=AFTER)
    assert _state(world, again) == PetitionState.MET


@pytest.mark.clause("A7.12")
def test_a_second_signature_for_a_pupil_is_refused(world: World) -> None:
    petition_id = start_petition(world)
    sign(petition_id, world.children[:12])
    with pytest.raises(UnableToSignPetition) as refused:
        sign(petition_id, world.children[:1], now=LATER)
    assert reasons_of(refused) == {"petition_signed_twice"}
    count_petition(world, petition_id, now=NOW + ROUND)
    assert _state(world, petition_id) == PetitionState.NOT_MET


@pytest.mark.clause("A7.12", "A2.2")
def test_staff_and_strangers_do_not_sign(world: World) -> None:
    petition_id = start_petition(world)
    child, other = world.children[:2]
    with pytest.raises(UnableToSignPetition) as by_staff:
        sign(petition_id, [replace(child, guardian=world[Role.TEACHER])])
    assert by_staff.value.clauses == ("A7.12", "A2.2")
    with pytest.raises(UnableToSignPetition) as by_other:
        sign(petition_id, [replace(child, guardian=other.guardian)])
    assert by_other.value.clauses == ("A7.12",)
    parent_on_the_staff = Actor(
        child.guardian.person, (Grant(Role.TEACHER, world.place),), child.guardian.wards
    )
    sign(petition_id, [replace(child, guardian=parent_on_the_staff)])


@pytest.mark.clause("A7.12")
def test_a_carer_signs_only_where_the_guardian_allowed_it(world: World) -> None:
    petition_id = start_petition(world)
    child, other = world.children[:2]
    with world.inside():
        relink([child.pupil_id], **CARER, may_sign=False)
        relink([other.pupil_id], **CARER)
    with pytest.raises(UnableToSignPetition):
        sign(petition_id, [child])
    sign(petition_id, [other])


@pytest.mark.clause("A7.12")
def test_a_pupil_who_came_after_opening_does_not_count(world: World) -> None:
    child = world.children[0]
    with world.inside():
        Pupil.objects.filter(pk=child.pupil_id).update(status=Pupil.Status.LEFT)
    petition_id = start_petition(world)
    with world.inside():
        Pupil.objects.filter(pk=child.pupil_id).update(status=Pupil.Status.ON_ROLL)
    with pytest.raises(UnableToSignPetition) as refused:
        sign(petition_id, [child], now=LATER)
    assert reasons_of(refused) == {"petition_pupil_not_on_roll"}
    sign(petition_id, world.children[1:2], now=LATER)


@pytest.mark.clause("A7.12", "A7.11")
def test_the_base_stays_when_pupils_leave_the_roll(world: World) -> None:
    petition_id = start_petition(world)
    sign(petition_id, world.children[:12], now=LATER)
    with world.inside():
        gone = [child.pupil_id for child in world.children[12:]]
        Pupil.objects.filter(pk__in=gone).update(status=Pupil.Status.LEFT)
    found = count_petition(world, petition_id, now=NOW + ROUND)
    (too_few,) = [verdict for verdict in found if verdict.reason == "petition_too_few"]
    assert (too_few.facts["found"], too_few.facts["base"], too_few.met) == (12, 18, False)
    with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
        PetitionPupil.objects.filter(pupil_id__in=gone).delete()


@pytest.mark.clause("A7.12", "A7.11")
def test_a_base_that_differs_from_the_frozen_roll_is_refused(world: World) -> None:
    petition_id = start_petition(world)
    sign(petition_id, world.children[:13], now=LATER)
    with world.inside():
        template = PetitionPupil.objects.first()
        assert template
        template.pk, template.pupil_id = world.term.id, world.term.id
        template.save(force_insert=True)
    found = count_petition(world, petition_id, now=NOW + ROUND)
    assert "petition_base_changed" in {verdict.reason for verdict in found if verdict.stops}
    assert _state(world, petition_id) == PetitionState.NOT_MET


@pytest.mark.clause("A7.12")
def test_a_petition_lasts_and_takes_no_signature_after_closing(world: World) -> None:
    with pytest.raises(UnableToOpenPetition) as short:
        start_petition(world, closes_date=(NOW + LASTS - timedelta(days=1)).date())
    assert reasons_of(short) == {"petition_too_short"}
    petition_id = start_petition(world)
    arguments = {"actor": world[Role.SCHOOL_PLAN], "petition_id": petition_id}
    with pytest.raises(UnableToClosePetition):
        perform(close_petition, **arguments, now=NOW + timedelta(days=4))
    perform(close_petition, **arguments, now=NOW + ROUND)
    with pytest.raises(UnableToSignPetition):
        sign(petition_id, world.children[:1], now=AFTER)
    with pytest.raises(DatabaseError, match="until closing"), world.inside():
        PetitionSignature.objects.create(
            county_code=world.place.code,
            school_id=world.school.id,
            petition_id=petition_id,
            pupil_id=world.children[0].pupil_id,
            signer_id=world.children[0].guardian.person,
            standing="guardian",
            may_sign=True,
            channel="phone",
            signed_at=LATER,
            recorded_at=LATER,
        )


@pytest.mark.clause("A7.12")
def test_a_signature_found_wanting_at_verification_does_not_count(world: World) -> None:
    petition_id = start_petition(world)
    sign(petition_id, world.children[:13], now=LATER)
    organiser = world[Role.SCHOOL_PLAN]
    perform(close_petition, actor=organiser, now=NOW + ROUND, petition_id=petition_id)
    with world.inside():
        doubtful = PetitionSignature.objects.values_list("id", flat=True)[0]
    perform(
        verify_petition,
        actor=organiser,
        now=NOW + ROUND,
        petition_id=petition_id,
        refused={doubtful: "签名与登记的监护人不符"},
    )
    assert _state(world, petition_id) == PetitionState.NOT_MET
    with world.inside():
        assert SignatureCheck.objects.filter(accepted=True).count() == 12


@pytest.mark.clause("A7.12")
def test_a_sheet_counts_with_its_scan_and_a_checked_identity(world: World) -> None:
    petition_id = start_petition(world)
    child = world.children[0]
    arguments = {
        "actor": world[Role.SCHOOL_PLAN],
        "now": LATER,
        "petition_id": petition_id,
        "pupil_id": child.pupil_id,
        "signed_at": LATER,
    }
    family = {"signer_id": child.guardian.person, "identity_checked": True}
    for wrong in (
        {**family, "sheet": None},
        {**family, "sheet": SCAN, "identity_checked": False},
        {**family, "sheet": SCAN, "signer_id": world[Role.TEACHER].person},
    ):
        with pytest.raises(UnableToSignPetition):
            perform(key_signature, **arguments, **wrong)
    perform(key_signature, **arguments, **family, sheet=SCAN)
    with world.inside():
        row = PetitionSignature.objects.get()
    assert row.by_fingerprint
    assert row.scan_id


@pytest.mark.clause("A7.12")
def test_applications_open_the_service_for_the_applicants_only(world: World) -> None:
    applicants = world.children[:2]
    petition_school(world, applicants, route=PetitionRoute.APPLICANTS_ONLY)
    open_round(world, now=AFTER)
    expected = {child.pupil_id for child in applicants}
    with world.inside():
        assert open_to(world.school.id, world.term.id) == expected
        assert set(Invitation.objects.values_list("pupil_id", flat=True)) == expected


@pytest.mark.clause("A7.12")
def test_the_county_may_let_a_school_depart_with_reason_and_end(world: World) -> None:
    day = NOW.date()
    perform(
        grant_departure,
        actor=world[Role.COUNTY_APPROVER],
        now=NOW,
        place=world.place,
        clause="A7.12",
        reason="寄宿制学校，家长多在外务工",
        from_date=day,
        until_date=day + timedelta(days=30),
    )
    with pytest.raises(UnableToOpenConsultation):
        open_round(world, now=NOW + timedelta(days=31))
    consultation_id = open_round(world)
    with world.inside():
        assert Consultation.objects.get(pk=consultation_id).basis == Consultation.Basis.EXEMPTION


@pytest.mark.clause("A7.12")
def test_an_urban_school_needs_no_petition(world: World) -> None:
    town = a_world(urban_rural_code="121", short_code="town")
    with pytest.raises(UnableToOpenPetition):
        start_petition(town)
    assert consult_families(town)


def test_a_family_may_begin_a_petition(world: World) -> None:
    petition_id = start_petition(world, actor=world.children[0].guardian)
    sign(petition_id, world.children[:1], now=LATER)
    with pytest.raises(UnableToSignPetition):
        perform(
            sign_petition,
            actor=world.children[0].guardian,
            now=LATER,
            petition_id=petition_id,
            pupil_id=world.children[1].pupil_id,
        )
