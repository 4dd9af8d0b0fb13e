"""Forms of the signal queue."""

from __future__ import annotations

from django import forms

from kehou.oversight.models import SignalEnd
from kehou.platform.ui.forms import KehouForm

_ENDS = (SignalEnd.Kind.EXPLAINED, SignalEnd.Kind.CASE, SignalEnd.Kind.INSPECTION)


class NoteForm(KehouForm):
    """How a number came about."""

    text = forms.CharField(label="情况说明", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class EndForm(KehouForm):
    """What is done about a signal."""

    kind = forms.ChoiceField(
        label="处理方式",
        choices=[(kind.value, kind.label) for kind in _ENDS],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="核实情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
