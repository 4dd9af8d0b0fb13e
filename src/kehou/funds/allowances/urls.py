"""Addresses of allowances and other payments."""

from django.urls import path

from kehou.funds.views import sheets, spending

urlpatterns = [
    path("allowances/", sheets.index, name="pay-sheets"),
    path("allowances/<int:year>/<int:month>/entry/", sheets.entry, name="pay-sheet-entry"),
    path("allowances/<uuid:run_id>/", sheets.sheet, name="pay-sheet"),
    path("allowances/<uuid:run_id>/test/", sheets.test, name="pay-sheet-test"),
    path("allowances/<uuid:run_id>/publication/", sheets.publication, name="pay-sheet-publication"),
    path("allowances/<uuid:run_id>/approval/", sheets.approval, name="pay-sheet-approval"),
    path("allowances/<uuid:run_id>/payment/", sheets.payment, name="pay-sheet-payment"),
    path("allowances/<uuid:run_id>/correction/", sheets.correction, name="pay-sheet-correction"),
    path("allowances/<uuid:run_id>/raise/", sheets.raising, name="pay-sheet-raise"),
    path("allowances/<uuid:run_id>/recovery/", sheets.recovery, name="pay-sheet-recovery"),
    path("allowances/<uuid:run_id>/paper/", sheets.paper, name="pay-sheet-paper"),
    path("allowances/<uuid:run_id>/workbook/", sheets.workbook, name="pay-sheet-workbook"),
    path("spending/", spending.index, name="spending"),
    path("spending/entry/", spending.entry, name="expense-entry"),
    path("spending/expenses/<uuid:voucher_id>/approval/", spending.expense_approval, name="expense-approval"),
    path("spending/expenses/<uuid:voucher_id>/payment/", spending.expense_payment, name="expense-payment"),
    path("spending/expenses/<uuid:voucher_id>/refusal/", spending.expense_refusal, name="expense-refusal"),
    path("spending/bills/<uuid:contract_id>/<int:year>/<int:month>/", spending.bill, name="provider-bill"),
    path("spending/bills/<uuid:voucher_id>/approval/", spending.bill_approval, name="provider-bill-approval"),
    path("spending/bills/<uuid:voucher_id>/refusal/", spending.bill_refusal, name="provider-bill-refusal"),
    path("spending/bills/<uuid:voucher_id>/payment/", spending.bill_payment, name="provider-bill-payment"),
]
