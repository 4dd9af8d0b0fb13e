"""Icons of the Lucide set as inline SVG."""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

from kehou.platform.ui.pieces import Tone

_BETWEEN_TAGS = re.compile(r">\s+<")

TONE_ICONS = {
    Tone.DONE: "circle-check",
    Tone.ATTENTION: "triangle-alert",
    Tone.STOP: "octagon-x",
    Tone.INFO: "info",
    Tone.PLAIN: "circle-dashed",
}
TONE_WORDS = {
    Tone.DONE: "符合",
    Tone.ATTENTION: "须留意",
    Tone.STOP: "不能通过",
    Tone.INFO: "建议",
    Tone.PLAIN: "",
}


@lru_cache(maxsize=256)
def icon_svg(name: str, label: str = "") -> SafeString:
    """An icon by its Lucide name; silent to screen readers unless it has a label.

    Raises lucide.IconDoesNotExist.
    """
    svg = lucide(name, size=20, **{"class": "icon", "focusable": "false"})
    svg = _BETWEEN_TAGS.sub("><", svg)
    said = f'role="img" aria-label="{escape(str(label))}"' if label else 'aria-hidden="true"'
    return mark_safe(svg.replace("<svg ", f"<svg {said} ", 1))  # noqa: S308  (packaged drawing, escaped label)
