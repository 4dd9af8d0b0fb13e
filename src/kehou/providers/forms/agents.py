"""Accounts of a body's people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms

from kehou.platform.ui.fields import LoginField, MobileField
from kehou.platform.ui.forms import KehouForm


class ContactForm(KehouForm):
    """Who speaks for a body."""

    name = forms.CharField(label="联系人姓名", min_length=2, max_length=50)
    phone = MobileField()
    login = LoginField()


class AgentForm(KehouForm):
    """Which of the body's people signs in; one who does so at another school needs no further login."""

    file_id = forms.TypedChoiceField(label="派出人员")
    login = LoginField(required=False)

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]], known: Collection[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("file_id", [("", "请选择"), *people])
        self.fields["login"].required = not known
        self._known = known

    def clean(self) -> dict[str, Any]:
        """Whoever signs in for the first time needs a login."""
        found = super().clean() or {}
        if found.get("file_id") not in self._known and not found.get("login") and "login" not in self.errors:
            self.add_error("login", "请填写账号")
        return found
