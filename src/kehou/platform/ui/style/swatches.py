"""The colours of ``tokens.css``, read from it, so that page and test see what the browser sees."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kehou.platform.ui.stylesheet import STYLES

_COLOUR = re.compile(r"--(?P<name>[a-z-]+):\s*(?P<value>#[0-9a-f]{6});")
_DARK = "prefers-color-scheme: dark"

GROUPS = {
    "纸": ("paper", "paper-raised", "paper-sunk"),
    "墨": ("ink", "ink-soft", "ink-faint", "edge", "hairline"),
    "松绿": ("accent", "accent-strong", "accent-wash", "on-accent"),
    "四种含义": (
        "done",
        "done-wash",
        "attention",
        "attention-wash",
        "stop",
        "stop-wash",
        "info",
        "info-wash",
    ),
}


@dataclass(frozen=True, slots=True)
class Swatch:
    """One colour in both schemes."""

    name: str
    light: str
    dark: str


def schemes() -> tuple[dict[str, str], dict[str, str]]:
    """The colours by name, in the light and in the dark scheme."""
    light, dark = (STYLES / "tokens.css").read_text(encoding="utf-8").split(_DARK, 1)
    return _colours(light), _colours(dark)


def _colours(text: str) -> dict[str, str]:
    return {found["name"]: found["value"] for found in _COLOUR.finditer(text)}


def swatches() -> dict[str, list[Swatch]]:
    """The colours in their groups."""
    light, dark = schemes()
    return {
        group: [Swatch(name, light[name], dark[name]) for name in names] for group, names in GROUPS.items()
    }
