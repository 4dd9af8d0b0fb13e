"""The demo's SMS carrier, behind the port of ``platform.messages.sms``: texts land on a page."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from kehou.platform.clock.wall import wall_now

KEPT_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Text:
    """A text as a phone would have received it."""

    phone: str
    text: str
    sent: str

    @property
    def sent_at(self) -> datetime:
        """When it was sent."""
        return datetime.fromisoformat(self.sent)


def deliver(phone: str, text: str) -> None:
    """Take a text for a phone."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(asdict(Text(phone, text, wall_now().isoformat())), ensure_ascii=False)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def texts() -> list[Text]:
    """The latest texts, newest first."""
    path = _path()
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8")[-KEPT_BYTES:].splitlines()
    whole = [line for line in lines if line.startswith("{")]
    return [Text(**json.loads(line)) for line in reversed(whole)]


def latest_code(phone: str) -> str:
    """The six digits in the latest text to a phone. Raises LookupError where none came."""
    for text in texts():
        found = re.search(r"\d{6}", text.text) if text.phone == phone else None
        if found:
            return found.group()
    raise LookupError(f"no code was sent to {phone}")


def _path() -> Path:
    return Path(settings.KEHOU_VAR, "demo-inbox.jsonl")
