"""Addresses of the family, of choosing and of the lists. ``d/<code>/`` is short, for paper and phones."""

from django.urls import path

from kehou.enrolment.views import (
    changes,
    desk,
    draws,
    family,
    first_come,
    lists,
    results,
    sheets,
    signature,
    sitting,
    slips,
)

_CHILD = "family/<uuid:pupil_id>/"
_CHOICE = "choices/<uuid:window_id>/"

urlpatterns = [
    path("family/", family.home, name="family"),
    path("family/signature/", signature.signature, name="family-signature"),
    path("family/agreements/<uuid:agreement_id>/", family.copy, name="family-agreement"),
    path(_CHILD, family.child, name="family-child"),
    path(f"{_CHILD}sitting/", sitting.begin, name="family-sitting"),
    path(f"{_CHILD}terms/", sitting.terms, name="family-terms"),
    path(f"{_CHILD}days/", sitting.days, name="family-days"),
    path(f"{_CHILD}courses/", sitting.courses, name="family-courses"),
    path(f"{_CHILD}order/", sitting.order, name="family-order"),
    path(f"{_CHILD}data/", sitting.data, name="family-data"),
    path(f"{_CHILD}refusal/", family.declining, name="family-declining"),
    path(f"{_CHILD}withdrawal/", family.withdrawal, name="family-withdrawal"),
    path(f"{_CHILD}result/", results.result, name="family-result"),
    path(f"{_CHILD}change/", changes.change, name="family-change"),
    path(f"{_CHILD}turn/", first_come.turn, name="family-turn"),
    path(f"{_CHILD}places/", first_come.places, name="family-places"),
    path("rush/<str:code>/seats/", first_come.seats, name="rush-seats"),
    path("rush/<str:code>/courses/", first_come.courses, name="rush-courses"),
    path("rush/<str:code>/places/", first_come.choose, name="rush-places"),
    path("choices/", desk.index, name="choices"),
    path("choices/opening/<uuid:school_id>/<uuid:term_id>/", desk.opening, name="choice-opening"),
    path(
        "choices/opening/<uuid:school_id>/<uuid:term_id>/order/", desk.opening_in_order, name="choice-order"
    ),
    path(_CHOICE, desk.choice, name="choice"),
    path(f"{_CHOICE}closing/", desk.closing, name="choice-closing"),
    path(f"{_CHOICE}draw/", desk.draw, name="choice-draw"),
    path(f"{_CHOICE}slips/<uuid:class_id>/", results.slips, name="choice-slips"),
    path("sheets/", sheets.index, name="sheets"),
    path("sheets/classes/<uuid:class_id>/", sheets.of_class, name="sheets-class"),
    path("sheets/classes/<uuid:class_id>/paper/", sheets.paper, name="sheets-paper"),
    path("sheets/pupils/<uuid:pupil_id>/", sheets.keying, name="sheet-keying"),
    path("sheets/pupils/<uuid:pupil_id>/wishes/", slips.keying, name="slip-keying"),
    path("sheets/pupils/<uuid:pupil_id>/turning-away/", slips.turning_away, name="turning-away"),
    path("sheets/meeting/", slips.meeting, name="sheets-meeting"),
    path("slips/", slips.index, name="slips"),
    path("slips/<uuid:slip_id>/", slips.checking, name="slip"),
    path("sheets/<uuid:entry_id>/", sheets.checking, name="sheet"),
    path("sheets/<uuid:entry_id>/scan/", sheets.scan, name="sheet-scan"),
    path("draw-program/", draws.program, name="draw-program"),
    path("d/<str:code>/", draws.page, name="draw"),
    path("d/<str:code>/file/", draws.file, name="draw-file"),
    path("lists/", lists.index, name="lists"),
    path("lists/classes/<uuid:class_id>/", lists.of_class, name="class-list"),
    path("lists/classes/<uuid:class_id>/<str:form>/", lists.of_class, name="class-list-file"),
    path("lists/groups/<uuid:group_id>/", lists.of_group, name="group-list"),
    path("lists/groups/<uuid:group_id>/members/", lists.members, name="group-members"),
    path("lists/groups/<uuid:group_id>/<str:form>/", lists.of_group, name="group-list-file"),
]
