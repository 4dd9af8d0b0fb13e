"""Writing a public account down as JSON and reading it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cattrs import Converter

from kehou.funds.accounts.facts import AccountContent

FORMAT = "kehou-account/1"


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(date, lambda value: value.isoformat())
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    return converter


_CONVERTER = _converter()


def to_json(content: AccountContent) -> dict[str, Any]:
    """A public account as plain JSON."""
    written: dict[str, Any] = _CONVERTER.unstructure(content)
    return written


def from_json(written: Mapping[str, Any]) -> AccountContent:
    """A public account from JSON."""
    return _CONVERTER.structure(written, AccountContent)
