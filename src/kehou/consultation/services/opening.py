"""Opening a consultation and inviting every family of the roll in one act (A2.3, A7.2, A7.12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.consultation.access import RUN_CONSULTATION
from kehou.consultation.content import to_json
from kehou.consultation.facts import QuestionnaireContent
from kehou.consultation.gate import is_rural, judge_gate, latest_petition
from kehou.consultation.models import Consultation, Invitation, Petition
from kehou.consultation.reach import consultation_facts, reached
from kehou.consultation.rules import RUNNING, PetitionState, State
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.messages.notifying import notify
from kehou.registry.public import SchoolInfo, families_of, school_info

# A family without a known contact can still be handed a sheet until closing, so this stops only then.
UNTIL_CLOSING = frozenset({"consultation_misses_families"})
INVITED = "学校请您填写课后服务意见表，参加或不参加都可以，不用说明理由。"


class UnableToOpenConsultation(UnableTo):
    """The gate is shut, a round is running, it is too short, or its questionnaire is not honest."""


@transaction.atomic
def open_consultation(
    *,
    actor: Actor,
    now: datetime,
    school_id: UUID,
    term_id: UUID,
    questionnaire: QuestionnaireContent,
    closes_date: date,
    newcomers_only: bool = False,
) -> UUID:
    """Open a round and invite every guardian and carer of the roll, new pupils' among them.

    ``newcomers_only`` asks new pupils' families alone, after everyone else was asked (practice.md 3).

    Raises UnableToOpenConsultation (A2.1 to A2.3, A7.12).
    """
    school = school_info(school_id)
    require(RUN_CONSULTATION, actor, school.place)
    refused = list(stops(judge_gate(school, term_id, opened_at=now, now=now)))
    if Consultation.objects.filter(school_id=school_id, term_id=term_id, state__in=RUNNING).exists():
        refused.append(refusal("A2.3", "consultation_running"))
    if refused:
        raise UnableToOpenConsultation(refused)
    petition = latest_petition(school_id, term_id)
    consultation = Consultation.objects.create(
        county_code=school.county_code,
        school_id=school_id,
        term_id=term_id,
        state=State.OPEN.value,
        basis=_basis(school, petition, now=now),
        petition=petition if petition and petition.state == PetitionState.MET else None,
        newcomers_only=newcomers_only,
        questionnaire=to_json(questionnaire),
        opened_by=actor.person,
        opened_at=now,
        closes_date=closes_date,
    )
    _invite(consultation, now=now)
    refused = _judge(consultation, questionnaire, now=now)
    if refused:
        raise UnableToOpenConsultation(refused)
    subject = subject_of("consultation", consultation.id)
    record("consultation.opened", actor=actor, place=school.place, subject=subject, now=now)
    return consultation.id


@transaction.atomic
def invite_missing(
    *, actor: Actor, now: datetime, consultation_id: UUID, handed_out: Iterable[UUID] = ()
) -> int:
    """Invite families that came onto the roll since, and note sheets handed out; how many rows.

    ``handed_out`` are pupils without a known guardian who took a paper sheet home (A2.3).
    Raises UnableToOpenConsultation.
    """
    consultation = Consultation.objects.select_for_update().get(pk=consultation_id)
    require(RUN_CONSULTATION, actor, consultation.place)
    if consultation.closed_at is not None:
        raise UnableToOpenConsultation([refusal("A2.3", "answers_closed")])
    invited = _invite(consultation, now=now)
    asked = {pupil.id for pupil in reached(consultation).without_invitation()}
    sheets = [_invitation(consultation, pupil, None, now) for pupil in handed_out if pupil in asked]
    Invitation.objects.bulk_create(sheets)
    subject = subject_of("consultation", consultation.id)
    count = invited + len(sheets)
    record(
        "consultation.invited_more",
        actor=actor,
        place=consultation.place,
        subject=subject,
        now=now,
        detail={"count": count},
    )
    return count


def _basis(school: SchoolInfo, petition: Petition | None, *, now: datetime) -> str:
    if not is_rural(school, on=local_day(now)):
        return Consultation.Basis.NOT_RURAL
    if petition is not None and petition.state == PetitionState.MET:
        return Consultation.Basis.PETITION
    return Consultation.Basis.EXEMPTION


def _invite(consultation: Consultation, *, now: datetime) -> int:
    """Invite everyone who was not invited yet, with bulk rows and one message a person."""
    asked = {pupil.id for pupil in reached(consultation).pupils}
    known = set(consultation.invitations.values_list("pupil_id", "guardian_id"))
    links = families_of(consultation.school_id, on=local_day(now))
    fresh = [
        _invitation(consultation, link.pupil_id, link.guardian_id, now)
        for link in links
        if link.pupil_id in asked and (link.pupil_id, link.guardian_id) not in known
    ]
    Invitation.objects.bulk_create(fresh, batch_size=2_000)
    people = (row.guardian_id for row in fresh if row.guardian_id)
    notify(
        people,
        place=consultation.place,
        kind="consultation.invited",
        text=INVITED,
        now=now,
        link="/family/consultation/",
    )
    return len(fresh)


def _invitation(
    consultation: Consultation, pupil_id: UUID, guardian_id: UUID | None, now: datetime
) -> Invitation:
    return Invitation(
        county_code=consultation.county_code,
        school_id=consultation.school_id,
        consultation=consultation,
        pupil_id=pupil_id,
        guardian_id=guardian_id,
        invited_at=now,
    )


def _judge(
    consultation: Consultation, questionnaire: QuestionnaireContent, *, now: datetime
) -> list[Verdict]:
    now_reached = reached(consultation)
    grades = {pupil.grade for pupil in now_reached.pupils}
    planned = consultation_facts(consultation, now_reached.by_class(), closed_date=consultation.closes_date)
    today = local_day(now)
    found = (
        *judge_at(consultation.place, questionnaire.as_facts(grades), on=today),
        *judge_at(consultation.place, planned, on=today),
    )
    return [verdict for verdict in stops(found) if verdict.reason not in UNTIL_CLOSING]
