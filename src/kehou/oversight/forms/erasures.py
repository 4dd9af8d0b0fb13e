"""Why the names of pupils who left are to go, or to stay."""

from __future__ import annotations

from django import forms

from kehou.platform.ui.forms import KehouForm


class ReasonForm(KehouForm):
    """A reason, to be kept with the act."""

    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
