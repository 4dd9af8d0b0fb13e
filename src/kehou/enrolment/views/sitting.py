"""The sitting of one child: one question a page, kept as it is given, back loses nothing."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kehou.enrolment.access import ENTER_WISHES
from kehou.enrolment.answers import Answers, Step
from kehou.enrolment.choosing import is_move, orders, read_orders, read_ticks
from kehou.enrolment.forecast import asked_draw, forecasts
from kehou.enrolment.forms.sitting import ConsentForm, DaysForm, OrderForm
from kehou.enrolment.rules import FIRST_GRADE_WITH_OWN_WORDS
from kehou.enrolment.services.sitting import forget_answers, keep_answers
from kehou.enrolment.services.wishing import enter_wishes
from kehou.enrolment.showing import estimate_rows, switcher, term_facts
from kehou.enrolment.sitting import Sitting, sitting_of
from kehou.enrolment.ticking import ticked_list
from kehou.platform.access.actions import ward_of
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now


@endpoint(ENTER_WISHES)
def begin(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Go on where the family stopped."""
    return _to(sitting_of(request.actor, pupil_id, now=business_now()))


@endpoint(ENTER_WISHES)
def terms(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Read what is offered and what a no means; go on, or say no."""
    sitting = sitting_of(request.actor, pupil_id, now=business_now())
    if request.method == "POST":
        version = str(sitting.offer.plan.version_id)
        return _keep(request, sitting, replace(sitting.answers, has_read=True, version_id=version))
    return _page(request, sitting, "terms", 1, facts=term_facts(sitting.offer.terms))


@endpoint(ENTER_WISHES)
def days(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """On which days."""
    sitting = sitting_of(request.actor, pupil_id, now=business_now())
    form = DaysForm(
        request.POST or None,
        offered=sitting.offering.days_of(sitting.grade),
        initial={"days": list(sitting.answers.days)},
    )
    if request.method == "POST" and form.is_valid():
        chosen = replace(sitting.answers, days=tuple(form.cleaned_data["days"]))
        return _keep(request, sitting, chosen.on_days(sitting.offering))
    return _page(request, sitting, "days", 2, form=form)


@endpoint(ENTER_WISHES)
def courses(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Tick what the child would like; the order comes next."""
    now = business_now()
    before = asked_draw(ward_of(request.actor, pupil_id).place.school, now=now)
    sitting = sitting_of(request.actor, pupil_id, now=now, along=(before,))
    missing = False
    if request.method == "POST":
        chosen = read_ticks(request.POST, sitting.offering, sitting.answers, sitting.grade)
        missing = not chosen.ranked
        if not missing:
            return _keep(request, sitting, chosen, to=Step.ORDER)
        sitting = replace(sitting, answers=chosen)
    hints = forecasts(before.answer, sitting.offering)
    said = sitting.offer.plan.content_id
    listed = ticked_list(said, sitting.offering, sitting.answers, sitting.grade, hints)
    return _page(request, sitting, "courses", 3, courses=listed, missing=missing, has_forecast=bool(hints))


@endpoint(ENTER_WISHES)
def order(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Rank what was ticked, and say what holds where nothing has a seat."""
    sitting = sitting_of(request.actor, pupil_id, now=business_now())
    own_words = sitting.grade >= FIRST_GRADE_WITH_OWN_WORDS
    said = sitting.answers.otherwise
    initial = {"otherwise": said.value if said else None, "own_words": sitting.answers.own_words}
    form = OrderForm(request.POST or None, with_own_words=own_words, initial=initial)
    if request.method == "POST":
        ranked = read_orders(request.POST, sitting.answers)
        if not is_move(request.POST) and form.is_valid():
            given = replace(ranked, **form.cleaned_data)
            return _change(request, sitting, given) if sitting.signed else _keep(request, sitting, given)
        keep_answers(
            actor=request.actor,
            now=sitting.now,
            pupil_id=pupil_id,
            term_id=sitting.child.at.term.id,
            answers=ranked,
        )
        sitting = replace(sitting, answers=ranked)
        if is_move(request.POST):
            form = OrderForm(with_own_words=own_words, initial=request.POST.dict())
    bands = orders(sitting.offering, sitting.answers)
    return _page(request, sitting, "order", 4, bands=bands, form=form)


@endpoint(ENTER_WISHES)
def data(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """The child-data notice, apart from the agreement and refusable (DP2)."""
    sitting = sitting_of(request.actor, pupil_id, now=business_now())
    given = sitting.answers.consent
    initial = {"consent": None if given is None else "yes" if given else "no"}
    form = ConsentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _keep(request, sitting, replace(sitting.answers, consent=form.cleaned_data["consent"]))
    return _page(request, sitting, "data", 5, form=form)


def _keep(
    request: KehouRequest, sitting: Sitting, answers: Answers, *, to: Step | None = None
) -> HttpResponse:
    keep_answers(
        actor=request.actor,
        now=sitting.now,
        pupil_id=sitting.child.pupil_id,
        term_id=sitting.child.at.term.id,
        answers=answers,
    )
    return _to(replace(sitting, answers=answers), to)


def _change(request: KehouRequest, sitting: Sitting, answers: Answers) -> HttpResponse:
    """Other wishes under the agreement that stands."""
    child = sitting.child
    enter_wishes(
        actor=request.actor,
        now=sitting.now,
        place=child.ward.place,
        pupil_id=child.pupil_id,
        term_id=child.at.term.id,
        wishes=answers.wishes(),
    )
    forget_answers(ward=child.ward, term_id=child.at.term.id)
    messages.success(request, "选课已经改好，以最后一次为准。")
    return redirect("family-child", pupil_id=child.pupil_id)


def _to(sitting: Sitting, step: Step | None = None) -> HttpResponse:
    step = step or sitting.step
    if step is Step.CHECK:
        return redirect("family-signature")
    return redirect(f"family-{step.value}", pupil_id=sitting.child.pupil_id)


def _page(request: KehouRequest, sitting: Sitting, name: str, number: int, **more: object) -> HttpResponse:
    context = {
        "sitting": sitting,
        "child": sitting.child,
        "number": number,
        "total": 6,
        "estimate": estimate_rows(sitting.estimate()) if sitting.answers.ranked else [],
        "paid": sitting.paid(),
        "balance": sitting.balance() if sitting.answers.ranked else None,
        "family": switcher(sitting.siblings, sitting.child, name="family-sitting")
        if len(sitting.siblings) > 1
        else [],
    }
    return render(request, f"enrolment/sitting_{name}.html", context | more)
