"""Reading for the paper route of wishes: what was keyed in and waits for a second look."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from kehou.enrolment.content import wishes_from_json
from kehou.enrolment.facts import Offering
from kehou.enrolment.models import ChoiceWindow, PaperWishes
from kehou.enrolment.sheets import pupils_to_key
from kehou.enrolment.showing import band_name
from kehou.enrolment.wording import OTHERWISE_NAMES
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.platform.ui.pieces import Answer
from kehou.registry.public import names_of


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A keyed slip with the names on it."""

    slip: PaperWishes
    pupil: str
    class_name: str
    keyed_by: str


def slip_rows(actor: Actor, place: Place, window: ChoiceWindow | None) -> list[SlipRow]:
    """The slips of the actor's classes, newest first."""
    if window is None:
        return []
    pupils = {pupil.id: pupil for pupil in pupils_to_key(actor, place)}
    slips = list(PaperWishes.objects.filter(window=window, pupil_id__in=pupils).order_by("-keyed_at", "-id"))
    names = names_of({*(slip.pupil_id for slip in slips), *(slip.keyed_by for slip in slips)})
    return [
        SlipRow(
            slip,
            names.get(slip.pupil_id, ""),
            pupils[slip.pupil_id].class_name,
            names.get(slip.keyed_by, ""),
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


def _titles(offering: Offering, keys: tuple[str, ...]) -> str:
    titles = [option.title for key in keys if (option := offering.option(key))]
    return "\n".join(f"{place}. {title}" for place, title in enumerate(titles, start=1))
