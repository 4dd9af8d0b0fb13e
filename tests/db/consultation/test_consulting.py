"""A consultation from opening to its published result; whatever the Measures forbid is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.http import Http404

from factories.consulted import (
    LASTS,
    NO,
    ROUND,
    YES,
    a_questionnaire,
    answer,
    consult_families,
    finish_round,
    open_round,
)
from factories.law import lay_down_the_law
from factories.links import relink
from factories.refused import reasons_of
from factories.world import NOW, World, a_world
from kehou.consultation.models import Consultation, Invitation, PublishedResult, StoredAnswer
from kehou.consultation.public import consultation_state, open_to
from kehou.consultation.services.answering import UnableToAnswer
from kehou.consultation.services.closing import UnableToCloseConsultation, close_consultation, publish_result
from kehou.consultation.services.following import UnableToRemind, remind_families
from kehou.consultation.services.moving import UnableToMoveConsultation
from kehou.consultation.services.opening import UnableToOpenConsultation, invite_missing
from kehou.kernel.actor import Role
from kehou.plans.judging import surroundings_of
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.platform.duties.models import Duty
from kehou.platform.messages.models import Message
from kehou.registry.models import Guardianship, Pupil
from kehou.rulebook.facts.consultation import Answer, AnswerOption

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world()


@pytest.mark.clause("A2.3", "A7.2")
def test_a_lawful_round_ends_in_a_public_result(world: World) -> None:
    consultation_id = consult_families(world)
    with world.inside():
        duty = Duty.objects.get(clause="A2.3")
        assert (duty.due_date, duty.done_at is None) == (date(2026, 1, 14), False)
        state = consultation_state(world.school.id, world.term.id)
        assert state is not None
        assert (state.pupil_count, state.invited_count, state.answered_count) == (18, 18, 18)
        assert state.published_date is not None
        assert open_to(world.school.id, world.term.id) is None
    # Outside every scope, as anyone reads it.
    result = PublishedResult.objects.get(consultation_id=consultation_id)
    assert result.content["counts"]["choices"]["yes"] is None  # the others are 0, so 18 would tell all


@pytest.mark.clause("A2.3")
def test_every_guardian_is_invited_in_one_act_and_leavers_are_not(world: World) -> None:
    gone, new = world.children[0], world.children[1]
    with world.inside():
        Pupil.objects.filter(pk=gone.pupil_id).update(status=Pupil.Status.LEFT)
        Pupil.objects.filter(pk=new.pupil_id).update(status=Pupil.Status.NEW)
    consultation_id = open_round(world)
    with world.inside():
        invited = set(Invitation.objects.values_list("pupil_id", flat=True))
        assert invited == {child.pupil_id for child in world.children[1:]}
        assert Message.objects.filter(kind="consultation.invited").count() == 17
        assert Consultation.objects.get(pk=consultation_id).basis == Consultation.Basis.NOT_RURAL


@pytest.mark.clause("A2.3")
def test_new_pupils_are_asked_later_without_asking_everyone_again(world: World) -> None:
    first = consult_families(world)
    newcomers = {child.pupil_id for child in world.children[:2]}
    with world.inside():
        Pupil.objects.filter(pk__in=newcomers).update(status=Pupil.Status.NEW)
    later = open_round(world, newcomers_only=True)
    finish_round(world, later, now=NOW + ROUND)
    with world.inside():
        asked = Invitation.objects.filter(consultation_id=later).values_list("pupil_id", flat=True)
        assert set(asked) == newcomers
        state = consultation_state(world.school.id, world.term.id)
    assert state is not None
    assert (state.consultation_id, state.pupil_count) == (first, 18)


@pytest.mark.clause("A4.12")
def test_a_closed_round_is_the_plans_survey_of_needs(world: World) -> None:
    def has_survey() -> bool:
        with world.inside():
            return surroundings_of(world.school, world.term, on=NOW.date()).has_demand_survey

    assert not has_survey()
    consult_families(world)
    assert has_survey()


@pytest.mark.clause("A2.1")
def test_a_preselected_yes_is_refused(world: World) -> None:
    ticked = (AnswerOption(Answer.YES, preselected=True), AnswerOption(Answer.NO))
    with pytest.raises(UnableToOpenConsultation) as refused:
        open_round(world, questionnaire=a_questionnaire(options=ticked))
    assert refused.value.clauses == ("A2.1",)
    with world.inside():
        assert not Consultation.objects.exists()
        assert AuditEvent.objects.get(refused=True).action == "open_consultation"
    assert open_round(world)


@pytest.mark.clause("A2.2")
def test_a_questionnaire_without_no_is_refused(world: World) -> None:
    only_yes = (AnswerOption(Answer.YES), AnswerOption(Answer.UNSURE))
    with pytest.raises(UnableToOpenConsultation) as refused:
        open_round(world, questionnaire=a_questionnaire(options=only_yes))
    assert refused.value.clauses == ("A2.2",)


@pytest.mark.clause("A2.3")
def test_pupils_of_the_upper_grades_must_be_asked(world: World) -> None:
    with pytest.raises(UnableToOpenConsultation) as refused:
        open_round(world, questionnaire=a_questionnaire(asks_pupil_needs=False))
    assert reasons_of(refused) == {"pupil_needs_unasked"}
    small = a_world(grades=(1, 2), short_code="small")
    assert open_round(small, questionnaire=a_questionnaire(asks_pupil_needs=False))


@pytest.mark.clause("A2.3")
def test_a_round_that_is_planned_or_closed_too_short_is_refused(world: World) -> None:
    with pytest.raises(UnableToOpenConsultation) as refused:
        open_round(world, closes_date=(NOW + LASTS - timedelta(days=1)).date())
    assert reasons_of(refused) == {"consultation_too_short"}
    consultation_id = open_round(world)
    arguments = {"actor": world[Role.SCHOOL_PLAN], "consultation_id": consultation_id}
    with pytest.raises(UnableToCloseConsultation) as early:
        perform(close_consultation, **arguments, now=NOW + timedelta(days=4))
    assert reasons_of(early) == {"consultation_too_short", "consultation_closes_early"}
    perform(close_consultation, **arguments, now=NOW + ROUND)


@pytest.mark.clause("A2.3")
def test_a_round_that_invited_only_some_classes_cannot_close_until_all_are_invited(world: World) -> None:
    late_class = [child.pupil_id for child in world.children[-3:]]
    with world.inside():
        relink(late_class, from_date=(NOW + timedelta(days=1)).date())
    consultation_id = open_round(world)
    arguments = {"actor": world[Role.SCHOOL_PLAN], "consultation_id": consultation_id}
    with pytest.raises(UnableToCloseConsultation) as refused:
        perform(close_consultation, **arguments, now=NOW + ROUND)
    (verdict,) = refused.value.verdicts
    assert (verdict.clause, verdict.subject) == ("A2.3", "class/6年级1班")
    assert perform(invite_missing, **arguments, now=NOW + timedelta(days=2)) == 3
    perform(close_consultation, **arguments, now=NOW + ROUND)


@pytest.mark.clause("A2.3")
def test_a_pupil_without_a_known_guardian_is_reached_by_a_sheet(world: World) -> None:
    alone = world.children[0]
    with world.inside():
        Guardianship.objects.filter(pupil_id=alone.pupil_id).update(until_date=NOW.date())
    consultation_id = open_round(world)
    arguments = {"actor": world[Role.SCHOOL_PLAN], "consultation_id": consultation_id}
    assert perform(invite_missing, **arguments, now=LATER) == 0
    assert perform(invite_missing, **arguments, now=LATER, handed_out=[alone.pupil_id]) == 1
    perform(close_consultation, **arguments, now=NOW + ROUND)


@pytest.mark.clause("A2.3")
def test_few_answers_warn_and_do_not_stop(world: World) -> None:
    consultation_id = open_round(world)
    answer(world, consultation_id, world.children[0], NO, now=LATER)
    found = perform(
        close_consultation, actor=world[Role.SCHOOL_PLAN], now=NOW + ROUND, consultation_id=consultation_id
    )
    assert [verdict.reason for verdict in found if verdict.warns] == ["consultation_few_answers"]


@pytest.mark.clause("A2.3")
def test_steps_follow_each_other_and_belong_to_organisers(world: World) -> None:
    consultation_id = open_round(world)
    with pytest.raises(UnableToMoveConsultation):
        perform(publish_result, actor=world[Role.SCHOOL_PLAN], now=LATER, consultation_id=consultation_id)
    with pytest.raises(UnableToOpenConsultation) as refused:
        open_round(world)
    assert reasons_of(refused) == {"consultation_running"}
    for role in (Role.TEACHER, Role.COUNTY_OFFICER):
        with pytest.raises(Http404):
            perform(close_consultation, actor=world[role], now=NOW + ROUND, consultation_id=consultation_id)


def test_an_answer_changes_until_closing_and_never_after(world: World) -> None:
    consultation_id = open_round(world)
    child = world.children[0]
    answer(world, consultation_id, child, NO, now=LATER)
    answer(world, consultation_id, child, YES, now=LATER)
    with world.inside():
        assert StoredAnswer.objects.get().choice == "yes"
    finish_round(world, consultation_id, now=NOW + ROUND)
    with pytest.raises(UnableToAnswer) as refused:
        answer(world, consultation_id, child, NO, now=NOW + ROUND)
    assert refused.value.verdicts[0].reason == "answers_closed"
    with pytest.raises(DatabaseError, match="until closing"), world.inside():
        StoredAnswer.objects.update(choice="no")


@pytest.mark.clause("A2.2")
def test_nobody_answers_for_another_family(world: World) -> None:
    consultation_id = open_round(world)
    child, other = world.children[:2]
    for stranger in (other.guardian, world[Role.SCHOOL_PLAN]):
        with pytest.raises(UnableToAnswer) as refused:
            answer(world, consultation_id, replace(child, guardian=stranger), YES, now=LATER)
        assert refused.value.clauses == ("A2.2",)
    answer(world, consultation_id, child, YES, now=LATER)


def test_an_answer_that_was_not_offered_is_refused(world: World) -> None:
    consultation_id = open_round(world)
    for wrong in (replace(YES, days=(5,)), replace(YES, courses=("golf",)), replace(YES, price_view="high")):
        with pytest.raises(UnableToAnswer):
            answer(world, consultation_id, world.children[0], wrong, now=LATER)


@pytest.mark.clause("A2.2")
def test_families_are_reminded_once_at_most(world: World) -> None:
    consultation_id = open_round(world)
    answer(world, consultation_id, world.children[0], NO, now=LATER)
    arguments = {"actor": world[Role.SCHOOL_HEAD], "now": LATER, "consultation_id": consultation_id}
    assert perform(remind_families, **arguments) == 17
    with pytest.raises(UnableToRemind) as refused:
        perform(remind_families, **arguments)
    assert refused.value.clauses == ("A2.2",)
