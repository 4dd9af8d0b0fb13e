"""Addresses of the money."""

from django.urls import include, path

from kehou.funds.views import accounts, batches, closing, county, ledgers, surplus

urlpatterns = [
    path("", include("kehou.funds.receipts.urls")),
    path("", include("kehou.funds.allowances.urls")),
    path("ledgers/", ledgers.index, name="ledgers"),
    path("ledgers/<uuid:school_id>/<uuid:term_id>/", ledgers.opening, name="ledger-opening"),
    path("county-accounts/", county.index, name="county-accounts"),
    path(
        "county-accounts/<slug:county_code>/<uuid:term_id>/<slug:kind>/",
        county.export,
        name="county-accounts-file",
    ),
    path("ledgers/<uuid:ledger_id>/", ledgers.book, name="ledger"),
    path("ledgers/<uuid:ledger_id>/months/", ledgers.month, name="ledger-month"),
    path("ledgers/<uuid:ledger_id>/files/<str:kind>/", ledgers.file, name="ledger-file"),
    path("ledgers/<uuid:ledger_id>/closing/", closing.desk, name="closing"),
    path("ledgers/<uuid:ledger_id>/closing/request/", closing.request_page, name="closing-request"),
    path("ledgers/<uuid:ledger_id>/batches/<str:kind>/", closing.batch, name="return-batch"),
    path("ledgers/<uuid:ledger_id>/return/", closing.finish, name="surplus-return"),
    path("ledgers/<uuid:ledger_id>/accounts/<str:kind>/", closing.publication, name="account-publication"),
    path("ledgers/<uuid:ledger_id>/archive/", closing.archive, name="ledger-archive"),
    path("closings/<uuid:closing_id>/confirmation/", closing.confirmation, name="closing-confirmation"),
    path("closings/<uuid:closing_id>/continuation/", closing.continuation, name="closing-continuation"),
    path("batches/<uuid:batch_id>/confirmation/", closing.batch_confirmation, name="batch-confirmation"),
    path("batches/<uuid:batch_id>/", batches.batch, name="batch"),
    path("returns/<uuid:return_id>/bounce/", batches.bounce, name="return-bounce"),
    path("shares/<uuid:share_id>/notice/", closing.notice, name="share-notice"),
    path("shares/<uuid:share_id>/parking/", closing.parking, name="share-parking"),
    path("shares/<uuid:share_id>/choice/", surplus.paper_choice, name="share-choice"),
    path("family/<uuid:pupil_id>/surplus/", surplus.family_surplus, name="family-surplus"),
    path("money/set-offs/<uuid:set_off_id>/release/", surplus.release, name="set-off-release"),
    path("money/schools/<uuid:school_id>/set-offs/", surplus.set_offs, name="school-set-offs"),
    path("money/set-offs/<uuid:set_off_id>/", surplus.set_off, name="set-off"),
    path("money/set-offs/<uuid:set_off_id>/corrections/", surplus.correction, name="set-off-corrections"),
    path(
        "money/set-offs/<uuid:set_off_id>/correction/confirmation/",
        surplus.correction_confirmation,
        name="set-off-correction-confirmation",
    ),
    path("schools/<slug:short_code>/accounts/", accounts.index, name="public-accounts"),
    path("accounts/<uuid:account_id>/", accounts.account, name="public-account"),
    path("accounts/<uuid:account_id>/figures/", accounts.figures, name="account-figures"),
]
