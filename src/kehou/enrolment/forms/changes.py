"""One change of course: a time of the week and what has a free seat there. Nothing is chosen beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from kehou.enrolment.changes import Open
from kehou.enrolment.facts import Option
from kehou.platform.ui.forms import KehouForm
from kehou.platform.ui.wording import time_range

_APART = "|"
NOTHING = "不参加这一时段，按时放学"
NOTHING_AT_ALL = "不参加这门课的全部时段，按时放学"


@dataclass(frozen=True, slots=True)
class BandChoices:
    """A time of the week with where the child is now and where it may go: value, title, whether ticked."""

    name: str
    now: str
    choices: tuple[tuple[str, str, bool], ...]


class ChangeForm(KehouForm):
    """Which course instead, and that the old seat is let go."""

    choice = forms.ChoiceField(label="要改到的课程", choices=())
    lets_go = forms.BooleanField(label="我知道：改选以后，原来的名额马上让给候补的孩子")

    def __init__(self, *args: Any, bands: Sequence[tuple[str, Open]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ticked = self.data.get("choice", "")
        self.bands = [_shown(name, each, ticked) for name, each in bands]
        self.let_choose("choice", [(value, title) for band in self.bands for value, title, _ in band.choices])


def read_choice(value: str) -> tuple[str, str]:
    """The band and the option of a choice; an empty option is none."""
    band, _, option = value.partition(_APART)
    return band, option


def _said(option: Option) -> str:
    """A course as it is offered; one that runs on says until when, since what lies in between is let go."""
    if len(option.bands) == 1:
        return option.title
    return f"{option.title}（{time_range(option.starts, option.ends)}连着上，这段时间原来的课程一并让出）"


def _shown(name: str, each: Open, ticked: str) -> BandChoices:
    offered = [(option.key, _said(option)) for option in each.free]
    if each.held is not None:
        offered.append(("", NOTHING if len(each.held.bands) == 1 else NOTHING_AT_ALL))
    values = [(f"{each.band.key}{_APART}{key}", title) for key, title in offered]
    return BandChoices(
        name=name,
        now=each.held.title if each.held else "不参加",
        choices=tuple((value, title, value == ticked) for value, title in values),
    )
