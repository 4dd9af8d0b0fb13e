"""A choice slip as it is keyed in, what a parents' meeting was, and why a pupil cannot be taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms

from kehou.enrolment.facts import Offering, Otherwise, Wishes
from kehou.enrolment.rules import FIRST_GRADE_WITH_OWN_WORDS, MAX_OWN_WORDS
from kehou.enrolment.showing import band_name
from kehou.enrolment.wording import BASIS_NAMES, GROUND_NAMES, OTHERWISE_NAMES
from kehou.kernel.moments import SHANGHAI
from kehou.platform.ui.forms import KehouForm
from kehou.rulebook.facts.enrolment import GroupBasis, TurningAwayGround

RANKS = 3


class SlipForm(KehouForm):
    """The ranked courses of a signed slip, up to three a time; nothing is filled in for the family."""

    guardian = forms.ChoiceField(label="签字人", widget=forms.RadioSelect, choices=())

    def __init__(
        self,
        *args: Any,
        guardians: Iterable[tuple[str, str]],
        offering: Offering,
        grade: int,
        days: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("guardian", guardians)
        self._bands = [band for band in offering.bands_of(grade) if band.weekday in days]
        for band in self._bands:
            options = [(option.key, option.title) for option in offering.in_band(band.key, grade)]
            for rank in range(1, min(RANKS, len(options)) + 1):
                self.fields[f"rank-{band.key}-{rank}"] = forms.ChoiceField(
                    label=f"{band_name(offering, band.key)} 第{rank}志愿",
                    choices=[("", "没有填"), *options],
                    required=False,
                )
        self.fields["otherwise"] = forms.ChoiceField(
            label="选的课程都没有名额时",
            widget=forms.RadioSelect,
            choices=[(kind.value, name) for kind, name in OTHERWISE_NAMES.items()],
        )
        if grade >= FIRST_GRADE_WITH_OWN_WORDS:
            self.fields["own_words"] = forms.CharField(
                label="孩子自己的话", max_length=MAX_OWN_WORDS, required=False, widget=forms.Textarea
            )

    def clean(self) -> dict[str, Any]:
        """A course stands once in each time."""
        given = super().clean() or {}
        for band in self._bands:
            ranked = list(self._ranked(given, band.key))
            if len(set(ranked)) < len(ranked):
                self.add_error(f"rank-{band.key}-1", "同一时段的一门课程只填一次。")
        return given

    def in_bands(self) -> list[list[forms.BoundField]]:
        """The ranks of each time of the week."""
        return [
            [self[name] for name in self.fields if name.startswith(f"rank-{band.key}-")]
            for band in self._bands
        ]

    def guardian_id(self) -> UUID:
        """Who signed the slip."""
        return UUID(self.cleaned_data["guardian"])

    def wishes(self) -> Wishes:
        """The wishes on the slip."""
        given = self.cleaned_data
        ranked = {band.key: tuple(self._ranked(given, band.key)) for band in self._bands}
        return Wishes(
            ranked={band: keys for band, keys in ranked.items() if keys},
            otherwise=Otherwise(given["otherwise"]),
            own_words=given.get("own_words", ""),
        )

    @staticmethod
    def _ranked(given: dict[str, Any], band: str) -> Iterator[str]:
        found = (given.get(f"rank-{band}-{rank}", "") for rank in range(1, RANKS + 1))
        return (key for key in found if key)


class MeetingForm(KehouForm):
    """When a parents' meeting was held at which families signed, and of which class."""

    class_id = forms.ChoiceField(label="班级", required=False, choices=())
    held_date = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}))
    starts = forms.TimeField(label="开始")
    ends = forms.TimeField(label="结束")
    note = forms.CharField(label="说明", max_length=200, help_text="例如：三年级2班家长会，地点、主持人。")

    def __init__(self, *args: Any, classes: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("class_id", [("", "全校"), *classes])

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        said = self.cleaned_data
        return {
            "class_id": UUID(said["class_id"]) if said["class_id"] else None,
            "starts_at": _moment(said["held_date"], said["starts"]),
            "ends_at": _moment(said["held_date"], said["ends"]),
            "note": said["note"],
        }


class TurningAwayForm(KehouForm):
    """Why the school cannot take a pupil. What the Measures forbid stands in the list too, and is refused."""

    ground = forms.TypedChoiceField(
        label="不能接收的原因",
        coerce=TurningAwayGround,
        widget=forms.RadioSelect,
        choices=[(ground.value, name) for ground, name in GROUND_NAMES.items()],
    )
    note = forms.CharField(label="说明", max_length=300, required=False, widget=forms.Textarea)


class RegroupForm(KehouForm):
    """Which pupils of the same course come into this group, and by what they were chosen."""

    pupils = forms.MultipleChoiceField(label="学生", widget=forms.CheckboxSelectMultiple, choices=())
    basis = forms.TypedChoiceField(
        label="按什么分组",
        coerce=GroupBasis,
        widget=forms.RadioSelect,
        choices=[(basis.value, name) for basis, name in BASIS_NAMES.items()],
    )
    as_new = forms.BooleanField(label="另成一组", required=False)

    def __init__(self, *args: Any, pupils: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("pupils", pupils)

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        said = self.cleaned_data
        chosen = [UUID(pupil) for pupil in said["pupils"]]
        return {"pupil_ids": chosen, "basis": said["basis"], "as_new": said["as_new"]}


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, SHANGHAI)
