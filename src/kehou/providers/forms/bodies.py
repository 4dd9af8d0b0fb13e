"""Entering bodies, reviews, competitions, lists and scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from kehou.kernel.limits import MAX_SHORT_TEXT, MAX_TEXT
from kehou.platform.ui.fields import YuanField
from kehou.platform.ui.forms import KehouForm
from kehou.providers.services.bodies import OfferInput
from kehou.providers.services.pricing import BidInput, PriceSeen

BIDDERS = 6
PRICES = 5
OFFERS = 5


class CriteriaForm(KehouForm):
    """The county's criteria."""

    document_number = forms.CharField(label="文号", max_length=80)
    issued = forms.DateField(label="印发日期")
    content = forms.CharField(label="引进标准", max_length=MAX_TEXT, widget=forms.Textarea({"rows": 6}))


class ProviderForm(KehouForm):
    """A body's application."""

    name = forms.CharField(label="机构名称", max_length=120)
    credit_code = forms.CharField(label="统一社会信用代码", min_length=18, max_length=18)
    licence_number = forms.CharField(label="办学许可证号", max_length=80)
    licence_domains = forms.MultipleChoiceField(label="许可范围", widget=forms.CheckboxSelectMultiple)
    licence_to = forms.DateField(label="许可证有效至")
    platform_number = forms.CharField(label="全国校外教育培训监管平台编号", max_length=80, required=False)

    def __init__(self, *args: Any, domains: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("licence_domains", domains)
        for number in range(1, OFFERS + 1):
            self.fields[f"title_{number}"] = forms.CharField(label="项目", max_length=60, required=False)
            self.fields[f"domain_{number}"] = forms.ChoiceField(
                label="类别", choices=[("", "请选择"), *domains, ("subject", "学科类")], required=False
            )
            self.fields[f"minutes_{number}"] = forms.IntegerField(
                label="每课时", min_value=10, max_value=240, required=False
            )
            _say_which(self, f"minutes_{number}", f"第{number}个项目的每课时分钟要填10到240的整数。")

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The fields of each item."""
        return [
            (self[f"title_{number}"], self[f"domain_{number}"], self[f"minutes_{number}"])
            for number in range(1, OFFERS + 1)
        ]

    def given(self) -> dict[str, Any]:
        """The arguments of the service; a subject has no domain."""
        said = self.cleaned_data
        names = (
            "name",
            "credit_code",
            "licence_number",
            "licence_domains",
            "licence_to",
            "platform_number",
        )
        offers = []
        for number in range(1, OFFERS + 1):
            title, domain = said[f"title_{number}"], said[f"domain_{number}"]
            if title:
                listed = domain if domain and domain != "subject" else None
                offers.append(OfferInput(title, listed, said[f"minutes_{number}"] or 40))
        return {name: said[name] for name in names} | {"offers": offers}


class LicenceForm(KehouForm):
    """A licence that was renewed."""

    licence_number = forms.CharField(label="办学许可证号", max_length=80)
    licence_domains = forms.MultipleChoiceField(label="许可范围", widget=forms.CheckboxSelectMultiple)
    licence_to = forms.DateField(label="许可证有效至")

    def __init__(self, *args: Any, domains: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["licence_domains"]
        field.choices = domains


class ReviewForm(KehouForm):
    """One reviewer's finding."""

    credit_clear = forms.BooleanField(label="信用记录良好，没有失信", required=False)
    blacklist_clear = forms.BooleanField(label="不在黑名单内", required=False)
    materials_sound = forms.BooleanField(label="课程和材料审核合格", required=False)
    passed = forms.ChoiceField(
        label="意见", choices=(("yes", "通过"), ("no", "不通过")), widget=forms.RadioSelect
    )
    remark = forms.CharField(label="说明", max_length=MAX_SHORT_TEXT, required=False)

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        return self.cleaned_data | {"passed": self.cleaned_data["passed"] == "yes"}


class MoveForm(KehouForm):
    """Suspend, lift or remove."""

    event = forms.ChoiceField(
        label="决定",
        choices=(("suspend", "暂停"), ("lift", "恢复"), ("remove", "移出名单")),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="理由", max_length=MAX_SHORT_TEXT)


class CompetitionForm(KehouForm):
    """A competitive procedure with its bids and the prices outside school."""

    title = forms.CharField(label="项目", max_length=60)
    domain = forms.ChoiceField(label="类别")
    minutes = forms.IntegerField(label="每课时分钟", min_value=10, max_value=240)
    method = forms.ChoiceField(label="方式")
    document_number = forms.CharField(label="采购文件编号", max_length=80)
    held = forms.DateField(label="开标日期")

    def __init__(
        self,
        *args: Any,
        domains: Sequence[tuple[str, str]],
        methods: Sequence[tuple[str, str]],
        providers: Sequence[tuple[UUID, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("domain", domains)
        self.let_choose("method", methods)
        self._names = {str(key): name for key, name in providers}
        bodies = [("", "名单外的竞争者"), *self._names.items()]
        for number in range(1, BIDDERS + 1):
            self.fields[f"bidder_{number}"] = forms.ChoiceField(label="机构", choices=bodies, required=False)
            self.fields[f"other_{number}"] = forms.CharField(
                label="名单外的名称", max_length=120, required=False
            )
            self.fields[f"bid_{number}"] = YuanField(
                label="每人每课时", said=f"第{number}份报价", required=False
            )
        whose = [("", "同类机构"), *self._names.items()]
        for number in range(1, PRICES + 1):
            self.fields[f"whose_{number}"] = forms.ChoiceField(label="谁的价", choices=whose, required=False)
            self.fields[f"seen_{number}"] = YuanField(
                label="校外价", said=f"第{number}份校外价", required=False
            )
            self.fields[f"source_{number}"] = forms.CharField(label="来源", max_length=200, required=False)
            self.fields[f"day_{number}"] = forms.DateField(label="材料日期", required=False)
            _say_which(self, f"day_{number}", f"第{number}份校外价的材料日期要填完整的年月日。")

    def bid_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each bid."""
        return self._rows(("bidder", "other", "bid"), BIDDERS)

    def price_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each price outside school."""
        return self._rows(("seen", "source", "day", "whose"), PRICES)

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        said = self.cleaned_data
        names = ("title", "domain", "minutes", "method", "document_number", "held")
        return {name: said[name] for name in names} | {
            "bids": [self._bid(number) for number in range(1, BIDDERS + 1) if said[f"bid_{number}"]],
            "evidence": [
                self._price(number)
                for number in range(1, PRICES + 1)
                if said[f"seen_{number}"] and said[f"day_{number}"]
            ],
        }

    def _rows(self, names: Sequence[str], count: int) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, count + 1)]

    def _bid(self, number: int) -> BidInput:
        said = self.cleaned_data
        key = said[f"bidder_{number}"]
        name = self._names.get(key) or said[f"other_{number}"] or f"竞争者{number}"
        return BidInput(name, said[f"bid_{number}"], UUID(key) if key else None)

    def _price(self, number: int) -> PriceSeen:
        said = self.cleaned_data
        key = said[f"whose_{number}"]
        return PriceSeen(
            said[f"source_{number}"],
            said[f"seen_{number}"],
            said["minutes"],
            said[f"day_{number}"],
            UUID(key) if key else None,
        )


def _say_which(form: forms.Form, name: str, mistake: str) -> None:
    """Let a field that stands in several rows say which row's it is when it is wrong."""
    field: Any = form.fields[name]
    field.error_messages["invalid"] = mistake
    for check in field.validators:
        check.message = mistake


class ListForm(KehouForm):
    """Publish a version."""

    document_number = forms.CharField(label="文号", max_length=80)
    valid_until = forms.DateField(label="名单有效至")
