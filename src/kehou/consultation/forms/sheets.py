"""Keying in sheets of paper with their scans, and replying to objections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from kehou.consultation.facts import FamilyAnswer, QuestionnaireContent
from kehou.consultation.forms.family import question_field
from kehou.consultation.services.sheets import Sheet
from kehou.consultation.steps import answer_of, steps_for
from kehou.platform.ui.fields import ScanField
from kehou.platform.ui.forms import KehouForm


class SheetForm(KehouForm):
    """Who signed a sheet, and its scan."""

    signer = forms.ChoiceField(label="签名的家长", widget=forms.RadioSelect)
    by_fingerprint = forms.BooleanField(label="以按手印代替签名", required=False)
    scan = ScanField(label="签名原件", help_text="拍照或扫描，图片或PDF，不超过20兆。")

    def __init__(self, *args: Any, signers: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("signer", [(str(person), name) for person, name in signers])

    def signer_id(self) -> UUID:
        """Who signed."""
        return UUID(self.cleaned_data["signer"])

    def sheet(self) -> Sheet:
        """The scan as it is kept."""
        return Sheet(self.cleaned_data["scan"], self.cleaned_data["by_fingerprint"])


class AnswerSheetForm(SheetForm):
    """What stands on a questionnaire of paper."""

    def __init__(self, *args: Any, asked: QuestionnaireContent, asks_pupil: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked, self._asks_pupil = asked, asks_pupil
        steps = steps_for(asked, choice="", asks_pupil=asks_pupil)
        questions = {step: question_field(step, asked, required=step == "join") for step in steps}
        self.fields = {**questions, **self.fields}

    def answer(self) -> FamilyAnswer:
        """The answer as ticked on the sheet; after a no the other boxes do not count."""
        steps = steps_for(self._asked, choice=self.cleaned_data["join"], asks_pupil=self._asks_pupil)
        found = answer_of(self.cleaned_data, steps=steps)
        assert found, "the first question is required"
        return found


class SignatureSheetForm(SheetForm):
    """A line of a petition sheet."""

    signed_date = forms.DateField(label="签名日期")
    identity_checked = forms.BooleanField(label="已核对签名人的身份", required=False)


class ReplyForm(KehouForm):
    """An answer to an objection."""

    reply = forms.CharField(label="答复", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
