"""Rows of teaching points that whoever keeps their money must reach: the central school's own people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.shortcuts import get_object_or_404

from kehou.funds.models import ShareReturn, SurplusShare, TermLedger
from kehou.kernel.actor import Actor
from kehou.platform.database.scope import Scope, scoped


def share_in_reach(share_id: UUID, *, actor: Actor) -> SurplusShare:
    """A share with its ledger, also of a point whose money the actor's school keeps. Raises Http404."""
    with _kept_by(actor):
        return get_object_or_404(SurplusShare.objects.select_related("ledger"), pk=share_id)


def return_in_reach(return_id: UUID, *, actor: Actor) -> ShareReturn:
    """A share on its way back, with its batch and ledger. Raises Http404."""
    rows = ShareReturn.objects.select_related("batch__ledger", "share")
    with _kept_by(actor):
        return get_object_or_404(rows, pk=return_id)


@contextmanager
def _kept_by(actor: Actor) -> Iterator[None]:
    """The scope of every ledger that the actor's schools keep, with all points in it."""
    own = Scope.of_actor(actor)
    ledgers = TermLedger.objects.filter(school_id__in=own.schools)
    points = {UUID(point) for row in ledgers for point in row.points.values()}
    with scoped(Scope(own.areas, own.schools | points, own.counties)):
        yield
