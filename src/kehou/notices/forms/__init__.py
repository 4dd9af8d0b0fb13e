"""What people type into the pages of publicity."""

from __future__ import annotations

from django import forms

from kehou.notices.models import FamilyNotice
from kehou.platform.ui.forms import KehouForm


class ObjectionForm(KehouForm):
    """An objection or question; name and contact are optional."""

    text = forms.CharField(label="您的意见", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    contact = forms.CharField(
        label="联系方式",
        required=False,
        max_length=100,
        help_text="可以不填。只有学校和县教育局能看到，不会公开",
    )


class ReplyForm(KehouForm):
    """The school's answer."""

    text = forms.CharField(label="答复", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class TellingForm(KehouForm):
    """How families were told."""

    channel = forms.ChoiceField(
        label="告知家长的方式", choices=FamilyNotice.Channel.choices, widget=forms.RadioSelect
    )


class WithdrawalForm(KehouForm):
    """Why a notice is withdrawn."""

    reason = forms.CharField(label="撤回的原因", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
