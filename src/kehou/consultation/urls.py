"""Addresses of consultations and petitions."""

from django.urls import path

from kehou.consultation.views import family, family_petitions, paper, petitions, public, school

_ONE = "consultations/<uuid:consultation_id>/"
_PETITION = "petitions/<uuid:petition_id>/"
_FAMILY = "family/consultation/"

urlpatterns = [
    path("consultations/", school.index, name="consultations"),
    path("consultations/opening/", school.opening, name="consultation-opening"),
    path("consultations/class/", paper.own_class, name="consultation-class"),
    path(_ONE, school.desk, name="consultation"),
    path(f"{_ONE}invitations/", school.invitations, name="consultation-invitations"),
    path(f"{_ONE}reminder/", school.reminder, name="consultation-reminder"),
    path(f"{_ONE}closing/", school.closing, name="consultation-closing"),
    path(f"{_ONE}summary/", school.summary, name="consultation-summary"),
    path(f"{_ONE}publication/", school.publication, name="consultation-publication"),
    path(f"{_ONE}result/", public.result, name="consultation-result"),
    path(f"{_ONE}objections/<uuid:objection_id>/reply/", school.reply, name="consultation-reply"),
    path(f"{_ONE}classes/<uuid:class_id>/", paper.class_answers, name="consultation-class-answers"),
    path(f"{_ONE}classes/<uuid:class_id>/sheets/", paper.sheets, name="consultation-sheets"),
    path(f"{_ONE}answers/<uuid:pupil_id>/", paper.keying, name="consultation-keying"),
    path("petitions/opening/", petitions.opening, name="petition-opening"),
    path(_PETITION, petitions.desk, name="petition"),
    path(f"{_PETITION}sheet/", petitions.sheet, name="petition-sheet"),
    path(f"{_PETITION}closing/", petitions.closing, name="petition-closing"),
    path(f"{_PETITION}verification/", petitions.verification, name="petition-verification"),
    path(f"{_PETITION}classes/<uuid:class_id>/", petitions.class_signatures, name="petition-class"),
    path(f"{_PETITION}signatures/<uuid:pupil_id>/", petitions.keying, name="petition-keying"),
    path(_FAMILY, family.index, name="family-consultation"),
    path(
        f"{_FAMILY}<uuid:consultation_id>/<uuid:pupil_id>/check/",
        family.check,
        name="family-consultation-check",
    ),
    path(
        f"{_FAMILY}<uuid:consultation_id>/<uuid:pupil_id>/<slug:step>/",
        family.question,
        name="family-consultation-question",
    ),
    path(f"{_FAMILY}<uuid:consultation_id>/objection/", family.objection, name="family-objection"),
    path("family/petition/<uuid:pupil_id>/", family_petitions.opening, name="family-petition-opening"),
    path(
        "family/petition/<uuid:petition_id>/<uuid:pupil_id>/",
        family_petitions.signing,
        name="family-petition",
    ),
]
