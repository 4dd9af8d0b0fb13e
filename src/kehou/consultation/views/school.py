"""The school's pages: its rounds, opening one, one round with its reach and the next step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.authority.public import parameters_for
from kehou.consultation.access import RUN_CONSULTATION, SEE_CONSULTATION, SEE_PETITION
from kehou.consultation.forms.opening import OpeningForm
from kehou.consultation.forms.sheets import ReplyForm
from kehou.consultation.gate import is_rural, judge_gate
from kehou.consultation.models import Objection
from kehou.consultation.queries import (
    consultation_view,
    objections_to,
    visible_consultations,
    visible_petitions,
)
from kehou.consultation.reach import consultation_facts, reached
from kehou.consultation.rules import PETITION_RUNNING, State
from kehou.consultation.services.closing import close_consultation, publish_result, summarise_consultation
from kehou.consultation.services.following import remind_families, reply_to_objection
from kehou.consultation.services.opening import invite_missing, open_consultation
from kehou.consultation.showing import counted, course_titles
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.stages import Stage, stage_line
from kehou.registry.public import SchoolInfo, TermInfo, classes_of, school_info, schools_by_id, terms_of
from kehou.rulebook.facts.consultation import ClassReach

PAGE_ROWS = 200


def own_school(actor: Actor) -> SchoolInfo:
    """The school that the actor runs. Raises Http404 where there is none."""
    places = [place for place in actor.places(RUN_CONSULTATION.roles) if place.school_id]
    if not places or places[0].school_id is None:
        raise Http404
    return school_info(places[0].school_id)


def coming_terms(school: SchoolInfo) -> list[TermInfo]:
    """The terms that are not over, the next one first."""
    today = business_now().date()
    return sorted(
        (term for term in terms_of(school.county_code) if term.last_date >= today),
        key=lambda term: term.first_date,
    )


@endpoint(SEE_CONSULTATION)
def index(request: KehouRequest) -> HttpResponse:
    """The rounds and petitions in sight, newest first."""
    rounds = list(visible_consultations(request.actor)[:PAGE_ROWS])
    petitions = list(visible_petitions(request.actor)[:PAGE_ROWS])
    schools = schools_by_id(row.school_id for row in (*rounds, *petitions))
    runs = RUN_CONSULTATION.open_to(request.actor)
    context = {
        "rounds": [(row, schools[row.school_id]) for row in rounds],
        "petitions": [(row, schools[row.school_id]) for row in petitions],
        "runs": runs,
        "sees_petitions": SEE_PETITION.open_to(request.actor),
        "is_rural": runs and is_rural(own_school(request.actor), on=business_now().date()),
        "petition_runs": any(row.state in PETITION_RUNNING for row in petitions),
    }
    return render(request, "consultation/index.html", context)


@endpoint(RUN_CONSULTATION)
def opening(request: KehouRequest) -> HttpResponse:
    """Write the questionnaire and invite every family; at the gate, what is missing stands on top."""
    now = business_now()
    school = own_school(request.actor)
    terms = coming_terms(school)
    days = parameters_for(school.place, on=now.date()).count("consult_min_days")
    initial = {"closes_date": now.date() + timedelta(days=days + 1), "days": ["0", "1", "2", "3", "4"]}
    form = OpeningForm(request.POST or None, terms=terms, initial=initial)
    if request.method == "POST" and form.is_valid():
        consultation_id = open_consultation(
            actor=request.actor,
            now=now,
            school_id=school.id,
            term_id=form.term_id(),
            questionnaire=form.questionnaire(),
            closes_date=form.last_day(),
            newcomers_only=form.cleaned_data["newcomers_only"],
        )
        messages.success(request, "已发起，家长都收到了邀请。")
        return redirect("consultation", consultation_id=consultation_id)
    gate = judge_gate(school, terms[0].id, opened_at=now, now=now) if terms else ()
    shut = [verdict for verdict in gate if verdict.stops]
    context = {
        "form": form,
        "school": school,
        "shut": shut,
        "days": days,
        "has_terms": bool(terms),
        "choose_term": len(terms) > 1,
    }
    return render(request, "consultation/opening.html", context)


@endpoint(SEE_CONSULTATION)
def desk(request: KehouRequest, consultation_id: UUID) -> HttpResponse:
    """One round: who is reached, class by class, and what comes next."""
    view = consultation_view(consultation_id, viewer=request.actor)
    row = view.row
    found = None if row.closed_at else reached(row, view.school, view.term)
    kept = found.by_class() if found else [ClassReach(**counts) for counts in row.reach]
    now = business_now()
    numbers = {known.name: known.id for known in classes_of(view.school.id)}
    context: dict[str, Any] = {
        "view": view,
        "facts": consultation_facts(row, kept, closed_date=local_day(row.closed_at or now)),
        "classes": [(reach, numbers.get(reach.class_code)) for reach in kept],
        "missing": found.without_invitation() if found and row.state == State.OPEN else [],
        "may_run": RUN_CONSULTATION.permits(request.actor, row.place),
        "may_close": local_day(now) > row.closes_date,
        "questions": counted(row.summary, courses=course_titles(view.asked)),
        "objections": objections_to(row),
        "stages": stage_line(now=Stage.PLAN if row.state == State.PUBLISHED else Stage.CONSULT),
        "reply_form": ReplyForm(),
    }
    return render(request, "consultation/desk.html", context)


def _step(service: Callable[..., object], said: str) -> Callable[..., HttpResponse]:
    """A page that takes one step of a round and goes back to it."""

    @require_POST
    @endpoint(RUN_CONSULTATION)
    def run(request: KehouRequest, consultation_id: UUID) -> HttpResponse:
        consultation_view(consultation_id, viewer=request.actor, action=RUN_CONSULTATION)
        service(actor=request.actor, now=business_now(), consultation_id=consultation_id)
        messages.success(request, said)
        return redirect("consultation", consultation_id=consultation_id)

    return run


reminder = _step(remind_families, "已提醒还没有答复的家长。本次征求意见不会再提醒。")
closing = _step(close_consultation, "已截止，不再接收答复。")
summary = _step(summarise_consultation, "已汇总，请核对后公布。")
publication = _step(publish_result, "结果已公布，任何人都可以查看。")


@require_POST
@endpoint(RUN_CONSULTATION)
def invitations(request: KehouRequest, consultation_id: UUID) -> HttpResponse:
    """Invite families that came onto the roll since, and note sheets that went home."""
    view = consultation_view(consultation_id, viewer=request.actor, action=RUN_CONSULTATION)
    waiting = {str(pupil.id): pupil.id for pupil in reached(view.row).without_invitation()}
    handed_out = [waiting[key] for key in request.POST.getlist("handed_out") if key in waiting]
    count = invite_missing(
        actor=request.actor, now=business_now(), consultation_id=consultation_id, handed_out=handed_out
    )
    messages.success(request, f"已补邀{count}人次。" if count else "没有需要补邀的家庭。")
    return redirect("consultation", consultation_id=consultation_id)


@require_POST
@endpoint(RUN_CONSULTATION)
def reply(request: KehouRequest, consultation_id: UUID, objection_id: UUID) -> HttpResponse:
    """Answer an objection."""
    view = consultation_view(consultation_id, viewer=request.actor, action=RUN_CONSULTATION)
    if not Objection.objects.filter(pk=objection_id, consultation=view.row).exists():
        raise Http404
    form = ReplyForm(request.POST)
    if form.is_valid():
        reply_to_objection(
            actor=request.actor, now=business_now(), objection_id=objection_id, **form.cleaned_data
        )
        messages.success(request, "答复已记录。")
    else:
        messages.error(request, "请填写答复，1000字以内。")
    return redirect("consultation", consultation_id=consultation_id)
