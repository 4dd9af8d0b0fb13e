"""The family's pages: what it is asked, one question at a time, checked before it counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kehou.authority.public import parameters_for
from kehou.consultation.access import ANSWER, OBJECT
from kehou.consultation.family import Ask, Sitting, asks_about, may_begin_petition, sitting
from kehou.consultation.forms.family import ObjectionForm, StepForm
from kehou.consultation.models import Consultation
from kehou.consultation.rules import State
from kehou.consultation.services.answering import answer_consultation
from kehou.consultation.services.following import object_to_result
from kehou.consultation.showing import STEP_QUESTIONS, said_answers
from kehou.consultation.steps import answer_of, draft_of, steps_for
from kehou.kernel.moments import local_day
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.pieces import Answer
from kehou.platform.ui.wording import full_day
from kehou.registry.public import names_of

Draft = dict[str, Any]


@endpoint(ANSWER)
def index(request: KehouRequest) -> HttpResponse:
    """Every child of the family with what it is asked."""
    pupils = list(dict.fromkeys(ward.pupil_id for ward in request.actor.wards))
    names = names_of(pupils)
    asks: dict[UUID, list[Ask]] = {pupil: [] for pupil in pupils}
    for ask in asks_about(pupils):
        asks[ask.pupil_id].append(ask)
    may_begin = may_begin_petition(request.actor, today=business_now().date())
    children = [(names.get(pupil, ""), asks[pupil], pupil if may_begin[pupil] else None) for pupil in pupils]
    return render(request, "consultation/family_index.html", {"children": children})


@endpoint(ANSWER)
def question(request: KehouRequest, consultation_id: UUID, pupil_id: UUID, step: str) -> HttpResponse:
    """One question. Its answer waits in the session until the family has checked everything."""
    seat = sitting(consultation_id, pupil_id, viewer=request.actor)
    if seat.row.state != State.OPEN:
        return redirect("family-consultation")
    draft = _draft(request, seat)
    steps = _steps(seat, draft)
    if step not in steps:
        raise Http404
    # Not "POST or None": nothing ticked is an answer too, where nothing must be.
    posted = request.POST if request.method == "POST" else None
    form = StepForm(posted, step=step, asked=seat.asked, initial={"value": draft.get(step)})
    if posted is not None and form.is_valid():
        draft[step] = form.cleaned_data["value"]
        request.session[_key(seat)] = draft
        return redirect(_after(seat, draft, step))
    context = {"seat": seat, "form": form, "step": step, "back": _before(seat, steps, step)}
    place = {"number": steps.index(step) + 1, "steps": steps, "draft": draft}
    return render(request, "consultation/question.html", context | place)


@endpoint(ANSWER)
def check(request: KehouRequest, consultation_id: UUID, pupil_id: UUID) -> HttpResponse:
    """Everything once more, with a way to change it; a POST makes it count."""
    seat = sitting(consultation_id, pupil_id, viewer=request.actor)
    draft = _draft(request, seat)
    steps = _steps(seat, draft)
    given = answer_of(draft, steps=steps)
    if given is None:
        return redirect(_address(seat, "join"))
    if request.method == "POST":
        answer_consultation(
            actor=request.actor,
            now=business_now(),
            consultation_id=consultation_id,
            pupil_id=pupil_id,
            answer=given,
        )
        request.session.pop(_key(seat), None)
        messages.success(request, f"已收到您的答复。{full_day(seat.row.closes_date)}截止前可以随时修改。")
        return redirect("family-consultation")
    said = said_answers(given, seat.asked)
    rows = [Answer(STEP_QUESTIONS[step], said[step], _address(seat, step)) for step in steps]
    context = {"seat": seat, "rows": rows, "back": _address(seat, steps[-1])}
    return render(request, "consultation/check.html", context)


@endpoint(OBJECT)
def objection(request: KehouRequest, consultation_id: UUID) -> HttpResponse:
    """Disagree with a published result."""
    places = [ward.place.school_id for ward in request.actor.wards if ward.place.school_id]
    row = Consultation.objects.filter(pk=consultation_id, school_id__in=places).first()
    if row is None:
        raise Http404
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        object_to_result(
            actor=request.actor, now=business_now(), consultation_id=consultation_id, **form.cleaned_data
        )
        messages.success(request, "已收到您的意见，学校会书面答复。")
        return redirect("consultation-result", consultation_id=consultation_id)
    return render(request, "consultation/objection.html", {"form": form, "consultation": row})


def _steps(seat: Sitting, draft: Draft) -> tuple[str, ...]:
    youngest = parameters_for(seat.row.place, on=local_day(seat.row.opened_at)).count(
        "pupil_needs_from_grade"
    )
    asks_pupil = seat.pupil.grade >= youngest
    return steps_for(seat.asked, choice=draft.get("join", ""), asks_pupil=asks_pupil)


def _key(seat: Sitting) -> str:
    return f"consultation:{seat.row.id}:{seat.pupil.id}"


def _draft(request: KehouRequest, seat: Sitting) -> Draft:
    draft: Draft | None = request.session.get(_key(seat))
    return draft if draft is not None else draft_of(seat.given)


def _address(seat: Sitting, step: str) -> str:
    return reverse("family-consultation-question", args=[seat.row.id, seat.pupil.id, step])


def _after(seat: Sitting, draft: Draft, step: str) -> str:
    steps = _steps(seat, draft)
    rest = steps[steps.index(step) + 1 :]
    if rest:
        return _address(seat, rest[0])
    return reverse("family-consultation-check", args=[seat.row.id, seat.pupil.id])


def _before(seat: Sitting, steps: tuple[str, ...], step: str) -> str:
    place = steps.index(step)
    return _address(seat, steps[place - 1]) if place else reverse("family-consultation")
