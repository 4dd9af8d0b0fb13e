"""The form that every page form grows from: mistakes are said in plain Chinese that names the field."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from django import forms

from kehou.kernel.verdict import UnableTo
from kehou.platform.ui.books import say_all


class KehouForm(forms.Form):
    """A form whose messages say what to do: 请填写联系电话, 每课时价格要填数字.

    The browser's own checks stay off (their bubbles speak the browser's language and stop at the
    first mistake); the server says all mistakes at once. A field's own messages go first.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        shared: SharedFields | None = kwargs.pop("shared", None)
        kwargs.setdefault("label_suffix", "")
        if shared is not None:
            self.base_fields = shared  # type: ignore[misc]  # instead of the class's
        super().__init__(*args, **kwargs)
        if shared is None:
            _put_in_words(self.fields)

    def refuse(self, refused: UnableTo) -> None:
        """Say on the form itself why an act was refused, where what was typed should not be lost."""
        for said in say_all(refused.verdicts):
            self.add_error(None, f"{said.sentence}{said.next_step}")

    def let_choose(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Let a field be chosen from what this page has to offer."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class SharedFields(dict[str, forms.Field]):
    """The fields of many forms of one kind, made once; for forms that change nothing of them."""

    @classmethod
    def of(cls, form: type[KehouForm]) -> SharedFields:
        """The fields of a form."""
        made = cls(deepcopy(form.base_fields))
        _put_in_words(made)
        return made

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        """What a form takes as its own: the same fields. It may put another in one's place."""
        return dict(self)


def _put_in_words(fields: dict[str, forms.Field]) -> None:
    for name, field in fields.items():
        said = str(field.label or name)
        field.error_messages |= {**_messages(field, said), **_own_messages(field)}


def _own_messages(field: forms.Field) -> dict[str, Any]:
    """The messages that the form's author gave a field, told apart from Django's defaults."""
    defaults: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        defaults.update(getattr(kind, "default_error_messages", {}))
    return {code: text for code, text in field.error_messages.items() if defaults.get(code) is not text}


def _messages(field: forms.Field, said: str) -> dict[str, str]:
    if isinstance(field, forms.BooleanField):
        return {"required": f"请先勾选“{said}”。"}
    if isinstance(field, forms.FileField):
        return {"required": f"请上传{said}。", "empty": f"{said}是空文件，请重新选择。"}
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return {"required": f"请选择{said}。", "invalid_choice": f"{said}请从列出的选项中选。"}
    return {
        "required": f"请填写{said}。",
        "invalid": _INVALID.get(type(field), "{}填写的格式不对。").format(said),
    }


_INVALID: dict[type[forms.Field], str] = {
    forms.IntegerField: "{}要填整数。",
    forms.DecimalField: "{}要填数字。",
    forms.DateField: "{}要填完整的年月日。",
    forms.TimeField: "{}要填时间，例如16:10。",
    forms.EmailField: "{}不是完整的邮箱地址。",
}
