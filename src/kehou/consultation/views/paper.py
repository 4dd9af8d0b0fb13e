"""Paper: sheets for a class, keying them in, and the class teacher's answered or not."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kehou.authority.public import parameters_for
from kehou.consultation.access import FOLLOW_CLASS, KEY_ANSWER
from kehou.consultation.forms.sheets import AnswerSheetForm
from kehou.consultation.printing import questionnaires_for
from kehou.consultation.queries import (
    ConsultationView,
    class_followed,
    class_stand,
    classes_led_by,
    consultation_view,
)
from kehou.consultation.reach import reached
from kehou.consultation.services.answering import key_answer
from kehou.kernel.moments import local_day
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.downloads import shown_file
from kehou.registry.public import PupilInfo, families_of, names_of, pupils_of


@endpoint(KEY_ANSWER)
def sheets(request: KehouRequest, consultation_id: UUID, class_id: UUID) -> HttpResponse:
    """The questionnaires of a class as one file to print; ``large`` sets them in large print."""
    view = consultation_view(consultation_id, viewer=request.actor, action=KEY_ANSWER)
    members = _members(view, class_id)
    stands = class_stand(members, frozenset())
    pdf = questionnaires_for(
        view,
        list(zip(members, stands, strict=True)),
        address=request.build_absolute_uri(reverse("family-consultation")),
        now=business_now(),
        large_print="large" in request.GET,
    )
    return shown_file(pdf, "questionnaires.pdf")


@endpoint(KEY_ANSWER)
def class_answers(request: KehouRequest, consultation_id: UUID, class_id: UUID) -> HttpResponse:
    """The pupils of a class, to key a sheet in for one; answered or not, nothing more."""
    view = consultation_view(consultation_id, viewer=request.actor, action=KEY_ANSWER)
    found = reached(view.row, view.school, view.term, class_id=class_id)
    if not found.pupils:
        raise Http404
    context = {
        "view": view,
        "class_name": found.pupils[0].class_name,
        "class_id": class_id,
        "stands": class_stand(found.pupils, found.answered),
    }
    return render(request, "consultation/class_answers.html", context)


@endpoint(KEY_ANSWER)
def keying(request: KehouRequest, consultation_id: UUID, pupil_id: UUID) -> HttpResponse:
    """Key in one sheet with its scan."""
    view = consultation_view(consultation_id, viewer=request.actor, action=KEY_ANSWER)
    of_class = next((known.class_id for known in pupils_of(view.school.id, pupils=[pupil_id])), None)
    in_class = reached(view.row, class_id=of_class).pupils if of_class else ()
    pupil = next((known for known in in_class if known.id == pupil_id), None)
    if pupil is None:
        raise Http404
    now = business_now()
    youngest = parameters_for(view.school.place, on=local_day(now)).count("pupil_needs_from_grade")
    form = AnswerSheetForm(
        request.POST or None,
        request.FILES or None,
        asked=view.asked,
        asks_pupil=pupil.grade >= youngest,
        signers=signers_of(view.school.id, pupil_id),
    )
    if request.method == "POST" and form.is_valid():
        key_answer(
            actor=request.actor,
            now=now,
            consultation_id=consultation_id,
            pupil_id=pupil_id,
            signer_id=form.signer_id(),
            answer=form.answer(),
            sheet=form.sheet(),
        )
        messages.success(request, "纸质答复已录入。")
        return redirect("consultation-class-answers", consultation_id, pupil.class_id)
    context = {"view": view, "pupil": pupil, "name": names_of([pupil_id])[pupil_id], "form": form}
    return render(request, "consultation/keying.html", context)


@endpoint(FOLLOW_CLASS)
def own_class(request: KehouRequest) -> HttpResponse:
    """A class teacher sees who has answered, so that paper can be handed out; never what was answered."""
    boards = [
        (school, known, class_followed(school, known.id)) for school, known in classes_led_by(request.actor)
    ]
    return render(request, "consultation/own_class.html", {"boards": boards})


def signers_of(school_id: UUID, pupil_id: UUID) -> list[tuple[UUID, str]]:
    """A pupil's guardians and carers by name, as choices."""
    links = families_of(school_id, on=business_now().date(), pupils=[pupil_id])
    names = names_of(link.guardian_id for link in links)
    return [
        (link.guardian_id, f"{names.get(link.guardian_id, '')}（{link.relation_name}）") for link in links
    ]


def _members(view: ConsultationView, class_id: UUID) -> list[PupilInfo]:
    members = reached(view.row, view.school, view.term, class_id=class_id).pupils
    if not members:
        raise Http404
    return list(members)
