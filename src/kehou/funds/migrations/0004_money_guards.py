"""Bills and receipts stay as they were written; every row is seen by its school only."""

from django.db import migrations

from kehou.platform.database.protection import append_only, frozen_columns, row_security, same_school

TABLES = (
    "aidentry",
    "billround",
    "bill",
    "receipt",
    "bankstatement",
    "bankline",
    "treasurymove",
    "daytotal",
    "refund",
    "merchant",
    "walletorder",
)


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0003_money_in_and_out"),
        ("platform", "0002_guards"),
        ("registry", "0002_guards"),
        ("agreements", "0002_guards"),
    ]

    operations = [
        *(row_security(f"funds_{table}") for table in TABLES),
        append_only("funds_billround"),
        append_only("funds_bankstatement"),
        frozen_columns(
            "funds_bill",
            *("round_id", "pupil_id", "term_id", "agreement_id", "number", "price_fen", "units"),
            *("gross_fen", "waived_fen", "net_fen", "lines", "content_hash"),
        ),
        frozen_columns("funds_aidentry", "pupil_id", "term_id", "category", "ratio", "entered_by"),
        frozen_columns(
            "funds_receipt",
            *("bill_id", "account_id", "channel", "amount_fen", "settled_fen", "excess_fen", "paid_date"),
            *("paper_kind", "paper_number", "reference", "recorded_by"),
        ),
        frozen_columns("funds_refund", "bill_id", "receipt_id", "cause", "source", "units", "requested_by"),
        frozen_columns(
            "funds_treasurymove",
            *("kind", "ledger_id", "bank_id", "treasury_id", "amount_fen", "moved_date", "reference", "made_by"),
        ),
        frozen_columns("funds_daytotal", "ledger_id", "day_date", "figures", "explanation", "closed_by"),
        frozen_columns("funds_merchant", "account_id", "merchant_number", "app_number", "keys"),
        frozen_columns("funds_walletorder", "merchant_id", "bill_id", "trade_number", "amount_fen"),
        same_school("funds_aidentry", "pupil_id", "registry_pupil"),
        same_school("funds_bill", "pupil_id", "registry_pupil"),
        same_school("funds_bill", "round_id", "funds_billround"),
        same_school("funds_bill", "agreement_id", "agreements_agreement"),
        same_school("funds_receipt", "bill_id", "funds_bill"),
        same_school("funds_refund", "bill_id", "funds_bill"),
        same_school("funds_refund", "receipt_id", "funds_receipt"),
        same_school("funds_walletorder", "bill_id", "funds_bill"),
        same_school("funds_bankline", "statement_id", "funds_bankstatement"),
    ]
