"""What accountant and cashier fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms

from kehou.funds.models import MoneyAccount, ReceiptReversal, Refund
from kehou.funds.receipts.judging import Payee
from kehou.platform.ui.books import all_wording
from kehou.platform.ui.fields import YuanField
from kehou.platform.ui.forms import KehouForm
from kehou.registry.public import PupilInfo
from kehou.rulebook.facts.receipts import PayeeKind

_DAY = forms.DateInput(attrs={"type": "date"})
_OTHERS = (
    (PayeeKind.PERSON, "个人账户"),
    (PayeeKind.COMMITTEE, "家长委员会账户"),
    (PayeeKind.PROVIDER, "校外机构账户"),
    (PayeeKind.UNKNOWN, "不清楚是谁的账户"),
)


def account_choices(accounts: Iterable[MoneyAccount]) -> list[tuple[str, str]]:
    """Registered accounts as choices."""
    return [(str(row.id), f"{row.get_kind_display()} {row.bank} {row.account_text}") for row in accounts]


def mistakes(form: forms.Form) -> str:
    """All that is wrong with a form, in one line."""
    return "".join(str(error) for errors in form.errors.values() for error in errors)


class AidForm(KehouForm):
    """A pupil for the aid list."""

    pupil_id = forms.TypedChoiceField(label="学生", coerce=UUID)
    category = forms.ChoiceField(label="减免类别")
    document_number = forms.CharField(label="认定文件", max_length=80, help_text="例如：示民发〔2026〕3号")
    recognised = forms.DateField(label="认定日期", widget=_DAY)

    def __init__(
        self,
        *args: Any,
        pupils: Iterable[PupilInfo],
        names: Mapping[UUID, str],
        categories: Mapping[str, Fraction],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = all_wording().labels
        self.let_choose(
            "pupil_id",
            [(str(pupil.id), f"{pupil.class_name} {names.get(pupil.id, '')}") for pupil in pupils],
        )
        self.let_choose("category", [(key, labels.get(key, key)) for key in categories])


class CounterForm(KehouForm):
    """Money at the counter."""

    code = forms.CharField(label="缴费编号或账单号", max_length=20)
    amount = YuanField(label="金额")
    payee = forms.ChoiceField(label="钱进了哪个账户", help_text="只能收进登记的账户。")
    paper_kind = forms.CharField(label="票据种类", max_length=40)
    paper_number = forms.CharField(label="票据号", max_length=40)
    paid = forms.DateField(label="缴费日期", widget=_DAY)

    def __init__(self, *args: Any, accounts: Iterable[MoneyAccount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(kind.value, text) for kind, text in _OTHERS]
        self.let_choose("payee", [*account_choices(accounts), *others])

    def the_payee(self) -> Payee:
        """The account that was chosen, registered or not."""
        chosen = self.cleaned_data["payee"]
        if chosen in {kind.value for kind, _ in _OTHERS}:
            return Payee(kind=PayeeKind(chosen))
        return Payee(UUID(chosen))


class ReversalForm(KehouForm):
    """Why a receipt has to be taken back, and the paper that shows it."""

    cause = forms.ChoiceField(label="冲销的原因", choices=ReceiptReversal.Cause.choices)
    paper_number = forms.CharField(
        label="书面材料编号", max_length=40, help_text="作废票据、退票或情况说明的号码。"
    )


class StatementForm(KehouForm):
    """A bank's file."""

    account = forms.TypedChoiceField(label="账户", coerce=UUID)
    file = forms.FileField(label="银行明细文件", help_text="网上银行导出的xlsx、xls或csv文件。")

    def __init__(self, *args: Any, accounts: Iterable[MoneyAccount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("account", account_choices(accounts))


class MoveForm(KehouForm):
    """Money to the treasury or back."""

    kind = forms.ChoiceField(label="事项", choices=[("remittance", "缴库"), ("allotment", "用款返还")])
    bank_id = forms.TypedChoiceField(label="学校账户", coerce=UUID)
    treasury_id = forms.TypedChoiceField(label="财政专户", coerce=UUID)
    amount = YuanField(label="金额")
    moved = forms.DateField(label="日期", widget=_DAY)
    reference = forms.CharField(label="凭证号", max_length=80)

    def __init__(self, *args: Any, accounts: Iterable[MoneyAccount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(accounts)
        at_treasury = [row for row in rows if row.kind == MoneyAccount.Kind.TREASURY]
        own = [row for row in rows if row.kind != MoneyAccount.Kind.TREASURY]
        self.let_choose("bank_id", account_choices(own))
        self.let_choose("treasury_id", account_choices(at_treasury))


class PayingForm(KehouForm):
    """How a refund left."""

    account_id = forms.TypedChoiceField(label="从哪个账户退", coerce=UUID)
    way = forms.ChoiceField(
        label="方式", choices=[("bank", "银行转账"), ("counter", "现金领取"), ("treasury", "国库退付")]
    )
    reference = forms.CharField(label="凭证号", max_length=80)

    def __init__(self, *args: Any, accounts: Iterable[MoneyAccount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("account_id", account_choices(accounts))


class RefusedRefundForm(KehouForm):
    """Why a refund that was asked for is not granted."""

    why = forms.ChoiceField(label="不退的理由", choices=Refund.RefusedFor.choices, widget=forms.RadioSelect)


class PriceForm(KehouForm):
    """A lower price a period."""

    price = YuanField(label="新单价")


class DayForm(KehouForm):
    """Closing a day."""

    explanation = forms.CharField(label="说明（账不平时必填）", max_length=300, required=False)


class BillForm(KehouForm):
    """Which bill is paid; the one of the service where nothing is said."""

    bill = forms.UUIDField(required=False)
