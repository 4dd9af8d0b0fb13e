"""Finding the pupil or link that someone may keep; anyone else learns nothing (404)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from kehou.kernel.actor import Actor
from kehou.platform.access.actions import Action, require
from kehou.platform.sealed.keyring import keys_of
from kehou.registry.access import KEEP_GUARDIANS
from kehou.registry.models import Guardianship, Pupil
from kehou.registry.rules import classes_in_sight


def pupil_to_keep(actor: Actor, pupil_id: UUID, *, action: Action = KEEP_GUARDIANS) -> Pupil:
    """A pupil of a class that the actor may see. Raises Http404."""
    pupil = Pupil.objects.filter(pk=pupil_id).select_related("school_class").first()
    if pupil is None:
        raise Http404
    require(action, actor, pupil.place)
    codes = classes_in_sight(actor, pupil.place)
    if codes is not None and pupil.school_class.code not in codes:
        raise Http404
    if action is KEEP_GUARDIANS and is_erased(pupil):
        raise Http404
    return pupil


def is_erased(pupil: Pupil) -> bool:
    """Whether nobody can name the pupil any more: nobody is entered around a nameless child (A7.10)."""
    return pupil.status == Pupil.Status.LEFT and not keys_of([pupil.pk])


def link_to_keep(actor: Actor, link_id: UUID, *, on: date) -> Guardianship:
    """A link in force of such a pupil. Raises Http404."""
    link = in_force(Guardianship.objects.filter(pk=link_id), on).first()
    if link is None:
        raise Http404
    link.pupil = pupil_to_keep(actor, link.pupil_id)
    return link


def in_force(links: QuerySet[Guardianship], on: date) -> QuerySet[Guardianship]:
    """Those links that hold on a day."""
    return links.filter(from_date__lte=on).filter(Q(until_date=None) | Q(until_date__gt=on))
