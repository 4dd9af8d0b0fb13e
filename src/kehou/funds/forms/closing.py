"""What is typed at the end of a month and of a term."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from kehou.funds.models import MoneyAccount, SetOffCorrection, ShareNotice, ShareReturn
from kehou.kernel.fen import Fen
from kehou.platform.ui.forms import KehouForm


class StatementForm(KehouForm):
    """What the banks say lies in each registered account, in yuan."""

    def __init__(self, *args: Any, accounts: Iterable[MoneyAccount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = []
        for account in accounts:
            self.codes.append(account.code)
            self.fields[account.code] = forms.DecimalField(
                label=f"{account.bank}（{account.get_kind_display()}，尾号{account.account_text[-4:]}）对账单余额",
                max_digits=12,
                decimal_places=2,
            )

    @property
    def statements(self) -> dict[str, Fen]:
        """The balances by account."""
        return {code: Fen.from_yuan(Decimal(self.cleaned_data[code])) for code in self.codes}

    @property
    def rows(self) -> list[forms.BoundField]:
        """The fields in the order of the accounts."""
        return [self[code] for code in self.codes]


class MonthForm(StatementForm):
    """Which month is closed."""

    month = forms.DateField(label="月份", widget=forms.Select)

    def __init__(self, *args: Any, months: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].widget.choices = list(months)


class BatchForm(KehouForm):
    """From which account shares leave."""

    purse_code = forms.ChoiceField(label="付款账户")

    def __init__(self, *args: Any, accounts: Iterable[MoneyAccount], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose(
            "purse_code", [(row.code, f"{row.bank}（{row.get_kind_display()}）") for row in accounts]
        )


class ProofForm(KehouForm):
    """The bank's or the treasury's own paper."""

    proof = forms.CharField(label="回单号", max_length=100)


WAYS = (("money", "退钱"), ("set_off", "抵下学期课后服务费"))


class ChoiceForm(KehouForm):
    """What a family wants its share to be."""

    what = forms.ChoiceField(label="这笔结余", choices=WAYS, widget=forms.RadioSelect)


class PaperChoiceForm(KehouForm):
    """What a family chose on paper."""

    what = forms.ChoiceField(label="家长选择", choices=WAYS)
    paper_number = forms.CharField(label="选择书编号", max_length=40)


class CorrectionForm(KehouForm):
    """Why a share that stood against a bill has to go back, and the paper that shows it."""

    cause = forms.ChoiceField(label="更正的原因", choices=SetOffCorrection.Cause.choices)
    paper_number = forms.CharField(label="书面材料编号", max_length=40)


class BounceForm(KehouForm):
    """Why a bank gave a payment back, and the number of its paper."""

    cause = forms.ChoiceField(label="退回的原因", choices=ShareReturn.Bounce.choices)
    proof = forms.CharField(label="银行退回单号", max_length=100)


class NoticeForm(KehouForm):
    """How a family was told of its share."""

    channel = forms.ChoiceField(label="通知方式", choices=ShareNotice.Channel.choices)
