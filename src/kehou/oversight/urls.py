"""Addresses of oversight. ``report/<school>/`` is short, for the QR at the gate."""

from django.urls import path

from kehou.oversight.views import case_steps, cases, corrections, reporting

urlpatterns = [
    path("report/answer/", reporting.answer, name="report-answer"),
    path("report/answer/rating/", reporting.rating, name="report-rating"),
    path("report/answer/reopening/", reporting.reopening, name="report-reopening"),
    path("report/<slug:short_code>/", reporting.report, name="report"),
    path("report/<slug:short_code>/receipt/", reporting.receipt, name="report-receipt"),
    path("cases/", cases.index, name="cases"),
    path("cases/entry/", cases.entry, name="case-entry"),
    path("cases/<uuid:case_id>/", cases.case, name="case"),
    path("cases/<uuid:case_id>/acceptance/", case_steps.acceptance, name="case-acceptance"),
    path("cases/<uuid:case_id>/rejection/", case_steps.rejection, name="case-rejection"),
    path("cases/<uuid:case_id>/handler/", case_steps.handler, name="case-handler"),
    path("cases/<uuid:case_id>/extension/", case_steps.extension, name="case-extension"),
    path("cases/<uuid:case_id>/brief/", case_steps.brief, name="case-brief"),
    path("cases/<uuid:case_id>/decision/", case_steps.decision, name="case-decision"),
    path("cases/<uuid:case_id>/transfer/", case_steps.transfer, name="case-transfer"),
    path("cases/<uuid:case_id>/reply/", case_steps.reply, name="case-reply"),
    path("cases/<uuid:case_id>/correction/", case_steps.order, name="case-order"),
    path(
        "cases/<uuid:case_id>/corrections/<uuid:correction_id>/recheck/",
        case_steps.recheck,
        name="case-recheck",
    ),
    path("cases/<uuid:case_id>/closing/", case_steps.closing, name="case-closing"),
    path("corrections/", corrections.index, name="corrections"),
    path("corrections/<uuid:order_id>/", corrections.order, name="correction"),
    path("corrections/briefs/<uuid:brief_id>/answer/", corrections.brief_answer, name="brief-answer"),
]
