"""Reading for the paper route of wishes: what was keyed in and waits for a second look."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from kehou.allocation.arrivals import Answer as Told
from kehou.enrolment.content import wishes_from_json
from kehou.enrolment.facts import Offering
from kehou.enrolment.first_come.answers import said
from kehou.enrolment.models import ChoiceWindow, HeldTurn, PaperWishes
from kehou.enrolment.sheets import pupils_to_key
from kehou.enrolment.showing import band_name, when
from kehou.enrolment.wording import OTHERWISE_NAMES
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.platform.ui.pieces import Answer, Tone
from kehou.registry.public import names_of


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A keyed slip with the names on it; ``turn`` is the one that it holds in order of arrival."""

    slip: PaperWishes
    pupil: str
    class_name: str
    keyed_by: str
    turn: HeldTurn | None

    @property
    def is_checked(self) -> bool:
        """Whether another person confirmed it."""
        return self.slip.wish_list_id is not None or self.turn is not None

    @property
    def state(self) -> tuple[Tone, str]:
        """How far it is, in words."""
        if not self.is_checked:
            return Tone.ATTENTION, "待核对"
        if self.turn is None:
            return Tone.DONE, "已记下"
        if self.turn.answered_at is None:
            return Tone.INFO, "按号定名额" if self.turn.answers else "等叫号"
        return (Tone.DONE, "已选课") if self.turn.answers else (Tone.PLAIN, "没有选课")


def slip_rows(actor: Actor, place: Place, window: ChoiceWindow | None) -> list[SlipRow]:
    """The slips of the actor's classes, newest first."""
    if window is None:
        return []
    pupils = {pupil.id: pupil for pupil in pupils_to_key(actor, place)}
    found = PaperWishes.objects.filter(window=window, pupil_id__in=pupils).select_related("held_turn")
    slips = list(found.order_by("-keyed_at", "-id"))
    names = names_of({*(slip.pupil_id for slip in slips), *(slip.keyed_by for slip in slips)})
    return [
        SlipRow(
            slip,
            names.get(slip.pupil_id, ""),
            pupils[slip.pupil_id].class_name,
            names.get(slip.keyed_by, ""),
            getattr(slip, "held_turn", None),
        )
        for slip in slips
    ]


def slip_row(actor: Actor, place: Place, window: ChoiceWindow | None, slip_id: UUID) -> SlipRow:
    """One keyed slip. Raises Http404."""
    for row in slip_rows(actor, place, window):
        if row.slip.id == slip_id:
            return row
    raise Http404


def slip_answers(row: SlipRow, offering: Offering) -> list[Answer]:
    """What was keyed in, to be compared with the slip."""
    wishes = wishes_from_json(row.slip.content)
    ranked = [
        Answer(band_name(offering, band), _titles(offering, keys)) for band, keys in wishes.ranked.items()
    ]
    said = [Answer("孩子自己的话", wishes.own_words)] if wishes.own_words else []
    return [
        Answer("学生", f"{row.pupil} {row.class_name}"),
        *ranked,
        Answer("志愿都没有名额时", OTHERWISE_NAMES[wishes.otherwise]),
        *said,
        Answer("录入人", row.keyed_by),
    ]


def told_answers(row: SlipRow, offering: Offering) -> list[Answer]:
    """What each wish of a slip was answered once that stands, to be told to the family."""
    told = row.turn.answers if row.turn and row.turn.answered_at else []
    options = [(offering.option(key), said(Told(answer), place)) for key, answer, place in told]
    return [Answer(f"{option.title} {when(option)}", words) for option, words in options if option]


def _titles(offering: Offering, keys: tuple[str, ...]) -> str:
    titles = [option.title for key in keys if (option := offering.option(key))]
    return "\n".join(f"{place}. {title}" for place, title in enumerate(titles, start=1))
