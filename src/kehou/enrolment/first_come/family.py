"""A family's children at one choice in order of arrival, with few queries: many ask at the same minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from kehou.enrolment.models import ChoiceWindow
from kehou.enrolment.windows import rush_of, windows
from kehou.kernel.actor import Actor
from kehou.platform.access.actions import ward_of
from kehou.platform.ui.pieces import Child
from kehou.registry.public import names_of, pupils_of


@dataclass(frozen=True, slots=True)
class RushChild:
    """A child as the page names it."""

    pupil_id: UUID
    name: str
    class_name: str


def children_at(actor: Actor, pupil_id: UUID) -> tuple[ChoiceWindow, RushChild, list[RushChild]]:
    """The choice of a child's school, the child, and its siblings there with it. Raises Http404."""
    ward = ward_of(actor, pupil_id)
    window = windows().filter(school_id=ward.place.school).order_by("-opened_at").first()
    if window is None:
        raise Http404
    rush_of(window)
    ids = [each.pupil_id for each in actor.wards if each.place == ward.place]
    names = names_of(ids)
    children = [
        RushChild(pupil.id, names.get(pupil.id, "孩子"), pupil.class_name)
        for pupil in pupils_of(ward.place.school, pupils=ids)
    ]
    child = next((each for each in children if each.pupil_id == pupil_id), None)
    if child is None:
        raise Http404
    return window, child, children


def switching(children: Sequence[RushChild], current: RushChild, *, name: str) -> list[Child]:
    """The child switcher, leading to the same page of each; empty for an only child."""
    if len(children) < 2:
        return []
    return [
        Child(each.name, each.class_name, reverse(name, args=[each.pupil_id]), current=each is current)
        for each in children
    ]
