"""The port to an SMS carrier. Which carrier serves is a setting; the demo's is an inbox on a page."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class SmsCarrier(Protocol):
    """Takes one text for one phone; raises where it could not be taken."""

    def __call__(self, phone: str, text: str) -> None: ...


def send_sms(phone: str, text: str) -> None:
    """Hand a text to the carrier of this installation (``KEHOU_SMS_CARRIER``, a dotted path)."""
    carrier: SmsCarrier = import_string(settings.KEHOU_SMS_CARRIER)
    carrier(phone, text)
