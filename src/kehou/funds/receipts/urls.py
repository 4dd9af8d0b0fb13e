"""Addresses of bills, receipts, refunds and payments by phone."""

from django.urls import path

from kehou.funds.views import aid, bills, family, receipts, refunds, reversals, wallet

SCHOOL = "money/schools/<uuid:school_id>/"

urlpatterns = [
    path("family/<uuid:pupil_id>/account/", family.account, name="family-account"),
    path("family/<uuid:pupil_id>/payments/", family.payment, name="family-payments"),
    path("family/<uuid:pupil_id>/payments/<uuid:order_id>/", family.order, name="family-payment"),
    path("family/receipts/<uuid:receipt_id>/", family.family_receipt, name="family-receipt"),
    path("wallet/<slug:short_code>/notices/", wallet.notice, name="wallet-notices"),
    path("money/bills/", bills.index, name="bills"),
    path(f"{SCHOOL}bills/", bills.desk, name="school-bills"),
    path(f"{SCHOOL}bills/rounds/", bills.issue, name="bill-rounds"),
    path(f"{SCHOOL}bills/care/", bills.issue_care, name="care-rounds"),
    path(f"{SCHOOL}bills/reminders/", bills.reminder, name="bill-reminders"),
    path(f"{SCHOOL}bills/price/", bills.price, name="bill-price"),
    path(f"{SCHOOL}bills/workbook/", bills.workbook, name="bill-workbook"),
    path(f"{SCHOOL}fee-board/", bills.board, name="fee-board"),
    path("money/bills/<uuid:bill_id>/", bills.bill, name="bill"),
    path("money/bills/<uuid:bill_id>/cancellation/", bills.cancellation, name="bill-cancellation"),
    path(f"{SCHOOL}aid/", aid.desk, name="school-waivers"),
    path("money/aid/<uuid:entry_id>/confirmation/", aid.confirmation, name="waiver-confirmation"),
    path(f"{SCHOOL}receipts/", receipts.desk, name="school-receipts"),
    path(f"{SCHOOL}receipts/counter/", receipts.counter, name="receipt-counter"),
    path(f"{SCHOOL}receipts/matching/", receipts.matching, name="receipt-matching"),
    path(f"{SCHOOL}statements/", receipts.statements, name="bank-statements"),
    path(f"{SCHOOL}treasury/", receipts.moves, name="treasury-moves"),
    path(f"{SCHOOL}days/", receipts.days, name="day-totals"),
    path("money/receipts/<uuid:receipt_id>/", family.receipt, name="receipt"),
    path("money/receipts/<uuid:receipt_id>/reversal/", reversals.reversal, name="receipt-reversal"),
    path(
        "money/receipts/<uuid:receipt_id>/reversal/request/",
        reversals.asking,
        name="receipt-reversal-request",
    ),
    path(
        "money/receipts/<uuid:receipt_id>/reversal/withdrawal/",
        reversals.dropping,
        name="receipt-reversal-withdrawal",
    ),
    path(
        "money/receipts/<uuid:receipt_id>/reversal/confirmation/",
        reversals.confirmation,
        name="receipt-reversal-confirmation",
    ),
    path("money/statements/<uuid:statement_id>/", receipts.statement, name="bank-statement"),
    path("money/bank-rows/<uuid:row_id>/assignment/", receipts.assignment, name="bank-row-assignment"),
    path(
        "money/treasury/<uuid:move_id>/confirmation/",
        receipts.move_confirmation,
        name="treasury-confirmation",
    ),
    path("money/days/<uuid:day_id>/confirmation/", receipts.day_confirmation, name="day-confirmation"),
    path(f"{SCHOOL}refunds/", refunds.desk, name="school-refunds"),
    path(f"{SCHOOL}refunds/approval/", refunds.approval, name="refund-approval"),
    path("money/refunds/<uuid:refund_id>/decision/", refunds.decision, name="refund-decision"),
    path("money/refunds/<uuid:refund_id>/refusal/", refunds.refusal, name="refund-refusal"),
    path("money/refunds/<uuid:refund_id>/payment/", refunds.payment, name="refund-payment"),
    path("money/refunds/<uuid:refund_id>/wallet/", refunds.wallet, name="refund-wallet"),
    path("money/refunds/<uuid:refund_id>/treasury/", refunds.treasury, name="refund-treasury"),
    path("money/refunds/<uuid:refund_id>/failure/", refunds.failure, name="refund-failure"),
]
