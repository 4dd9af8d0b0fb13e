"""What was paid, to whom and for what stays as it was written, and nobody is paid twice for one time."""

from django.db import migrations

from kehou.platform.database.protection import append_only, frozen_columns, row_security, same_school

TABLES = (
    "allowancerun",
    "allowanceline",
    "paidslot",
    "expense",
    "providerpayment",
    "providersession",
)
KEPT = ("allowanceline", "paidslot", "providersession")


class Migration(migrations.Migration):
    dependencies = [("funds", "0008_allowances_and_expenses"), ("platform", "0002_guards")]

    operations = [
        *(row_security(f"funds_{table}") for table in TABLES),
        *(append_only(f"funds_{table}") for table in KEPT),
        frozen_columns("funds_allowancerun", "ledger_id", "month_date", "number", "rate_fen", "made_by", "made_at"),
        frozen_columns(
            "funds_expense", "ledger_id", "amount_fen", "category", "course_key", "payee", "asked_by", "asked_at"
        ),
        frozen_columns(
            "funds_providerpayment", "ledger_id", "amount_fen", "contract_id", "month_date", "asked_by", "asked_at"
        ),
        same_school("funds_allowanceline", "run_id", "funds_allowancerun"),
        same_school("funds_paidslot", "run_id", "funds_allowancerun"),
        same_school("funds_providersession", "payment_id", "funds_providerpayment"),
    ]
