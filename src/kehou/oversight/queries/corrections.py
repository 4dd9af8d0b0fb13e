"""Briefs and correction orders as the school concerned and the county see them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from kehou.kernel.actor import Actor
from kehou.oversight.access import SEE_CORRECTION
from kehou.oversight.models import Brief, CorrectionOrder


def visible_briefs(viewer: Actor) -> QuerySet[Brief]:
    """What the county told the viewer's school, the latest first."""
    rows = Brief.objects.filter(SEE_CORRECTION.rows_for(viewer))
    return rows.select_related("answer").order_by("-sent_at")


def visible_orders(viewer: Actor) -> QuerySet[CorrectionOrder]:
    """The correction orders in the viewer's sight, the latest first."""
    rows = CorrectionOrder.objects.filter(SEE_CORRECTION.rows_for(viewer))
    return rows.prefetch_related("corrections__recheck").order_by("-ordered_at")


def order_for(order_id: UUID, *, viewer: Actor) -> CorrectionOrder:
    """One order. Raises Http404 for a stranger."""
    order = visible_orders(viewer).filter(pk=order_id).first()
    if order is None:
        raise Http404
    return order
