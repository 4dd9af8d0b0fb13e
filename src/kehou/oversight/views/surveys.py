"""Surveys and hearings at the county's desk, and the one page on which a family answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kehou.kernel.actor import Actor, Ward
from kehou.kernel.places import Place
from kehou.oversight.access import ANSWER_SURVEY, RUN_SURVEY
from kehou.oversight.bodies import Bodies, bodies_at, bodies_in, bodies_of, children_at
from kehou.oversight.forms.surveys import HearingForm, PaperForm, SurveyForm, SurveyOpenForm
from kehou.oversight.models import Hearing, Survey, SurveyOutcome
from kehou.oversight.queries.surveys import open_survey_of
from kehou.oversight.services.hearing import Heard, record_hearing
from kehou.oversight.services.paper_answers import Slip, key_answer, print_slips
from kehou.oversight.services.surveying import (
    answer_survey,
    close_survey,
    has_answered,
    open_survey,
)
from kehou.oversight.views.taking import take
from kehou.platform.access.actions import ward_of
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.database.scope import at, scoped
from kehou.platform.ui.pieces import Link
from kehou.registry.public import (
    TermInfo,
    schools_by_id,
    schools_under,
    term_at_hand,
    term_info,
)

MOST_SHEETS = 40


@endpoint(RUN_SURVEY)
def index(request: KehouRequest) -> HttpResponse:
    """The surveys and hearings of the county (A11.6, A11.7)."""
    place, term = _county(request)
    surveys = list(Survey.objects.filter(county_code=place.code).order_by("-opened_at"))
    open_one = next((survey for survey in surveys if survey.closed_at is None), None)
    context = {
        "term": term,
        "surveys": [(survey, term_info(survey.term_id)) for survey in surveys[:10]],
        "open": open_one,
        "schools": schools_under([place]) if open_one else [],
        "hearings": Hearing.objects.filter(county_code=place.code).order_by("-held_date")[:20],
        "open_form": SurveyOpenForm(),
        "hearing_form": HearingForm(auto_id="hearing-%s"),
        "today": business_now().date(),
    }
    return render(request, "oversight/surveys.html", context)


@require_POST
@endpoint(RUN_SURVEY)
def opening(request: KehouRequest) -> HttpResponse:
    """Ask every family of the service."""
    place, term = _county(request)
    form = SurveyOpenForm(request.POST)
    if form.is_valid():
        open_survey(
            actor=request.actor,
            now=business_now(),
            county_code=place.code,
            term_id=term.id,
            **form.cleaned_data,
        )
        messages.success(request, "调查已经开始，全部参加课后服务的家庭都可以作答。")
    else:
        messages.error(request, "请填写截止日期。")
    return redirect("surveys")


@require_POST
@endpoint(RUN_SURVEY)
def closing(request: KehouRequest, survey_id: UUID) -> HttpResponse:
    """Count the answers."""
    close_survey(actor=request.actor, now=business_now(), survey_id=survey_id)
    messages.success(request, "调查已结束并统计，作答登记已销毁。")
    return redirect("survey-result", survey_id=survey_id)


@endpoint(RUN_SURVEY)
def result(request: KehouRequest, survey_id: UUID) -> HttpResponse:
    """What came of a closed survey, school by school."""
    survey = get_object_or_404(Survey.objects.filter(RUN_SURVEY.rows_for(request.actor)), pk=survey_id)
    outcomes = list(SurveyOutcome.objects.filter(survey=survey))
    schools = schools_by_id(outcome.school_id for outcome in outcomes)
    rows = sorted(((schools[row.school_id].name, row) for row in outcomes), key=lambda item: item[0])
    return render(
        request,
        "oversight/survey_result.html",
        {"survey": survey, "rows": rows, "term": term_info(survey.term_id)},
    )


@require_POST
@endpoint(RUN_SURVEY)
def hearing(request: KehouRequest) -> HttpResponse:
    """Keep what parents said."""
    place, term = _county(request)
    form = HearingForm(request.POST)

    def act(*, actor: Actor, now: datetime, **given: Any) -> object:
        heard = Heard(**given)
        return record_hearing(actor=actor, now=now, county_code=place.code, term_id=term.id, heard=heard)

    take(request, form, "已记录。", act)
    return redirect("surveys")


@endpoint(ANSWER_SURVEY)
def own(request: KehouRequest) -> HttpResponse:
    """Where the family's first child that is asked may be answered for."""
    today = business_now().date()
    for ward in request.actor.wards:
        survey_id = open_survey_of(ward.place.code, on=today)
        asked = survey_id and has_answered(survey_id, actor=request.actor, pupil_id=ward.pupil_id, on=today)
        if asked is not None:
            return redirect("family-survey", pupil_id=ward.pupil_id)
    messages.info(request, "现在没有正在进行的调查。")
    return redirect("family")


@never_cache
@endpoint(ANSWER_SURVEY)
def family(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """One family answers the survey that is open in its county; nothing of it leads back."""
    ward = ward_of(request.actor, pupil_id)
    survey_id = open_survey_of(ward.place.code, on=business_now().date())
    if survey_id is None:
        raise Http404
    answered = has_answered(survey_id, actor=request.actor, pupil_id=pupil_id, on=business_now().date())
    if answered is None:
        raise Http404
    bodies = _bodies_of(request.actor, ward, survey_id)
    form = SurveyForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid() and not answered:
        answer_survey(
            actor=request.actor,
            now=business_now(),
            survey_id=survey_id,
            pupil_id=pupil_id,
            ticked=form.ticked(),
        )
        messages.success(request, "谢谢您的回答。学校不知道谁答了什么。")
        return redirect("family")
    return render(request, "oversight/family_survey.html", {"form": form, "answered": answered})


def _bodies_of(viewer: Actor, ward: Ward, survey_id: UUID) -> Bodies:
    """The bodies whose courses the family's children are in."""
    with scoped(at(Place(ward.place.code))):
        term_id = Survey.objects.get(pk=survey_id).term_id
        return bodies_of(ward.place.school, term_id, children_at(viewer, ward.place))


def _county(request: KehouRequest) -> tuple[Place, TermInfo]:
    (place, *_) = request.actor.places(RUN_SURVEY.roles)
    return place, term_at_hand(place.code, on=business_now().date())


@endpoint(RUN_SURVEY)
def papers(request: KehouRequest, survey_id: UUID, school_id: UUID) -> HttpResponse:
    """The sheets of one school's families who have not answered, to print; where they are many, by class."""
    survey = _running(request, survey_id)
    schools = {school.id: school for school in schools_under([Place(survey.county_code)])}
    if school_id not in schools:
        raise Http404
    slips = print_slips(
        actor=request.actor, now=business_now(), survey_id=survey.id, school=schools[school_id]
    )
    ways = _classes(slips, request.GET.get("class", ""))
    current = next((way.label for way in ways if way.current), "")
    bodies = bodies_at(school_id, survey.term_id, on=business_now().date())
    context = {
        "survey": survey,
        "school": schools[school_id],
        "ways": ways,
        "slips": [slip for slip in slips if not current or slip.class_name == current],
        "form": SurveyForm(bodies=bodies),
    }
    return render(request, "oversight/survey_papers.html", context)


def _classes(slips: Sequence[Slip], asked: str) -> list[Link]:
    """The way to the sheets of each class; none where all of them are few."""
    if len(slips) <= MOST_SHEETS:
        return []
    counts = Counter(slip.class_name for slip in slips)
    chosen = asked if asked in counts else next(iter(counts))
    return [Link(name, f"?class={name}", name == chosen, count) for name, count in counts.items()]


@endpoint(RUN_SURVEY)
def keying(request: KehouRequest, survey_id: UUID) -> HttpResponse:
    """Key in one sheet after the other."""
    survey = _running(request, survey_id)
    now = business_now()
    bodies = bodies_in(Place(survey.county_code), survey.term_id, on=now.date())
    form = PaperForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        key_answer(actor=request.actor, now=now, survey_id=survey.id, code=code, ticked=form.ticked())
        messages.success(request, "已录入，可以录下一份。")
        return redirect("survey-keying", survey_id=survey.id)
    return render(request, "oversight/survey_keying.html", {"survey": survey, "form": form})


def _running(request: KehouRequest, survey_id: UUID) -> Survey:
    rows = Survey.objects.filter(RUN_SURVEY.rows_for(request.actor), closed_at=None)
    return get_object_or_404(rows, pk=survey_id)
