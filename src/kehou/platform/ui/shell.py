"""What the frame of a desk page shows. ``kehou.web`` builds one per request as ``shell``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kehou.platform.ui.pieces import Link


@dataclass(frozen=True, slots=True)
class NavSection:
    """One part of the procedure in the side navigation."""

    title: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a desk: where one is, as whom, on which business day, and where one can go."""

    place: str
    role: str
    person: str
    day: date
    sections: Sequence[NavSection] = field(default_factory=tuple)
    roles: Sequence[Link] = field(default_factory=tuple)
    home_url: str = "/"
    password_url: str = ""
    sign_out_url: str = ""


@dataclass(frozen=True, slots=True)
class DemoClock:
    """The business clock of the demo; ``next_url`` moves it on by a POST."""

    day: date
    next_url: str
