"""The carrier of an installation that has none: it says so instead of losing a message."""

from __future__ import annotations


class NoCarrier(RuntimeError):
    """No SMS carrier is set."""


def refuse(phone: str, text: str) -> None:  # noqa: ARG001  (called as a carrier is)
    """Raise NoCarrier: the message was not sent."""
    raise NoCarrier("set KEHOU_SMS_CARRIER to the dotted path of a carrier")
