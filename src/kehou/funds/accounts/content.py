"""Writing a public account down as JSON and reading it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kehou.funds.accounts.facts import AccountContent
from kehou.platform.documents.json_form import json_converter

FORMAT = "kehou-account/1"


_CONVERTER = json_converter()


def to_json(content: AccountContent) -> dict[str, Any]:
    """A public account as plain JSON."""
    written: dict[str, Any] = _CONVERTER.unstructure(content)
    return written


def from_json(written: Mapping[str, Any]) -> AccountContent:
    """A public account from JSON."""
    return _CONVERTER.structure(written, AccountContent)
