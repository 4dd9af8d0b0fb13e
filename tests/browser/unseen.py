"""Addresses that can be read and to which no link of the grown demo leads, each with its reason."""

from __future__ import annotations

WITHIN = "a step that stands only while what came before it is being filled in; walked by a journey test"

UNSEEN: dict[str, str] = {
    "family/signature/": WITHIN,
    "sign-in/code/": WITHIN,
    "sign-in/person/": WITHIN,
    "report/<slug:short_code>/receipt/": WITHIN,
}
